package io.bailiwick.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as a reader sees them, in text and page alike; what is unknown is called so. */
final class Words {

    static final String UNKNOWN = "unknown";
    static final String NOTHING = "-";

    private Words() {}

    static String region(String region) {
        return region.equals(Traffic.NOWHERE) ? "none (nothing was sent)" : Shown.text(region, 60);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String share(@Nullable Double share) {
        return share == null ? NOTHING : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, "%,.0f ms", millis);
    }

    static String latency(Tally tally, double share) {
        Latency latency = tally.latency();
        return latency == null || latency.count() == 0 ? NOTHING : millis(latency.millis(share));
    }

    /** No input at all has no hit rate; input of which nothing is known has an unknown one. */
    static String hitRate(Tally tally) {
        Double rate = tally.hitRate();
        return rate == null && tally.input() > 0 ? UNKNOWN : share(rate);
    }

    static String cached(Tally tally) {
        return tally.input() > 0 && tally.inputOfUnknownReads() == tally.input() ? UNKNOWN : count(tally.cacheRead());
    }

    static String cost(Cost cost) {
        return cost.known() ? cost.priced().words() : UNKNOWN;
    }

    static String penalty(Penalty penalty) {
        return penalty.match(Money::words, why -> UNKNOWN);
    }

    /** The price of a million tokens. */
    static String price(java.math.@Nullable BigDecimal price) {
        return price == null ? NOTHING : price.stripTrailingZeros().toPlainString();
    }
}
