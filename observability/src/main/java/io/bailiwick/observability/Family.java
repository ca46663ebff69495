package io.bailiwick.observability;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All series of one metric, each found by its label values alone; {@code M} is what they are told by. */
final class Family<M> implements Collector {

    private final Metric metric;
    private final MetricMetadata metadata;
    private final Supplier<M> born;
    private final BiFunction<MetricMetadata, Collection<Series<M>>, MetricSnapshot> shown;
    private final ConcurrentMap<List<String>, Series<M>> series = new ConcurrentHashMap<>();

    Family(Metric metric, Supplier<M> born, BiFunction<MetricMetadata, Collection<Series<M>>, MetricSnapshot> shown) {
        this.metric = metric;
        this.metadata = new MetricMetadata(metric.familyName(), metric.help());
        this.born = born;
        this.shown = shown;
    }

    /** The series with these values, in the order of the metric's labels; born at 0. */
    M of(String... values) {
        List<String> key = List.of(values);
        Series<M> known = series.get(key);
        return (known != null ? known : series.computeIfAbsent(key, this::born)).told;
    }

    private Series<M> born(List<String> values) {
        return new Series<>(Labels.of(metric.labels(), values), born.get());
    }

    /** Takes the series with these values off the page; the next who asks for it gets one that is born anew. */
    void remove(String... values) {
        series.remove(List.of(values));
    }

    /** Null, which leaves the family off the page, while it has no series. */
    @Override
    @SuppressWarnings("NullAway") // the library takes null so, and does not say it
    public @Nullable MetricSnapshot collect() {
        return series.isEmpty() ? null : shown.apply(metadata, series.values());
    }

    /** One of them. */
    record Series<M>(Labels labels, M told) {}
}
