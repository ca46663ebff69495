package io.bailiwick.observability;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One target and the one thread that writes to it, so that a dead target holds up nobody else's lines. */
final class LineWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);

    /** How often a failing target is spoken of. */
    private static final Duration REPORT_EVERY = Duration.ofMinutes(1);

    private static final int BATCH = 256;

    /** As much is written at once: what a core's cache holds beside what the event loop works with. */
    private static final int PIECE_BYTES = 32 * 1024;

    private final LineTarget target;
    private final LineQueue queue;
    private final LogObserver observer;
    private final LongSupplier nanoTime;
    private final ExchangeLine line = new ExchangeLine();
    private final Thread thread;
    private long unreported;
    private boolean reported;
    private long reportedAtNanos;

    private LineWriter(
            LineTarget target,
            int queueLines,
            LogObserver observer,
            LongSupplier nanoTime,
            @Nullable LineWriter predecessor) {
        this.target = target;
        this.queue = new LineQueue(queueLines);
        this.observer = observer;
        this.nanoTime = nanoTime;
        this.thread = new Thread(() -> run(predecessor), "exchange-log " + target);
        this.thread.setDaemon(true);
    }

    /** Begins when {@code predecessor}, which writes to the same file, has ended. */
    static LineWriter started(
            LineTarget target,
            int queueLines,
            LogObserver observer,
            LongSupplier nanoTime,
            @Nullable LineWriter predecessor) {
        LineWriter writer = new LineWriter(target, queueLines, observer, nanoTime, predecessor);
        writer.thread.start();
        return writer;
    }

    /** Never waits. */
    LineQueue.Offer offer(Logged exchange) {
        return queue.offer(exchange);
    }

    /** Takes no more, and ends when what it took is written. */
    void retire() {
        queue.end();
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Waits that long for the end, then gives up what is left. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        thread.join(Math.max(1, atMost.toMillis()));
        abandon();
    }

    /** Gives up what is not written yet. */
    void abandon() {
        lost(queue.abandon(), LogObserver.Loss.CLOSED);
        thread.interrupt();
    }

    private void run(@Nullable LineWriter predecessor) {
        try (target) {
            if (predecessor != null) {
                predecessor.thread.join();
            }
            for (List<Logged> batch = queue.take(BATCH); !batch.isEmpty(); batch = queue.take(BATCH)) {
                write(batch);
            }
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            LOG.warn("{} could not be closed: {}", target, failed.toString());
        }
    }

    private void write(List<Logged> batch) {
        int written = 0;
        try {
            target.begin();
            for (int i = 0; i < batch.size(); i++) {
                line.add(batch.get(i).record(), batch.get(i).drill());
                if (line.length() >= PIECE_BYTES || i == batch.size() - 1) {
                    target.write(line.taken());
                    written = i + 1;
                }
            }
        } catch (IOException | RuntimeException failed) {
            line.taken(); // what was begun is lost with what was to follow it
            List<Logged> left = batch.subList(written, batch.size());
            lost(left, LogObserver.Loss.WRITE_FAILED);
            report(left.size(), failed);
        }
    }

    private void lost(List<Logged> exchanges, LogObserver.Loss why) {
        exchanges.forEach(each -> observer.lost(each.jurisdiction(), why));
    }

    private void report(int lines, Exception failed) {
        unreported += lines;
        long now = nanoTime.getAsLong();
        if (!reported || now - reportedAtNanos >= REPORT_EVERY.toNanos()) {
            LOG.warn("{} exchange lines could not be written to {}: {}", unreported, target, failed.toString());
            unreported = 0;
            reported = true;
            reportedAtNanos = now;
        }
    }
}
