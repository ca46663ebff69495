package io.bailiwick.report;

import java.util.function.Function;

/** Whether traffic has a price. */
sealed interface Priced {

    <T> T match(Function<PriceRow, T> byRow, Function<String, T> not);

    record ByRow(PriceRow row) implements Priced {
        @Override
        public <T> T match(Function<PriceRow, T> byRow, Function<String, T> not) {
            return byRow.apply(row);
        }
    }

    /** Because no row fits, or because one fits that might not be the right one. */
    record Not(String why) implements Priced {
        @Override
        public <T> T match(Function<PriceRow, T> byRow, Function<String, T> not) {
            return not.apply(why);
        }
    }
}
