package io.bailiwick.residency;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The answer to "where may this request run?". */
public sealed interface Residency permits Permitted, Residency.Denied {

    <T> T match(Function<Permitted, T> permitted, Function<Denied, T> denied);

    /** No; {@code jurisdiction} is the one that was decided, if any was. */
    record Denied(
            Reason reason, String explanation, @Nullable Jurisdiction jurisdiction) implements Residency {
        @Override
        public <T> T match(Function<Permitted, T> permitted, Function<Denied, T> denied) {
            return denied.apply(this);
        }
    }

    /** Why not. */
    enum Reason {
        /** Nobody knows the user's jurisdiction. */
        UNRESOLVED,
        /** What is known does not lie on one chain of boundaries. */
        CONFLICT,
        /** The client asked for a boundary that is not inside its own. */
        WIDENED,
        /** This gateway process is outside the boundary. */
        GATEWAY_OUTSIDE
    }
}
