package io.bailiwick.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A report as one page that needs nothing else: no script, no font, no picture, no address is in it. */
public final class RenderHtml {

    private RenderHtml() {}

    public static String of(Report report) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\"")
                .append(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .append("<title>Cost and cache by region</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<main>\n");
        head(page, report);
        page.append("<div class=\"wide\">\n").append(table(report)).append("</div>\n");
        page.append("<section class=\"plots\">\n").append(Plots.of(report)).append("</section>\n");
        part(
                page,
                "Without a price",
                report.total().cost().unpriced().stream()
                        .map(Cost.Unpriced::words)
                        .toList());
        part(page, "Why a penalty is unknown", RenderText.unknownPenalties(report));
        if (!report.prices().isEmpty()) {
            page.append("<h2>Prices of a million tokens</h2>\n<div class=\"wide\">\n")
                    .append(prices(report))
                    .append("</div>\n");
        }
        part(page, "Notes", Notes.of(report));
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void head(StringBuilder page, Report report) {
        page.append("<h1>Cost and cache by region</h1>\n<p class=\"lead\">")
                .append(report.period().from().truncatedTo(ChronoUnit.SECONDS))
                .append(" to ")
                .append(report.period().to().truncatedTo(ChronoUnit.SECONDS));
        if (report.jurisdiction() != null) {
            page.append(" &middot; jurisdiction ").append(Markup.text(report.jurisdiction()));
        }
        page.append(" &middot; ")
                .append(Markup.text(report.collected().source()))
                .append("</p>\n");
        Row total = report.total();
        page.append("<dl class=\"sums\">\n");
        sum(page, "requests", Words.count(total.tally().requests));
        sum(page, "cost", Words.cost(total.cost()));
        sum(page, "cache penalty", Words.penalty(total.penalty()));
        sum(page, "hit rate", Words.hitRate(total.tally()));
        sum(page, "errors", Words.share(total.errorRate()));
        page.append("</dl>\n");
    }

    private static void sum(StringBuilder page, String name, String value) {
        page.append("<div><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(Markup.text(value))
                .append("</dd></div>\n");
    }

    private static String table(Report report) {
        StringBuilder table = new StringBuilder("<table>\n");
        line(table, "th", RenderText.head(report));
        report.rows().forEach(row -> line(table, "td", RenderText.cells(row, report.byRoute())));
        table.append("<tfoot>\n");
        line(table, "td", RenderText.cells(report.total(), report.byRoute()));
        return table.append("</tfoot>\n</table>\n").toString();
    }

    private static void line(StringBuilder table, String element, List<String> cells) {
        table.append("<tr>");
        cells.forEach(cell -> table.append('<')
                .append(element)
                .append(cell.equals(Words.UNKNOWN) ? " class=\"unknown\">" : ">")
                .append(Markup.text(cell).replaceAll("(?<=\\d) (?=[A-Z]{3}\\b)", "&nbsp;"))
                .append("</")
                .append(element)
                .append('>'));
        table.append("</tr>\n");
    }

    private static String prices(Report report) {
        StringBuilder table = new StringBuilder("<table class=\"prices\">\n");
        line(table, "th", RenderText.PRICE_HEAD);
        report.prices().forEach(row -> {
            List<String> cells = new ArrayList<>(RenderText.price(row));
            line(table, "td", cells);
        });
        return table.append("</table>\n").toString();
    }

    private static void part(StringBuilder page, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            page.append("<h2>").append(title).append("</h2>\n<ul>\n");
            lines.forEach(line -> page.append("<li>").append(Markup.text(line)).append("</li>\n"));
            page.append("</ul>\n");
        }
    }

    private static String style() {
        try (InputStream stream = RenderHtml.class.getResourceAsStream("report.css")) {
            if (stream == null) {
                throw new IllegalStateException("report.css is not in this jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
