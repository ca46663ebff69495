package io.bailiwick.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.gateway.drill.Drill;
import io.bailiwick.gateway.drill.DrillReport;
import io.bailiwick.gateway.drill.Row;
import io.bailiwick.gateway.drill.Sighting;
import org.jspecify.annotations.Nullable;

/** One drill as JSON. */
final class DrillPage {

    private DrillPage() {}

    static ObjectNode of(Drill drill) {
        DrillReport report = drill.report();
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("id", drill.id());
        order(page, drill);
        page.put("phase", report.phase().word());
        page.put("cut", report.cut());
        page.put("left_ms", report.leftNanos() / 1_000_000);
        page.put("affected_exchanges", report.affected());
        page.put("crossed", report.crossed());
        ObjectNode detection = page.putObject("detection");
        millis(detection, "first_failed_ms", report.firstFailedNanos());
        millis(detection, "rested_ms", report.restedNanos());
        millis(detection, "moved_ms", report.movedNanos());
        ObjectNode recovery = page.putObject("recovery");
        recovery.put("recovered", report.recovered());
        millis(recovery, "served_again_ms", report.servedAgainNanos());
        report.places().forEach(seen -> place(page.withArray("places").addObject(), seen));
        report.rows().forEach(row -> row(page.withArray("exchanges").addObject(), row));
        report.latencies().forEach(each -> latency(page.withArray("latency").addObject(), each));
        return page;
    }

    private static void order(ObjectNode page, Drill drill) {
        page.putObject("outage")
                .put(
                        drill.order().outage().kind().word(),
                        drill.order().outage().name());
        page.put("fault", drill.order().fault().word());
        page.put("traffic", drill.order().traffic().word());
        page.put("begun_at", drill.at().toString());
        page.put("before_ms", drill.order().timeline().before().toMillis());
        page.put("for_ms", drill.order().timeline().outage().toMillis());
        page.put("after_ms", drill.order().timeline().after().toMillis());
    }

    private static void place(ObjectNode line, Sighting seen) {
        line.put("endpoint", seen.candidate().endpoint().name());
        line.put("model", seen.candidate().model());
        line.put("reach", seen.candidate().reach().shown());
        line.put("served_before", seen.servedBefore());
        line.put("failed", seen.failed());
        millis(line, "first_failed_ms", seen.firstFailedNanos());
        millis(line, "rested_ms", seen.restedNanos());
        millis(line, "served_again_ms", seen.servedAgainNanos());
    }

    private static void row(ObjectNode line, Row row) {
        line.put("phase", row.key().phase().word());
        line.put("jurisdiction", row.key().jurisdiction());
        line.put("region", row.key().region());
        line.put("served", row.served());
        line.put("failovers", row.failovers());
        ObjectNode refused = line.putObject("refused");
        row.refused().forEach(refused::put);
        ObjectNode failed = line.putObject("failed");
        row.failed().forEach(failed::put);
        line.put("crossed", row.crossed());
    }

    private static void latency(ObjectNode line, DrillReport.Latency latency) {
        line.put("phase", latency.phase().word());
        line.put("exchanges", latency.exchanges());
        line.put("p50_ms", latency.medianMicros() / 1_000.0);
        line.put("p95_ms", latency.p95Micros() / 1_000.0);
    }

    private static void millis(ObjectNode line, String key, @Nullable Long nanos) {
        if (nanos == null) {
            line.putNull(key);
        } else {
            line.put(key, nanos / 1_000_000);
        }
    }
}
