package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Which trace may be named beside a measurement, and for how long: while the policies that ask for it follow each other. */
final class TraceExemplars {

    /** A new one each time that traces begin to be asked for; null while they are not. */
    private volatile @Nullable Object asked;

    void turn(boolean wanted) {
        if (!wanted) {
            asked = null;
        } else if (asked == null) {
            asked = new Object();
        }
    }

    /** Only a trace that its owner samples is named, and none of an exchange that falls under no known law. */
    @Nullable
    Traced of(ExchangeRecord record) {
        Object now = asked;
        if (now == null || !record.sampled() || record.withoutJurisdiction()) {
            return null;
        }
        long ended = record.at().toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(record.durationNanos());
        return new Traced(record.stamp().traceId(), record.spanId(), 0, ended, now);
    }

    /** What is scraped; null where none was named, or a policy since then did not ask for it. */
    @Nullable
    Exemplar shows(@Nullable Traced traced, double unit) {
        if (traced == null || traced.asked() != asked) {
            return null;
        }
        Labels trace = Labels.of(Exemplar.TRACE_ID, traced.traceId(), Exemplar.SPAN_ID, traced.spanId());
        return new Exemplar(traced.value() / unit, trace, traced.atMillis());
    }
}
