package io.bailiwick.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * For each route: what each region's input would have cost less at the best region's hit rate, at its own prices.
 *
 * <p>{@code (best rate - own rate) * input tokens * (input price - cached price)}, summed over what has a price.
 */
final class CachePenalty {

    private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL64;
    private static final int MILLION = 6;

    private final Map<Traffic, Tally> tallies;
    private final PriceTokens prices;
    private final SortedMap<String, Best> best = new TreeMap<>();

    CachePenalty(Map<Traffic, Tally> tallies, PriceTokens prices) {
        this.tallies = tallies;
        this.prices = prices;
        tallies.keySet().stream()
                .filter(Traffic::sent)
                .map(Traffic::route)
                .distinct()
                .forEach(route -> {
                    Best found = bestOf(route);
                    if (found != null) {
                        best.put(route, found);
                    }
                });
    }

    /** The region that others are measured by. */
    record Best(String region, double rate, long input) {}

    SortedMap<String, Best> best() {
        return best;
    }

    private @Nullable Best bestOf(String route) {
        Best best = null;
        for (String region : tallies.keySet().stream()
                .filter(each -> each.sent() && each.route().equals(route))
                .map(Traffic::region)
                .distinct()
                .toList()) {
            Tally whole = whole(region, route);
            Double rate = whole.inputOfUnknownReads() == 0 ? whole.hitRate() : null;
            if (rate != null && (best == null || rate > best.rate())) {
                best = new Best(region, rate, whole.input());
            }
        }
        return best;
    }

    private Tally whole(String region, String route) {
        Tally whole = new Tally();
        parts(region, route).forEach(part -> whole.add(part.getValue()));
        return whole;
    }

    private List<Map.Entry<Traffic, Tally>> parts(String region, String route) {
        return tallies.entrySet().stream()
                .filter(each -> each.getKey().region().equals(region)
                        && each.getKey().route().equals(route))
                .toList();
    }

    Penalty of(String region, String route) {
        Best measure = best.get(route);
        Tally whole = whole(region, route);
        if (whole.input() == 0 || parts(region, route).stream().allMatch(part -> costsTheSame(part.getKey()))) {
            return Penalty.Known.NOTHING;
        }
        Double own = whole.hitRate();
        if (measure == null || own == null || whole.inputOfUnknownReads() > 0) {
            return new Penalty.Unknown("cached tokens of " + route + " at " + region + " were not counted");
        }
        Penalty sum = Penalty.Known.NOTHING;
        for (Map.Entry<Traffic, Tally> part : parts(region, route)) {
            sum = sum.and(of(part.getKey(), part.getValue(), measure.rate() - own));
        }
        return sum;
    }

    /** Where a cached token costs what any other does, nothing is lost by a miss. */
    private boolean costsTheSame(Traffic traffic) {
        return prices.priceOf(traffic)
                .match(row -> row.cachedInput() != null && row.cachedInput().compareTo(row.input()) == 0, why -> false);
    }

    private Penalty of(Traffic traffic, Tally tally, double behind) {
        if (behind <= 0 || tally.input() == 0) {
            return Penalty.Known.NOTHING;
        }
        return prices.priceOf(traffic)
                .match(
                        row -> row.cachedInput() == null
                                ? new Penalty.Unknown("no price for cached input: " + traffic.words())
                                : new Penalty.Known(Money.of(
                                        row.currency(),
                                        row.input()
                                                .subtract(row.cachedInput())
                                                .multiply(BigDecimal.valueOf(tally.input()))
                                                .multiply(BigDecimal.valueOf(behind), EXACT_ENOUGH)
                                                .movePointLeft(MILLION))),
                        why -> new Penalty.Unknown(traffic.words() + ": " + why));
    }
}
