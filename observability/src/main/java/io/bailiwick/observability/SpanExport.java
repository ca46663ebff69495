package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.TelemetrySink;
import io.bailiwick.gateway.PolicyObserver;
import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Every denial, violation and error, and a share of the rest, as spans to the collector of the exchange's jurisdiction; of
 * a flood of refusals that nothing was tried for, the first of each second.
 *
 * <p>A collector gets an exchange only if the policy in force names it for that jurisdiction, and if it lies inside the
 * boundary that the exchange began with. What no collector may have is counted, never sent to another.
 */
public final class SpanExport implements ExchangeObserver, PolicyObserver, AutoCloseable {

    private final ServiceResource resource;
    private final SpanObserver observer;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Bounds bounds;
    private final BiFunction<String, TelemetrySink, SpanTarget> targets;
    private final List<SpanPipeline> retired = new ArrayList<>();
    private volatile Map<String, SpanPipeline> byJurisdiction = Map.of();
    private volatile boolean exports;
    private volatile boolean closed;

    public SpanExport(BuildInfo build, SpanObserver observer, LongSupplier nanoTime, RandomGenerator random) {
        this(build, observer, nanoTime, random, Bounds.DEFAULT, OtlpTarget::new);
    }

    SpanExport(
            BuildInfo build,
            SpanObserver observer,
            LongSupplier nanoTime,
            RandomGenerator random,
            Bounds bounds,
            BiFunction<String, TelemetrySink, SpanTarget> targets) {
        this.resource = new ServiceResource(build.version(), random);
        this.observer = observer;
        this.nanoTime = nanoTime;
        this.random = random;
        this.bounds = bounds;
        this.targets = targets;
    }

    @Override
    public void finished(ExchangeRecord record) {
        if (!exports || !keeps(record)) {
            return;
        }
        SpanPipeline pipeline = isOneOfMany(record) ? pipelineOf(record) : null;
        if (pipeline != null && !pipeline.takesRefusal()) {
            dropped(record, SpanObserver.Loss.TOO_MANY);
        } else {
            route(record);
        }
    }

    /** Refused before anything was tried: all that there is to know of it stands in its line and its count as well. */
    private static boolean isOneOfMany(ExchangeRecord record) {
        return !record.sampled()
                && record.refusal() != null
                && record.attempts().isEmpty();
    }

    /** Whatever the share, nobody who asks for less hides a denial, a violation or an error. */
    private static boolean keeps(ExchangeRecord record) {
        return record.sampled()
                || record.home() == null
                || (record.refusal() != null && record.refusal().code().isDenial())
                || ExchangeSpans.failed(record);
    }

    private void route(ExchangeRecord record) {
        SpanPipeline pipeline = pipelineOf(record);
        LineQueue.Offer offer = pipeline == null ? LineQueue.Offer.TAKEN : pipeline.offer(record);
        while (pipeline != null && offer == LineQueue.Offer.ENDED && !closed) {
            pipeline = pipelineOf(record); // a reload replaced that one; its successor stands already
            offer = pipeline == null ? LineQueue.Offer.TAKEN : pipeline.offer(record);
        }
        if (pipeline == null) {
            dropped(record, SpanObserver.Loss.NO_ROUTE);
        } else if (offer != LineQueue.Offer.TAKEN) {
            dropped(record, offer == LineQueue.Offer.FULL ? SpanObserver.Loss.QUEUE_FULL : SpanObserver.Loss.SHUTDOWN);
        }
    }

    /** None where its jurisdiction is not known, has no collector, or had another boundary when the exchange began. */
    private @Nullable SpanPipeline pipelineOf(ExchangeRecord record) {
        if (record.home() == null) {
            return null;
        }
        SpanPipeline pipeline = byJurisdiction.get(record.home().name());
        boolean inside =
                pipeline != null && pipeline.sink().reach().within(record.home().boundary());
        return inside ? pipeline : null;
    }

