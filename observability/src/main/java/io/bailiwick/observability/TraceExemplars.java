package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/** Which trace a measurement belongs to, known on the thread that counts an exchange and only while it does. */
final class TraceExemplars implements SpanContext {

    @SuppressWarnings(
            "ThreadLocalUsage") // one for each gateway, of which a process may have two: nothing here is static
    private final ThreadLocal<@Nullable ExchangeRecord> counted = new ThreadLocal<>();

    private volatile boolean on;

    void turn(boolean wanted) {
        on = wanted;
    }

    /** Only a trace that its owner samples is named, and none of an exchange that falls under no known law. */
    void begin(ExchangeRecord record) {
        if (on && record.sampled() && !record.withoutJurisdiction()) {
            counted.set(record);
        }
    }

    /** Whatever the switch says by now: a thread that kept a record would name its trace beside another's. */
    void end() {
        counted.remove();
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        ExchangeRecord record = counted.get();
        return record == null ? null : record.stamp().traceId();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        ExchangeRecord record = counted.get();
        return record == null ? null : record.spanId();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return on && counted.get() != null;
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // The span is on its way already, and nothing is added to it.
    }
}
