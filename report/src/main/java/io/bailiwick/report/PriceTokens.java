package io.bailiwick.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a price on a tally's tokens, or says of which it cannot. */
final class PriceTokens {

    private static final int MILLION = 6;

    private final PriceTable prices;

    PriceTokens(PriceTable prices) {
        this.prices = prices;
    }

    Priced priceOf(Traffic traffic) {
        return prices.of(traffic);
    }

    Cost of(Traffic traffic, Tally tally) {
        return prices.of(traffic).match(row -> new Sum(traffic, row).of(tally), why -> without(traffic, tally, why));
    }

    private static Cost without(Traffic traffic, Tally tally, String why) {
        List<Cost.Unpriced> all = new ArrayList<>();
        if (tally.input() > 0) {
            all.add(new Cost.Unpriced(traffic, "input", tally.input(), why));
        }
        if (tally.output > 0) {
            all.add(new Cost.Unpriced(traffic, "output", tally.output, why));
        }
        return new Cost(Money.NOTHING, all);
    }

    private static boolean same(@Nullable BigDecimal one, BigDecimal other) {
        return one != null && one.compareTo(other) == 0;
    }

    /** One tally at one row. */
    private static final class Sum {

        private final Traffic traffic;
        private final PriceRow row;
        private Cost cost = Cost.NOTHING;

        Sum(Traffic traffic, PriceRow row) {
            this.traffic = traffic;
            this.row = row;
        }

        Cost of(Tally tally) {
            for (boolean readKnown : new boolean[] {true, false}) {
                for (boolean writeKnown : new boolean[] {true, false}) {
                    input(tally.input(readKnown, writeKnown), readKnown, writeKnown);
                }
            }
            add("output", tally.output, row.output(), "the row has no price for them");
            return cost;
        }

        /** A part that nobody counted is no part where it costs what the rest costs. */
        private void input(InputSum sum, boolean readKnown, boolean writeKnown) {
            if (!readKnown && !same(row.cachedInput(), row.input())) {
                unpriced("input", sum.input, "how many of them came from the cache was not counted");
            } else if (!writeKnown && !same(row.cacheWrite(), row.input())) {
                unpriced("input", sum.input, "how many of them went to the cache was not counted");
            } else {
                add("input", sum.plain(), row.input(), "");
                add("cached input", sum.read, row.cachedInput(), "the row has no price for them");
                add("cache write", sum.write, row.cacheWrite(), "the row has no price for them");
            }
        }

        private void add(String type, long tokens, @Nullable BigDecimal price, String otherwise) {
            if (price == null) {
                unpriced(type, tokens, otherwise);
            } else if (tokens > 0) {
                BigDecimal amount = price.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION);
                cost = cost.and(new Cost(Money.of(row.currency(), amount), List.of()));
            }
        }

        private void unpriced(String type, long tokens, String why) {
            if (tokens > 0) {
                cost = cost.and(new Cost(Money.NOTHING, List.of(new Cost.Unpriced(traffic, type, tokens, why))));
            }
        }
    }
}
