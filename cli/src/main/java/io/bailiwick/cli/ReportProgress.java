package io.bailiwick.cli;

import io.bailiwick.report.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Says on the error stream how far a long reading has come, about once a second. */
final class ReportProgress implements Progress {

    private static final long BETWEEN_NANOS = 1_000_000_000L;

    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private long lastNanos;

    ReportProgress(PrintWriter err, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong();
    }

    @Override
    public void reached(String what, long done, long whole) {
        long now = nanoTime.getAsLong();
        if (now - lastNanos >= BETWEEN_NANOS && whole > 0) {
            lastNanos = now;
            err.println("bailiwick: " + what + ": " + String.format(Locale.ROOT, "%.0f %%", 100.0 * done / whole));
            err.flush();
        }
    }
}
