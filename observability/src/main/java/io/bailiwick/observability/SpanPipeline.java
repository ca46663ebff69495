package io.bailiwick.observability;

import io.bailiwick.config.TelemetrySink;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One jurisdiction's queue, its collector, and the one thread between them, so that a dead collector holds up no other. */
final class SpanPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(SpanPipeline.class);

    /** How often a failing collector is spoken of. */
    private static final Duration REPORT_EVERY = Duration.ofMinutes(1);

    private static final int BATCH_SPANS = 512;

    private final String jurisdiction;
    private final TelemetrySink sink;
    private final SpanTarget target;
    private final ExchangeSpans spans;
    private final SpanQueue queue;
    private final FirstOfEachSecond refusals;
    private final Duration linger;
    private final SpanObserver observer;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private volatile SpanObserver.@Nullable Loss cutBecause;
    private long unreported;
    private boolean reported;
    private long reportedAtNanos;

    SpanPipeline(
            String jurisdiction,
            TelemetrySink sink,
            SpanTarget target,
            ExchangeSpans spans,
            SpanExport.Bounds bounds,
            SpanObserver observer,
            LongSupplier nanoTime) {
        this.jurisdiction = jurisdiction;
        this.sink = sink;
        this.target = target;
        this.spans = spans;
        this.queue = new SpanQueue(bounds.queueSpans(), nanoTime);
        this.refusals = new FirstOfEachSecond(bounds.refusalsASecond(), nanoTime);
        this.linger = bounds.linger();
        this.observer = observer;
        this.nanoTime = nanoTime;
        this.thread = new Thread(this::run, "spans " + jurisdiction);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    TelemetrySink sink() {
        return sink;
    }

    /** Never waits. */
    LineQueue.Offer offer(ExchangeRecord record) {
        return queue.offer(record);
    }

    /** Whether it takes one more refusal that nothing was tried for: of a flood, a few a second say what all would. */
    boolean takesRefusal() {
        return refusals.isOneMore();
    }

    int waiting() {
        return queue.spans();
    }

    /** Takes no more, and ends when what it took is sent. */
    void retire() {
        queue.end();
    }

    /** Takes no more and gives back what waits; what is being sent is sent to its end. */
    List<ExchangeRecord> handOver() {
        return queue.abandon();
    }

    /** As {@link #handOver}, and what is being sent is given up for that reason. */
    List<ExchangeRecord> cut(SpanObserver.Loss why) {
        cutBecause = why;
        List<ExchangeRecord> left = queue.abandon();
        target.cut();
        thread.interrupt();
        return left;
    }

    /** Whether it has ended within that time. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        thread.join(Math.max(1, atMost.toMillis()));
        return hasEnded();
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    private void run() {
        try (target) {
            for (List<ExchangeRecord> batch = next(); !batch.isEmpty(); batch = next()) {
                send(batch);
            }
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
        }
    }

    private List<ExchangeRecord> next() throws InterruptedException {
        return queue.take(BATCH_SPANS, linger);
    }

    private void send(List<ExchangeRecord> batch) {
        int count = batch.stream().mapToInt(ExchangeSpans::count).sum();
        String failure;
        try {
            failure = cutBecause == null ? target.send(made(batch)) : "cut";
        } catch (RuntimeException broken) {
            failure = broken.toString();
        }
        if (failure != null) {
            SpanObserver.Loss cut = cutBecause;
            observer.dropped(jurisdiction, cut == null ? SpanObserver.Loss.EXPORT_FAILED : cut, count);
            report(count, failure);
        }
    }

    private List<SpanData> made(List<ExchangeRecord> batch) {
        List<SpanData> made = new ArrayList<>(BATCH_SPANS);
        batch.forEach(record -> made.addAll(spans.of(record)));
        return made;
    }

    private void report(int count, String failure) {
        unreported += count;
        long now = nanoTime.getAsLong();
        if (!reported || now - reportedAtNanos >= REPORT_EVERY.toNanos()) {
            LOG.warn("{} spans of '{}' could not be sent to {}: {}", unreported, jurisdiction, sink.otlp(), failure);
            unreported = 0;
            reported = true;
            reportedAtNanos = now;
        }
    }
}
