package io.bailiwick.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** All meters of one metric, each bound once and found by its label values alone. */
final class Family<M> {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Metric metric;
    private final MeterRegistry registry;
    private final Function<List<Tag>, Bound<M>> bind;
    private final ConcurrentMap<List<String>, Bound<M>> bound = new ConcurrentHashMap<>();

    private Family(Metric metric, Metric.Type type, MeterRegistry registry, Function<List<Tag>, Bound<M>> bind) {
        if (metric.type() != type) {
            throw new IllegalArgumentException(metric + " is a " + metric.type());
        }
        this.metric = metric;
        this.registry = registry;
        this.bind = bind;
    }

    static Family<Counter> counters(MeterRegistry registry, Metric metric) {
        return new Family<>(
                metric,
                Metric.Type.COUNTER,
                registry,
                tags -> Bound.itself(Counter.builder(metric.meterName())
                        .description(metric.help())
                        .tags(tags)
                        .register(registry)));
    }

    static Family<Timer> timers(MeterRegistry registry, Metric metric) {
        Duration[] bounds = metric.buckets().stream()
                .map(seconds -> Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND)))
                .toArray(Duration[]::new);
        return new Family<>(
                metric,
                Metric.Type.TIMER,
                registry,
                tags -> Bound.itself(Timer.builder(metric.meterName())
                        .description(metric.help())
                        .tags(tags)
                        .serviceLevelObjectives(bounds)
                        .register(registry)));
    }

    static Family<DistributionSummary> summaries(MeterRegistry registry, Metric metric) {
        double[] bounds =
                metric.buckets().stream().mapToDouble(Double::doubleValue).toArray();
        return new Family<>(
                metric,
                Metric.Type.SUMMARY,
                registry,
                tags -> Bound.itself(DistributionSummary.builder(metric.meterName())
                        .description(metric.help())
                        .tags(tags)
                        .serviceLevelObjectives(bounds)
                        .register(registry)));
    }

    static Family<AtomicLong> gauges(MeterRegistry registry, Metric metric) {
        return new Family<>(metric, Metric.Type.GAUGE, registry, tags -> {
            AtomicLong value = new AtomicLong();
            return new Bound<>(
                    value,
                    Gauge.builder(metric.meterName(), value, AtomicLong::doubleValue)
                            .description(metric.help())
                            .tags(tags)
                            .strongReference(true)
                            .register(registry));
        });
    }

    /** A gauge that is always 1; the caller removes it when it is true no more. */
    static Meter info(MeterRegistry registry, Metric metric, String... values) {
        return Gauge.builder(metric.meterName(), () -> 1)
                .description(metric.help())
                .tags(tags(metric, List.of(values)))
                .register(registry);
    }

    /** The meter with these values, in the order of the metric's labels; born at 0. */
    M of(String... values) {
        List<String> key = List.of(values);
        Bound<M> known = bound.get(key);
        return (known != null ? known : bound.computeIfAbsent(key, absent -> bind.apply(tags(metric, absent))))
                .instrument;
    }

    /** Takes the series with these values off the page; the next who asks for it gets one that is born anew. */
    void remove(String... values) {
        Bound<M> gone = bound.remove(List.of(values));
        if (gone != null) {
            registry.remove(gone.meter);
        }
    }

    static List<Tag> tags(Metric metric, List<String> values) {
        List<String> labels = metric.labels();
        if (labels.size() != values.size()) {
            throw new IllegalArgumentException(metric + " has the labels " + labels + ", not " + values.size());
        }
        List<Tag> tags = new ArrayList<>(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            tags.add(Tag.of(labels.get(i), values.get(i)));
        }
        return tags;
    }

    /** What is written to, and what the registry knows it by. */
    private record Bound<M>(M instrument, Meter meter) {
        static <M extends Meter> Bound<M> itself(M meter) {
            return new Bound<>(meter, meter);
        }
    }
}
