package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Upstream;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.Route;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Which places rest or are quarantined, as routing tells it; an endpoint is up while each of its models may be asked. */
final class UpstreamStanding {

    private final Meters meters;
    private final LongSupplier nanoTime;
    private final LiveGauges up;
    private final LiveGauges quarantined;
    private final LiveGauges tokenEnds;
    private final LiveGauges candidates;
    private final LiveGauges candidatesUp;
    private final ConcurrentMap<Candidate.Key, Long> restUntilNanos = new ConcurrentHashMap<>();
    private final Set<Candidate.Key> failing = ConcurrentHashMap.newKeySet();
    private volatile Map<Candidate.Key, Upstream> upstreams = Map.of();
    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    UpstreamStanding(MeterRegistry registry, Meters meters, LongSupplier nanoTime) {
        this.meters = meters;
        this.nanoTime = nanoTime;
        up = new LiveGauges(registry, Metric.UPSTREAM_UP);
        quarantined = new LiveGauges(registry, Metric.UPSTREAM_QUARANTINED);
        tokenEnds = new LiveGauges(registry, Metric.CREDENTIAL_EXPIRY);
        candidates = new LiveGauges(registry, Metric.CANDIDATES);
        candidatesUp = new LiveGauges(registry, Metric.CANDIDATES_UP);
    }

    /** What failed too often is down until it serves again, not only while its breaker is open. */
    void rests(Candidate candidate, RestReason why, long lengthNanos) {
        if (why == RestReason.FAILURES) {
            failing.add(candidate.key());
        } else {
            restUntilNanos.put(candidate.key(), nanoTime.getAsLong() + lengthNanos);
        }
        meters.rests
                .of(
                        candidate.reach().shown(),
                        candidate.endpoint().provider(),
                        candidate.endpoint().name(),
                        why.word())
                .increment();
    }

    void serves(Candidate.Key key) {
        failing.remove(key);
    }

    void quarantined(Candidate.Key key, String jurisdiction) {
        held.add(new Held(key, jurisdiction));
    }

    void lifted(Candidate.Key key, String jurisdiction) {
        held.remove(new Held(key, jurisdiction));
    }

    /** Exports the endpoints and pools of this policy and no others. */
    synchronized void inForce(GatewaySnapshot snapshot) {
        Map<List<String>, Set<Candidate.Key>> endpoints = new HashMap<>();
        Map<List<String>, Set<Held>> holdable = new HashMap<>();
        Map<List<String>, List<Held>> pools = new HashMap<>();
        Set<Candidate.Key> keys = new HashSet<>();
        for (Route route : snapshot.routes().all()) {
            for (Pool pool : route.pools().values()) {
                String jurisdiction = pool.jurisdiction().name();
                pool.candidates().forEach(candidate -> {
                    String region = candidate.reach().shown();
                    String endpoint = candidate.endpoint().name();
                    Held member = new Held(candidate.key(), jurisdiction);
                    keys.add(candidate.key());
                    endpoints
                            .computeIfAbsent(
                                    List.of(region, candidate.endpoint().provider(), endpoint), none -> new HashSet<>())
                            .add(candidate.key());
                    holdable.computeIfAbsent(List.of(jurisdiction, region, endpoint), none -> new HashSet<>())
                            .add(member);
                    pools.computeIfAbsent(List.of(jurisdiction, route.name()), none -> new ArrayList<>())
                            .add(member);
                });
            }
        }
        upstreams = upstreams(snapshot);
        showTokens(snapshot);
        restUntilNanos.keySet().retainAll(keys);
        failing.retainAll(keys);
        show(endpoints, holdable, pools);
    }

    private void show(
            Map<List<String>, Set<Candidate.Key>> endpoints,
            Map<List<String>, Set<Held>> holdable,
            Map<List<String>, List<Held>> pools) {
        up.show(gauges(endpoints, keys -> keys.stream().allMatch(this::isServing) ? 1 : 0));
        quarantined.show(gauges(holdable, members -> members.stream().anyMatch(held::contains) ? 1 : 0));
        candidates.show(gauges(pools, List::size));
        candidatesUp.show(gauges(pools, members -> (int) members.stream()
                .filter(member -> !held.contains(member) && isServing(member.key))
                .count()));
        for (List<String> endpoint : endpoints.keySet()) {
            for (RestReason why : RestReason.values()) {
                meters.rests.of(endpoint.get(0), endpoint.get(1), endpoint.get(2), why.word());
            }
        }
    }

    private static Map<Candidate.Key, Upstream> upstreams(GatewaySnapshot snapshot) {
        Map<Candidate.Key, Upstream> upstreams = new HashMap<>();
        for (Route route : snapshot.routes().all()) {
            for (Candidate candidate : route.candidates()) {
                Upstream upstream =
                        snapshot.upstreams().get(candidate.endpoint().name());
                if (upstream != null) {
                    upstreams.put(candidate.key(), upstream);
                }
            }
        }
        return Map.copyOf(upstreams);
    }

    private void showTokens(GatewaySnapshot snapshot) {
        Map<List<String>, DoubleSupplier> ends = new HashMap<>();
        snapshot.upstreams().forEach((name, upstream) -> {
            if (upstream.showsToken()) {
                ends.put(List.of(name), () -> secondOf(upstream.tokenEnds()));
                List.of("given", "failed").forEach(result -> meters.credentialRequests.of(name, result));
            }
        });
        tokenEnds.show(ends);
    }

    private static double secondOf(@Nullable Instant ends) {
        return ends == null ? 0 : ends.getEpochSecond();
    }

    private static <T> Map<List<String>, DoubleSupplier> gauges(Map<List<String>, T> of, ToIntFunction<T> value) {
        Map<List<String>, DoubleSupplier> gauges = new HashMap<>();
        of.forEach((values, members) -> gauges.put(values, () -> value.applyAsInt(members)));
        return gauges;
    }

    private boolean isServing(Candidate.Key key) {
        Long until = restUntilNanos.get(key);
        Upstream upstream = upstreams.get(key);
        if (upstream != null && !upstream.isLetIn()) {
            return false;
        }
        return !failing.contains(key) && (until == null || nanoTime.getAsLong() - until >= 0);
    }

    /** A place that one jurisdiction's requests may be kept from. */
    private record Held(Candidate.Key key, String jurisdiction) {

        // Spelled out, for what Java makes of a record is put together when it is first met, and a start waits for
        // that.
        @Override
        public int hashCode() {
            return 31 * key.hashCode() + jurisdiction.hashCode();
        }
    }
}
