package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.PolicyObserver;
import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.residency.Reach;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One line for each exchange, in its jurisdiction's file, or on standard output where it has none, or none inside the
 * boundary that the exchange began with.
 *
 * <p>Whoever reports an exchange never waits: each target has a bounded queue and a thread of its own, and a line that
 * does not fit is dropped and counted.
 */
public final class ExchangeLog implements ExchangeObserver, PolicyObserver, AutoCloseable {

    private static final int QUEUE_LINES = 8192;
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final LineWriter standardOutput;
    private final LogObserver observer;
    private final LongSupplier nanoTime;
    private final int queueLines;
    private final Duration drain;
    private final Map<Path, LineWriter> files = new HashMap<>();
    private final Map<Path, LineWriter> retired = new HashMap<>();
    private volatile Map<String, Lines> byJurisdiction = Map.of();
    private volatile boolean closed;

    /** {@code standardOutput} is best a raw file stream: a {@link java.io.PrintStream} hides that a write failed. */
    public ExchangeLog(OutputStream standardOutput, LogObserver observer, LongSupplier nanoTime) {
        this(standardOutput, observer, nanoTime, QUEUE_LINES, DRAIN);
    }

    ExchangeLog(
            OutputStream standardOutput, LogObserver observer, LongSupplier nanoTime, int queueLines, Duration drain) {
        this.observer = observer;
        this.nanoTime = nanoTime;
        this.queueLines = queueLines;
        this.drain = drain;
        this.standardOutput = started(new StandardStream(standardOutput), null);
    }

    @Override
    public void finished(ExchangeRecord record) {
        log(new Logged(record, null));
    }

    @Override
    public void rehearsed(String drill, ExchangeRecord record) {
        log(new Logged(record, drill));
    }

    private void log(Logged exchange) {
        LineQueue.Offer offer = writerOf(exchange.record()).offer(exchange);
        while (offer == LineQueue.Offer.ENDED && !closed) {
            offer = writerOf(exchange.record())
                    .offer(exchange); // a reload replaced that writer; its successor stands already
        }
        if (offer != LineQueue.Offer.TAKEN) {
            observer.lost(
                    exchange.jurisdiction(),
                    offer == LineQueue.Offer.FULL ? LogObserver.Loss.QUEUE_FULL : LogObserver.Loss.CLOSED);
        }
    }

    private LineWriter writerOf(ExchangeRecord record) {
        if (record.home() == null) {
            return standardOutput;
        }
        Lines lines = byJurisdiction.get(record.home().name());
        if (lines != null && lines.reach().within(record.home().boundary())) {
            return lines.writer();
        }
        return standardOutput;
    }

    /** From now on lines go where this policy says; those that wait still go where they belonged. */
    @Override
    public synchronized void inForce(GatewaySnapshot snapshot) {
        if (closed) {
            return;
        }
        Map<String, Lines> next = new HashMap<>();
        Map<Path, LineWriter> kept = new HashMap<>();
        snapshot.logs().forEach((jurisdiction, sink) -> {
            Path path = sink.file().toAbsolutePath().normalize();
            LineWriter writer = files.get(path);
            LineWriter now = kept.computeIfAbsent(
                    path, absent -> writer != null ? writer : started(new AppendedFile(path), retired.get(path)));
            next.put(jurisdiction, new Lines(now, sink.reach()));
        });
        byJurisdiction = Map.copyOf(next); // first, so that nobody looks for a writer among the retired
        retired.values().removeIf(LineWriter::hasEnded);
        files.forEach((path, writer) -> {
            if (!kept.containsKey(path)) {
                writer.retire();
                retired.put(path, writer);
            }
        });
        files.clear();
        files.putAll(kept);
    }

    private LineWriter started(LineTarget target, @Nullable LineWriter predecessor) {
        return LineWriter.started(target, queueLines, observer, nanoTime, predecessor);
    }

    /** Writes what waits, for a few seconds at most. */
    @Override
    public synchronized void close() {
        closed = true;
        List<LineWriter> writers = new ArrayList<>(files.values());
        writers.addAll(retired.values());
        writers.add(standardOutput);
        writers.forEach(LineWriter::retire);
        long endNanos = nanoTime.getAsLong() + drain.toNanos();
        try {
            for (LineWriter writer : writers) {
                writer.awaitEnd(Duration.ofNanos(endNanos - nanoTime.getAsLong()));
            }
        } catch (InterruptedException hurried) {
            writers.forEach(LineWriter::abandon);
            Thread.currentThread().interrupt();
        }
    }

    /** Who writes a jurisdiction's lines, and where they can be read. */
    private record Lines(LineWriter writer, Reach reach) {}
}
