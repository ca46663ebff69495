package io.bailiwick.report;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A report as text for a terminal. */
public final class RenderText {

    static final List<String> PRICE_HEAD = List.of(
            "provider",
            "region",
            "route",
            "model",
            "as of",
            "input",
            "cached",
            "write",
            "output",
            "",
            "verified",
            "source");

    private RenderText() {}

    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        text.append("Cost and cache by region, ")
                .append(report.period().from().truncatedTo(ChronoUnit.SECONDS))
                .append(" to ")
                .append(report.period().to().truncatedTo(ChronoUnit.SECONDS));
        if (report.jurisdiction() != null) {
            text.append(", jurisdiction ").append(Shown.text(report.jurisdiction()));
        }
        text.append(" (").append(Shown.text(report.collected().source())).append(")\n\n");
        text.append(table(report));
        part(text, "The cache is measured against", best(report));
        part(
                text,
                "Without a price",
                report.total().cost().unpriced().stream()
                        .map(Cost.Unpriced::words)
                        .toList());
        part(text, "Why a penalty is unknown", unknownPenalties(report));
        if (!report.prices().isEmpty()) {
            text.append("\nPrices of a million tokens\n").append(indented(prices(report)));
        }
        part(text, "Notes", Notes.of(report));
        return text.toString();
    }

    static List<String> head(Report report) {
        List<String> head = new ArrayList<>(List.of("region"));
        if (report.byRoute()) {
            head.add("model");
        }
        head.addAll(List.of(
                "requests",
                "refused",
                "errors",
                "input",
                "cached",
                "hit rate",
                "output",
                "cost",
                "cache penalty",
                "TTFT p50",
                "p95"));
        return head;
    }

    private static String table(Report report) {
        TextTable table = new TextTable(report.byRoute() ? 2 : 1, false, head(report));
        report.rows().forEach(row -> table.row(cells(row, report.byRoute())));
        table.row(cells(report.total(), report.byRoute()));
        return table.text();
    }

    static List<String> cells(Row row, boolean byRoute) {
        List<String> cells = new ArrayList<>(List.of(Words.region(row.region())));
        if (byRoute) {
            cells.add(row.route() == null ? "" : Shown.text(row.route(), 60));
        }
        Tally tally = row.tally();
        cells.addAll(List.of(
                Words.count(tally.requests),
                Words.count(row.refused()),
                Words.share(row.errorRate()),
                Words.count(tally.input()),
                Words.cached(tally),
                Words.hitRate(tally),
                Words.count(tally.output),
                Words.cost(row.cost()),
                Words.penalty(row.penalty()),
                Words.latency(tally, 0.5),
                Words.latency(tally, 0.95)));
        return cells;
    }

    private static List<String> best(Report report) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, CachePenalty.Best> each : report.best().entrySet()) {
            CachePenalty.Best best = each.getValue();
            lines.add(each.getKey() + ": " + best.region() + ", " + Words.share(best.rate()) + " of "
                    + Words.count(best.input()) + " input tokens");
        }
        return lines;
    }

    static List<String> unknownPenalties(Report report) {
        List<String> why = new ArrayList<>();
        report.rows().forEach(row -> row.penalty().match(money -> false, reason -> why.add(reason)));
        return why;
    }

    private static String prices(Report report) {
        TextTable table = new TextTable(5, true, PRICE_HEAD);
        report.prices().forEach(row -> table.row(price(row)));
        return table.text();
    }

    static List<String> price(PriceRow row) {
        return List.of(
                Shown.text(row.provider().text()),
                Shown.text(row.region().text()),
                Shown.text(row.route().text()),
                Shown.text(row.model().text()),
                row.asOf() == null ? Words.NOTHING : row.asOf().toString(),
                Words.price(row.input()),
                Words.price(row.cachedInput()),
                Words.price(row.cacheWrite()),
                Words.price(row.output()),
                row.currency(),
                row.verified() ? "yes" : "no",
                Shown.text(row.where()
                        + (row.source().isEmpty() ? "" : ": " + row.source())
                        + (row.note().isEmpty() ? "" : "; " + row.note())));
    }

    private static void part(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append('\n');
            lines.forEach(
                    line -> text.append("  ").append(Shown.text(line, 600)).append('\n'));
        }
    }

    private static String indented(String lines) {
        return lines.replaceAll("(?m)^(?=.)", "  ");
    }
}
