package io.bailiwick.observability;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleSupplier;

/** The gauges of one metric that ask for their value when they are scraped; which there are, the policy in force says. */
final class LiveGauges {

    private final MeterRegistry registry;
    private final Metric metric;
    private final ConcurrentMap<List<String>, DoubleSupplier> asked = new ConcurrentHashMap<>();
    private final Map<List<String>, Meter> meters = new HashMap<>();

    LiveGauges(MeterRegistry registry, Metric metric) {
        if (metric.type() != Metric.Type.GAUGE) {
            throw new IllegalArgumentException(metric + " is a " + metric.type());
        }
        this.registry = registry;
        this.metric = metric;
    }

    /** Exports these, by their label values, and no others; one that stays is never off the page in between. */
    synchronized void show(Map<List<String>, DoubleSupplier> now) {
        asked.putAll(now);
        now.keySet().forEach(values -> meters.computeIfAbsent(values, this::register));
        Set<List<String>> gone = new HashSet<>(meters.keySet());
        gone.removeAll(now.keySet());
        gone.forEach(values -> {
            asked.remove(values);
            Meter meter = meters.remove(values);
            if (meter != null) {
                registry.remove(meter);
            }
        });
    }

    private Meter register(List<String> values) {
        return AskedGauge.register(registry, metric, values, () -> value(values));
    }

    private double value(List<String> values) {
        DoubleSupplier live = asked.get(values);
        return live == null ? Double.NaN : live.getAsDouble();
    }
}
