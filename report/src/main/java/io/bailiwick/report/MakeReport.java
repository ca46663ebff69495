package io.bailiwick.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns what a source told into lines, prices and penalties. */
public final class MakeReport {

    private final PriceTokens prices;
    private final PriceTable table;

    public MakeReport(PriceTable prices) {
        this.table = prices;
        this.prices = new PriceTokens(prices);
    }

    public Report of(Question question, Collected collected, boolean byRoute) {
        CachePenalty penalty = new CachePenalty(collected.tallies(), prices);
        Map<Key, Row> rows = new TreeMap<>();
        Row total = new Row("total", null, new Tally(), Cost.NOTHING, Penalty.Known.NOTHING);
        for (Map.Entry<Traffic, Tally> each : collected.tallies().entrySet()) {
            Traffic traffic = each.getKey();
            Cost cost = traffic.sent() ? prices.of(traffic, each.getValue()) : Cost.NOTHING;
            Key key = new Key(traffic.region(), byRoute ? traffic.route() : null);
            rows.merge(key, line(key, each.getValue(), cost), MakeReport::together);
            total = together(total, line(key, each.getValue(), cost));
        }
        List<Row> lines = new ArrayList<>();
        Penalty sum = Penalty.Known.NOTHING;
        for (Row row : rows.values()) {
            Penalty owed = penalty(row, collected, penalty);
            sum = sum.and(owed);
            lines.add(new Row(row.region(), row.route(), row.tally(), row.cost(), owed));
        }
        Row all = new Row(total.region(), null, total.tally(), total.cost(), sum);
        return new Report(
                question.period(),
                question.jurisdiction(),
                collected,
                byRoute,
                lines,
                all,
                penalty.best(),
                used(collected));
    }

    /** Regions by name; where nothing was sent stands last. */
    private record Key(String region, @Nullable String route) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing((Key key) -> key.region.equals(Traffic.NOWHERE))
                    .thenComparing(Key::region)
                    .thenComparing(Key::route, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .compare(this, other);
        }
    }

    private static Row line(Key key, Tally tally, Cost cost) {
        return new Row(key.region(), key.route(), new Tally().add(tally), cost, Penalty.Known.NOTHING);
    }

    private static Row together(Row one, Row other) {
        return new Row(
                one.region(),
                one.route(),
                one.tally().add(other.tally()),
                one.cost().and(other.cost()),
                Penalty.Known.NOTHING);
    }

    private static Penalty penalty(Row row, Collected collected, CachePenalty penalty) {
        String route = row.route();
        if (row.region().equals(Traffic.NOWHERE)) {
            return Penalty.Known.NOTHING;
        }
        return collected.tallies().keySet().stream()
                .filter(traffic -> traffic.region().equals(row.region()))
                .map(Traffic::route)
                .filter(each -> route == null || each.equals(route))
                .distinct()
                .map(each -> penalty.of(row.region(), each))
                .reduce(Penalty.Known.NOTHING, Penalty::and);
    }

    private List<PriceRow> used(Collected collected) {
        List<PriceRow> fitting = collected.tallies().entrySet().stream()
                .filter(each -> each.getKey().sent() && (each.getValue().input() > 0 || each.getValue().output > 0))
                .flatMap(each -> prices.priceOf(each.getKey())
                        .match(row -> java.util.stream.Stream.of(row), why -> java.util.stream.Stream.empty()))
                .toList();
        return table.rows().stream().filter(fitting::contains).toList();
    }
}
