package io.bailiwick.observability;

import io.bailiwick.observability.Family.Series;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Puts whatever an exchange is counted on onto the page, as the library's own snapshots of that moment. */
final class Families {

    private static final double NANOS_PER_SECOND = 1e9;

    /** The library's words for a series whose beginning nobody noted. */
    private static final long NOT_NOTED = 0;

    private final PrometheusRegistry page;
    private final TraceExemplars exemplars;

    Families(PrometheusRegistry page, TraceExemplars exemplars) {
        this.page = page;
        this.exemplars = exemplars;
    }

    Family<Tally> counters(Metric metric) {
        return family(metric, Metric.Type.COUNTER, Tally::new, this::counted, CounterSnapshot::new);
    }

    private CounterDataPointSnapshot counted(Series<Tally> series) {
        Tally tally = series.told();
        return new CounterDataPointSnapshot(tally.sum(), series.labels(), exemplars.shows(tally.last(), 1), NOT_NOTED);
    }

    /** Told in nanoseconds, shown in seconds. */
    Family<Histogram> timers(Metric metric) {
        return histograms(metric, Metric.Type.TIMER, NANOS_PER_SECOND);
    }

    Family<Histogram> summaries(Metric metric) {
        return histograms(metric, Metric.Type.SUMMARY, 1);
    }

    private Family<Histogram> histograms(Metric metric, Metric.Type type, double unit) {
        long[] bounds = metric.buckets().stream()
                .mapToLong(bound -> Math.round(bound * unit))
                .toArray();
        double[] shown = DoubleStream.concat(
                        metric.buckets().stream().mapToDouble(Double::doubleValue),
                        DoubleStream.of(Double.POSITIVE_INFINITY))
                .toArray();
        return family(
                metric, type, () -> new Histogram(bounds), each -> spread(each, shown, unit), HistogramSnapshot::new);
    }

    private HistogramDataPointSnapshot spread(Series<Histogram> series, double[] bounds, double unit) {
        Histogram histogram = series.told();
        return new HistogramDataPointSnapshot(
                ClassicHistogramBuckets.of(bounds, histogram.counts()),
                histogram.sum() / unit,
                series.labels(),
                Exemplars.of(IntStream.range(0, bounds.length)
                        .mapToObj(bucket -> exemplars.shows(histogram.last(bucket), unit))
                        .filter(Objects::nonNull)
                        .toArray(Exemplar[]::new)),
                NOT_NOTED);
    }

    Family<AtomicLong> gauges(Metric metric) {
        return family(
                metric,
                Metric.Type.GAUGE,
                AtomicLong::new,
                each -> new GaugeDataPointSnapshot(each.told().doubleValue(), each.labels(), null),
                GaugeSnapshot::new);
    }

    private <M, P> Family<M> family(
            Metric metric,
            Metric.Type type,
            Supplier<M> born,
            Function<Series<M>, P> point,
            BiFunction<MetricMetadata, List<P>, MetricSnapshot> snapshot) {
        if (metric.type() != type) {
            throw new IllegalArgumentException(metric + " is a " + metric.type());
        }
        Family<M> family = new Family<>(
                metric,
                born,
                (metadata, series) ->
                        snapshot.apply(metadata, series.stream().map(point).toList()));
        page.register(family);
        return family;
    }
}
