package io.bailiwick.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The plots of a report, each as a figure of the page. */
final class Plots {

    /** As many colours as the page has; regions beyond them share. */
    private static final int COLOURS = 6;

    private final Report report;
    private final List<Row> rows;
    private final StringBuilder page = new StringBuilder();

    private Plots(Report report) {
        this.report = report;
        this.rows = report.sent();
    }

    static String of(Report report) {
        Plots plots = new Plots(report);
        plots.costs();
        plots.tokens();
        plots.penalties();
        plots.hitRates();
        plots.latencies();
        return plots.page.toString();
    }

    private static String name(Row row) {
        return Shown.text(row.region(), 40) + (row.route() == null ? "" : " " + Shown.text(row.route(), 30));
    }

    private static String colour(int row) {
        return "r" + row % COLOURS;
    }

    private void figure(String title, String svg, String legend) {
        page.append("<figure>\n<figcaption>")
                .append(Markup.text(title))
                .append("</figcaption>\n")
                .append(svg)
                .append(legend)
                .append("</figure>\n");
    }

    private void costs() {
        SortedSet<String> currencies =
                new TreeSet<>(report.total().cost().priced().amounts().keySet());
        for (String currency : currencies) {
            BarPlot plot = new BarPlot("Cost by region, " + currency);
            for (int i = 0; i < rows.size(); i++) {
                Cost cost = rows.get(i).cost();
                if (!cost.priced().amounts().containsKey(currency)) {
                    continue;
                }
                Money own = only(cost.priced(), currency);
                String words = cost.known() ? own.words() : "unknown; priced so far " + own.words();
                String style = cost.known() ? colour(i) : colour(i) + " partly";
                plot.bar(name(rows.get(i)), words, List.of(new BarPlot.Part(style, size(own, currency), words)));
            }
            figure("Cost by region, " + currency, plot.svg(), "");
        }
    }

    private void penalties() {
        SortedSet<String> currencies = new TreeSet<>();
        rows.forEach(row ->
                row.penalty().match(money -> currencies.addAll(money.amounts().keySet()), why -> false));
        for (String currency : currencies) {
            String title = "Cache penalty against the best region, " + currency;
            BarPlot plot = new BarPlot(title);
            for (int i = 0; i < rows.size(); i++) {
                Money own = rows.get(i).penalty().match(money -> only(money, currency), why -> Money.NOTHING);
                String words = Words.penalty(rows.get(i).penalty()).equals(Words.UNKNOWN) ? Words.UNKNOWN : own.words();
                plot.bar(name(rows.get(i)), words, List.of(new BarPlot.Part(colour(i), size(own, currency), words)));
            }
            figure(title, plot.svg(), "");
        }
    }

    private static Money only(Money money, String currency) {
        BigDecimal amount = money.amounts().get(currency);
        return amount == null ? Money.NOTHING : Money.of(currency, amount);
    }

    private static double size(Money money, String currency) {
        BigDecimal amount = money.amounts().get(currency);
        return amount == null ? 0 : amount.doubleValue();
    }

    private void tokens() {
        BarPlot plot = new BarPlot("Tokens by type");
        for (Row row : rows) {
            Tally tally = row.tally();
            long unknown = tally.inputOfUnknownReads();
            long fresh = tally.input() - unknown - tally.cacheRead();
            plot.bar(
                    name(row),
                    Words.count(tally.input()) + " in, " + Words.count(tally.output) + " out",
                    List.of(
                            part("fresh", fresh, " input, not from the cache"),
                            part("unsure", unknown, " input, cache unknown"),
                            part("cached", tally.cacheRead(), " input from the cache"),
                            part("output", tally.output, " output")));
        }
        if (!plot.empty()) {
            figure(
                    "Tokens by type",
                    plot.svg(),
                    legend(List.of(
                            new Key("fresh", "input, not from the cache"),
                            new Key("cached", "input from the cache"),
                            new Key("unsure", "input, cache unknown"),
                            new Key("output", "output"))));
        }
    }

    private static BarPlot.Part part(String style, long tokens, String what) {
        return new BarPlot.Part(style, tokens, Words.count(tokens) + what);
    }

    private void hitRates() {
        LinePlot plot =
                new LinePlot("Cache hit rate over time", report.period(), share -> Math.round(share * 100) + " %");
        for (int i = 0; i < rows.size(); i++) {
            Tally tally = rows.get(i).tally();
            plot.line(i % COLOURS, name(rows.get(i)), tally::hitRate);
        }
        if (!plot.empty()) {
            figure("Cache hit rate over time", plot.svg(1), regions());
        }
    }

    private void latencies() {
        String title =
                "Time to first token over time, p95" + (report.collected().exact() ? "" : ", from buckets");
        LinePlot plot = new LinePlot(title, report.period(), Words::millis);
        for (int i = 0; i < rows.size(); i++) {
            Tally tally = rows.get(i).tally();
            plot.line(i % COLOURS, name(rows.get(i)), slot -> p95(tally.latency(slot)));
        }
        if (!plot.empty()) {
            figure(title, plot.svg(0), regions());
        }
    }

    private static @Nullable Double p95(@Nullable Latency latency) {
        return latency == null || latency.count() == 0 ? null : latency.millis(0.95);
    }

    private record Key(String style, String words) {}

    private String regions() {
        List<Key> keys = new java.util.ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            keys.add(new Key(colour(i), name(rows.get(i))));
        }
        return legend(keys);
    }

    private static String legend(List<Key> keys) {
        StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
        keys.forEach(key -> legend.append("<li><i class=\"")
                .append(key.style())
                .append("\"></i>")
                .append(Markup.text(key.words()))
                .append("</li>"));
        return legend.append("</ul>\n").toString();
    }
}
