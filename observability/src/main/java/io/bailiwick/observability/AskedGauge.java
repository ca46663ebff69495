package io.bailiwick.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What is asked for its value when somebody scrapes. */
final class AskedGauge {

    private AskedGauge() {}

    /** {@code values} in the order of the metric's labels; the caller removes it when it is true no more. */
    static Meter register(MeterRegistry registry, Metric metric, List<String> values, Supplier<Number> value) {
        List<String> labels = metric.labels();
        if (labels.size() != values.size()) {
            throw new IllegalArgumentException(metric + " has the labels " + labels + ", not " + values.size());
        }
        return Gauge.builder(metric.meterName(), value)
                .description(metric.help())
                .tags(IntStream.range(0, labels.size())
                        .mapToObj(i -> Tag.of(labels.get(i), values.get(i)))
                        .toList())
                .register(registry);
    }

    /** One that is always 1. */
    static Meter info(MeterRegistry registry, Metric metric, String... values) {
        return register(registry, metric, List.of(values), () -> 1);
    }
}
