package io.bailiwick.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;

/** Says where a drill stands, when its phase changes and every few seconds. */
final class DrillProgress {

    private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintWriter err;
    private String phase = "";
    private long saidNanos;

    DrillProgress(PrintWriter err) {
        this.err = err;
    }

    void begun(JsonNode drill, int keys, int rate) {
        err.println("drill " + drill.path("id").asText() + ": "
                + drill.path("traffic").asText() + " traffic, "
                + drill.path("outage") + " out for " + drill.path("for_ms").asLong() / 1_000.0 + " s, by "
                + drill.path("fault").asText());
        err.println(
                keys == 0
                        ? "drill: only watching; it sends nothing of its own"
                        : "drill: sends " + rate + " requests a second with each of " + keys + " keys");
        err.flush();
    }

    void now(JsonNode drill) {
        String next = drill.path("phase").asText();
        if (next.equals(phase) && System.nanoTime() - saidNanos < EVERY_NANOS) {
            return;
        }
        phase = next;
        saidNanos = System.nanoTime();
        long served = 0;
        long refused = 0;
        for (JsonNode row : drill.path("exchanges")) {
            served += row.path("served").asLong();
            for (JsonNode each : row.path("refused")) {
                refused += each.asLong();
            }
        }
        err.println("drill: " + phase + ", at most " + (drill.path("left_ms").asLong() + 999) / 1_000
                + " s left; served " + served + ", refused " + refused + ", crossed "
                + drill.path("crossed").asLong());
        err.flush();
    }
}