    private void dropped(ExchangeRecord record, SpanObserver.Loss why) {
        String jurisdiction =
                record.home() == null ? Stamp.UNKNOWN : record.home().name();
        observer.dropped(jurisdiction, why, ExchangeSpans.count(record));
    }

    /** From now on spans go where this policy says; those that wait go there too, or nowhere. */
    @Override
    public synchronized void inForce(GatewaySnapshot snapshot) {
        if (closed) {
            return;
        }
        exports |= !snapshot.telemetry().isEmpty();
        Map<String, SpanPipeline> before = byJurisdiction;
        Map<String, SpanPipeline> next = new HashMap<>();
        snapshot.telemetry().forEach((jurisdiction, sink) -> {
            SpanPipeline known = before.get(jurisdiction);
            boolean kept = known != null && known.sink().sameAs(sink);
            next.put(jurisdiction, kept ? known : started(jurisdiction, sink, snapshot));
        });
        byJurisdiction = Map.copyOf(next); // first, so that nobody looks for a pipeline among the retired
        retired.removeIf(SpanPipeline::hasEnded);
        before.forEach((jurisdiction, old) -> {
            if (next.get(jurisdiction) != old) {
                retire(old, next.get(jurisdiction));
            }
        });
        before.keySet().stream().filter(name -> !next.containsKey(name)).forEach(observer::noQueue);
    }

    private SpanPipeline started(String jurisdiction, TelemetrySink sink, GatewaySnapshot snapshot) {
        String region = snapshot.gateway().region().name();
        SpanPipeline pipeline = new SpanPipeline(
                jurisdiction,
                sink,
                targets.apply(jurisdiction, sink),
                new ExchangeSpans(new Once<>(() -> resource.in(region)), random),
                bounds,
                observer,
                nanoTime);
        observer.queue(jurisdiction, pipeline::waiting, bounds.queueSpans());
        pipeline.start();
        return pipeline;
    }

    /** A collector that the policy took away gets nothing more, not even the rest of what is being sent. */
    private void retire(SpanPipeline old, @Nullable SpanPipeline successor) {
        boolean samePlace = successor != null
                && successor.sink().otlp().equals(old.sink().otlp())
                && old.sink().reach().equals(successor.sink().reach());
        List<ExchangeRecord> waiting = samePlace ? old.handOver() : old.cut(SpanObserver.Loss.NO_ROUTE);
        retired.add(old);
        waiting.forEach(this::route);
    }

    /** Sends what waits, for a few seconds at most. */
    @Override
    public synchronized void close() {
        closed = true;
        List<SpanPipeline> all = new ArrayList<>(retired);
        all.addAll(byJurisdiction.values());
        all.forEach(SpanPipeline::retire);
        long endNanos = nanoTime.getAsLong() + bounds.drain().toNanos();
        try {
            for (SpanPipeline pipeline : all) {
                pipeline.awaitEnd(Duration.ofNanos(endNanos - nanoTime.getAsLong()));
                giveUp(pipeline); // one that ended of itself has nothing left, unless it broke
            }
            for (SpanPipeline pipeline : all) {
                pipeline.awaitEnd(bounds.cut()); // so that what it gives up is counted
            }
        } catch (InterruptedException hurried) {
            all.forEach(this::giveUp);
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(SpanPipeline pipeline) {
        pipeline.cut(SpanObserver.Loss.SHUTDOWN).forEach(record -> dropped(record, SpanObserver.Loss.SHUTDOWN));
    }

    /**
     * What the export may take.
     *
     * @param queueSpans may wait for each collector
     * @param refusalsASecond of those that nothing was tried for and nobody sampled, for each collector
     * @param linger how long a batch waits for more to join it
     * @param drain how long the end waits for what is queued
     * @param cut how long the end then waits for what is being sent to be given up
     */
    record Bounds(int queueSpans, int refusalsASecond, Duration linger, Duration drain, Duration cut) {
        static final Bounds DEFAULT =
                new Bounds(16_384, 100, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(1));
    }
}
