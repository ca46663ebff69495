package io.bailiwick.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.config.TextTable;
import java.util.Map;
import java.util.StringJoiner;

/** A drill's report for people. */
final class DrillTable {

    private DrillTable() {}

    static String of(JsonNode report) {
        return "\n" + exchanges(report) + "\n" + places(report) + "\n" + latency(report) + "\n" + times(report) + "\n"
                + report.path("verdict").asText();
    }

    private static String exchanges(JsonNode report) {
        TextTable table =
                new TextTable("phase", "jurisdiction", "region", "served", "failovers", "refused", "failed", "crossed");
        for (JsonNode row : report.path("exchanges")) {
            table.row(
                    row.path("phase").asText(),
                    row.path("jurisdiction").asText(),
                    row.path("region").asText(),
                    row.path("served").asText(),
                    row.path("failovers").asText(),
                    counts(row.path("refused")),
                    counts(row.path("failed")),
                    row.path("crossed").asText());
        }
        return table.toString();
    }

    private static String counts(JsonNode counts) {
        StringJoiner text = new StringJoiner(", ");
        for (Map.Entry<String, JsonNode> each : counts.properties()) {
            text.add(each.getValue().asText() + " " + each.getKey());
        }
        return text.length() == 0 ? "0" : text.toString();
    }

    private static String places(JsonNode report) {
        TextTable table = new TextTable(
                "place out", "model", "reach", "served before", "failed", "first failed", "rested", "served again");
        for (JsonNode seen : report.path("places")) {
            table.row(
                    seen.path("endpoint").asText(),
                    seen.path("model").asText(),
                    seen.path("reach").asText(),
                    seen.path("served_before").asText(),
                    seen.path("failed").asText(),
                    millis(seen.path("first_failed_ms")),
                    millis(seen.path("rested_ms")),
                    millis(seen.path("served_again_ms")));
        }
        return table.toString();
    }

    private static String latency(JsonNode report) {
        TextTable table = new TextTable("latency", "exchanges", "p50", "p95");
        for (JsonNode phase : report.path("latency")) {
            table.row(
                    phase.path("phase").asText(),
                    phase.path("exchanges").asText(),
                    phase.path("p50_ms").asText() + " ms",
                    phase.path("p95_ms").asText() + " ms");
        }
        return table.toString();
    }

    private static String times(JsonNode report) {
        JsonNode detection = report.path("detection");
        return "detection  first failure " + millis(detection.path("first_failed_ms")) + ", resting "
                + millis(detection.path("rested_ms")) + ", first served elsewhere or refused "
                + millis(detection.path("moved_ms")) + " after the outage began\n"
                + "recovery   served from there again " + millis(report.at("/recovery/served_again_ms"))
                + " after it ended\n";
    }

    private static String millis(JsonNode value) {
        return value.isNumber() ? value.asLong() + " ms" : "not seen";
    }
}
