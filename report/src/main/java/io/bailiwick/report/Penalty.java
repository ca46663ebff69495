package io.bailiwick.report;

import java.util.function.Function;

/** What it costs that other regions hit their caches better. */
sealed interface Penalty {

    <T> T match(Function<Money, T> known, Function<String, T> unknown);

    default Penalty and(Penalty other) {
        return match(mine -> other.match(theirs -> new Known(mine.and(theirs)), why -> other), why -> this);
    }

    record Known(Money money) implements Penalty {

        static final Known NOTHING = new Known(Money.NOTHING);

        @Override
        public <T> T match(Function<Money, T> known, Function<String, T> unknown) {
            return known.apply(money);
        }
    }

    record Unknown(String why) implements Penalty {
        @Override
        public <T> T match(Function<Money, T> known, Function<String, T> unknown) {
            return unknown.apply(why);
        }
    }
}
