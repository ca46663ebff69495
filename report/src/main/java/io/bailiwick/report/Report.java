package io.bailiwick.report;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What it cost, region by region; figures only, nothing of any user.
 *
 * @param best by route, the region whose cache hits best
 * @param prices the rows that were used, in their order
 */
public record Report(
        Period period,
        @Nullable String jurisdiction,
        Collected collected,
        boolean byRoute,
        List<Row> rows,
        Row total,
        SortedMap<String, CachePenalty.Best> best,
        List<PriceRow> prices) {

    public Report {
        rows = List.copyOf(rows);
        prices = List.copyOf(prices);
    }

    /** Whether anything at all was counted. */
    public boolean empty() {
        return total.tally().requests == 0;
    }

    /** Where something was sent. */
    List<Row> sent() {
        return rows.stream()
                .filter(row -> !row.region().equals(Traffic.NOWHERE))
                .toList();
    }
}
