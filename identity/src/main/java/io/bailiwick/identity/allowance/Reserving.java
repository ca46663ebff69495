package io.bailiwick.identity.allowance;

import java.time.Duration;
import java.util.function.Function;

/** The answer to "may this tenant ask for so much now?". */
public sealed interface Reserving permits Reservation, Reserving.TooMuch {

    <T> T match(Function<Reservation, T> reserved, Function<TooMuch, T> tooMuch);

    /**
     * Not now.
     *
     * @param kind what ran out: {@code requests} or {@code tokens}
     * @param after the time until the very same would be granted, if nobody else asks
     */
    record TooMuch(String kind, Duration after) implements Reserving {

        public static final String REQUESTS = "requests";
        public static final String TOKENS = "tokens";

        @Override
        public <T> T match(Function<Reservation, T> reserved, Function<TooMuch, T> tooMuch) {
            return tooMuch.apply(this);
        }
    }
}
