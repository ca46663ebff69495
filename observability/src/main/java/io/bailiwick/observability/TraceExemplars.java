package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which trace may be named beside a measurement, and for how long. */
final class TraceExemplars {

    /** Long enough for every scraper to see it, and no longer: it names one user's request. */
    static final Duration KEPT = Duration.ofMinutes(2);

    private final LongSupplier nanoTime;
    private volatile boolean on;

    TraceExemplars(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void turn(boolean wanted) {
        on = wanted;
    }

    /** Only a trace that its owner samples is named, and none of an exchange that falls under no known law. */
    @Nullable
    Traced of(ExchangeRecord record) {
        if (!on || !record.sampled() || record.withoutJurisdiction()) {
            return null;
        }
        long ended = record.at().toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(record.durationNanos());
        return new Traced(record.stamp().traceId(), record.spanId(), 0, ended, nanoTime.getAsLong());
    }

    /** What is scraped; null where none was named, or not lately. {@code unit} is how many of those told make one shown. */
    @Nullable
    Exemplar shows(@Nullable Traced traced, double unit) {
        if (!on || traced == null || nanoTime.getAsLong() - traced.toldNanos() > KEPT.toNanos()) {
            return null;
        }
        Labels trace = Labels.of(Exemplar.TRACE_ID, traced.traceId(), Exemplar.SPAN_ID, traced.spanId());
        return new Exemplar(traced.value() / unit, trace, traced.atMillis());
    }
}
