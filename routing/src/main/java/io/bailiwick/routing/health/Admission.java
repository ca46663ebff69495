package io.bailiwick.routing.health;

import io.bailiwick.routing.RestReason;
import java.time.Duration;
import java.util.function.Function;

/** The answer to "may an attempt begin here now?". */
public sealed interface Admission permits Admission.Ticket, Admission.No {

    <T> T match(Function<Ticket, T> ticket, Function<No, T> no);

    /** Not now: {@code resting}, {@code quarantined} or {@code saturated}. */
    record No(String reason) implements Admission {
        @Override
        public <T> T match(Function<Ticket, T> ticket, Function<No, T> no) {
            return no.apply(this);
        }
    }

    /** A permit that ends exactly once; a second ending is ignored. */
    non-sealed interface Ticket extends Admission {

        @Override
        default <T> T match(Function<Ticket, T> ticket, Function<No, T> no) {
            return ticket.apply(this);
        }

        /** Its answer has begun: it serves, however long the rest takes. The attempt is still under way. */
        void answers();

        /** It answered. */
        void succeeded();

        /** It did not. */
        void failed();

        /** It said not to come back for a while, or refused our credential. */
        void asksToRest(Duration length, RestReason why);

        /** It answers this one, and said that it takes no other for a while; the attempt is still under way. */
        void restsMeanwhile(Duration length);

        /** The client left: says nothing about the endpoint's health. */
        void abandoned();
    }
}
