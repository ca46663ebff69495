package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.spine.Stamp;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** The export of spans in numbers. */
final class SpanMeters implements SpanObserver {

    private final MeterRegistry registry;
    private final Labels labels;
    private final Family<Tally> dropped;
    private final Map<String, List<Meter>> queues = new HashMap<>();

    SpanMeters(MeterRegistry registry, Families families, Labels labels) {
        this.registry = registry;
        this.labels = labels;
        this.dropped = families.counters(Metric.SPANS_DROPPED);
    }

    /** Every series begins at 0. */
    void inForce(GatewaySnapshot snapshot) {
        zero(Stamp.UNKNOWN);
        snapshot.jurisdictions().keySet().forEach(this::zero);
    }

    private void zero(String jurisdiction) {
        for (Loss loss : Loss.values()) {
            dropped.of(jurisdiction, loss.word());
        }
    }

    @Override
    public void dropped(String jurisdiction, Loss why, int spans) {
        dropped.of(labels.jurisdiction(jurisdiction), why.word()).add(spans);
    }

    @Override
    public synchronized void queue(String jurisdiction, IntSupplier waiting, int capacity) {
        noQueue(jurisdiction);
        queues.put(
                jurisdiction,
                List.of(
                        gauge(Metric.SPAN_QUEUE_SIZE, jurisdiction, waiting),
                        gauge(Metric.SPAN_QUEUE_CAPACITY, jurisdiction, () -> capacity)));
    }

    @Override
    public synchronized void noQueue(String jurisdiction) {
        List<Meter> gone = queues.remove(jurisdiction);
        if (gone != null) {
            gone.forEach(registry::remove);
        }
    }

    private Meter gauge(Metric metric, String jurisdiction, IntSupplier value) {
        return AskedGauge.register(registry, metric, List.of(jurisdiction), value::getAsInt);
    }
}
