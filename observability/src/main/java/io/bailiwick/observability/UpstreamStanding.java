package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.routing.Candidate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** Which endpoints rest, as routing tells it; an endpoint is up while each of its models may be asked. */
final class UpstreamStanding {

    private final MeterRegistry registry;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<Candidate.Key, Long> restUntilNanos = new ConcurrentHashMap<>();
    private List<Meter> gauges = List.of();

    UpstreamStanding(MeterRegistry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    void rests(Candidate.Key key, Duration length) {
        restUntilNanos.put(key, nanoTime.getAsLong() + length.toNanos());
    }

    void serves(Candidate.Key key) {
        restUntilNanos.remove(key);
    }

    /** Exports the endpoints of this policy and forgets all others. */
    synchronized void inForce(GatewaySnapshot snapshot) {
        Map<List<String>, Set<Candidate.Key>> endpoints = new HashMap<>();
        Set<Candidate.Key> keys = new HashSet<>();
        snapshot.routes().all().stream()
                .flatMap(route -> route.candidates().stream())
                .forEach(candidate -> {
                    keys.add(candidate.key());
                    endpoints
                            .computeIfAbsent(
                                    List.of(
                                            candidate.reach().shown(),
                                            candidate.endpoint().provider(),
                                            candidate.endpoint().name()),
                                    absent -> new HashSet<>())
                            .add(candidate.key());
                });
        restUntilNanos.keySet().retainAll(keys);
        gauges.forEach(registry::remove);
        List<Meter> fresh = new ArrayList<>();
        endpoints.forEach((values, models) -> fresh.add(Gauge.builder(
                        Metric.UPSTREAM_UP.meterName(), () -> models.stream().allMatch(this::isServing) ? 1 : 0)
                .description(Metric.UPSTREAM_UP.help())
                .tags(Family.tags(Metric.UPSTREAM_UP, values))
                .register(registry)));
        gauges = fresh;
    }

    private boolean isServing(Candidate.Key key) {
        Long until = restUntilNanos.get(key);
        return until == null || nanoTime.getAsLong() - until >= 0;
    }
}
