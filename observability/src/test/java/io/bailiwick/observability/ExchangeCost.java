package io.bailiwick.observability;

import com.sun.management.ThreadMXBean;
import io.bailiwick.gateway.admin.SeenVersions;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.awaitility.Awaitility;

/** Prints what one exchange costs the thread that ends it, as docs/measurements.md shows it: a program, no test. */
final class ExchangeCost {

    /** Lines beyond the log's queue would be dropped, which costs less than keeping them. */
    private static final int BURST = 500;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ExchangeCost() {}

    public static void main(String[] ignored) {
        List<ExchangeRecord> exchanges = exchanges();
        GatewayMetrics metrics =
                new GatewayMetrics(new BuildInfo("0", "0"), new SeenVersions(Instant::now), System::nanoTime);
        metrics.inForce(Policies.standard());
        measure("metrics", metrics::finished, exchanges, 800, done -> {});
        Lines lines = new Lines();
        try (Telemetry telemetry = new Telemetry(
                new BuildInfo("0", "0"), new SeenVersions(Instant::now), lines, System::nanoTime, () -> 1)) {
            telemetry.inForce(Policies.standard());
            measure("telemetry", telemetry::finished, exchanges, 200, lines::await);
        }
    }

    /** A stream, a stream that was moved once, and a refusal. */
    private static List<ExchangeRecord> exchanges() {
        Exchanges moved = Exchanges.served();
        moved.attempts.add(0, Exchanges.attempt(1, Policies.FRANKFURT, "5xx", 503));
        return List.of(
                Exchanges.served().record(),
                moved.record(),
                Exchanges.refused(Refusal.of(RefusalCode.ROUTE_NOT_FOUND, "no such route"), Outcome.CLIENT_ERROR)
                        .record());
    }

    private static void measure(
            String what,
            Consumer<ExchangeRecord> finished,
            List<ExchangeRecord> exchanges,
            int bursts,
            LongConsumer settle) {
        long nanos = 0;
        long bytes = 0;
        long thread = Thread.currentThread().getId();
        for (long burst = 1; burst <= 2L * bursts; burst++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            long began = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < BURST; i++) {
                finished.accept(exchanges.get(i % exchanges.size()));
            }
            if (burst > bursts) { // the first half warms up
                nanos += THREADS.getCurrentThreadCpuTime() - began;
                bytes += THREADS.getThreadAllocatedBytes(thread) - before;
            }
            settle.accept(burst * BURST);
        }
        long count = (long) bursts * BURST;
        System.out.printf("%s %d ns %d bytes%n", what, nanos / count, bytes / count);
    }

    /** Counts what is written. */
    private static final class Lines extends OutputStream {

        private final AtomicLong written = new AtomicLong();

        @Override
        public void write(int octet) {
            if (octet == '\n') {
                written.incrementAndGet();
            }
        }

        void await(long lines) {
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> written.get() == lines);
        }
    }
}
