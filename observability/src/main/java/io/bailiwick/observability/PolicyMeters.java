package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says which policy is in force, and makes every series that an alert watches begin at 0. */
final class PolicyMeters {

    private final MeterRegistry registry;
    private final Meters meters;
    private @Nullable Meter configInfo;

    PolicyMeters(MeterRegistry registry, Meters meters) {
        this.registry = registry;
        this.meters = meters;
    }

    synchronized void inForce(GatewaySnapshot snapshot) {
        if (configInfo != null) {
            registry.remove(configInfo);
        }
        configInfo = Family.info(registry, Metric.CONFIG_INFO, snapshot.digest());
        meters.lastReloadOk.set(1);
        zero(snapshot);
    }

    void refused() {
        meters.reloadsRefused.increment();
        meters.lastReloadOk.set(0);
    }

    /** {@code increase()} does not see a counter that is born at 1. */
    private void zero(GatewaySnapshot snapshot) {
        Set<String> regions = new TreeSet<>(List.of(Stamp.UNKNOWN));
        for (Route route : snapshot.routes().all()) {
            for (Pool pool : route.pools().values()) {
                pool.candidates().forEach(candidate -> {
                    regions.add(candidate.reach().shown());
                    zero(route, pool, candidate);
                });
            }
        }
        List<String> jurisdictions = new ArrayList<>(snapshot.jurisdictions().keySet());
        jurisdictions.add(Stamp.UNKNOWN);
        for (String jurisdiction : jurisdictions) {
            Arrays.stream(RefusalCode.values())
                    .filter(RefusalCode::isDenial)
                    .forEach(code -> meters.denials.of(jurisdiction, code.word()));
            for (LogObserver.Loss loss : LogObserver.Loss.values()) {
                meters.logLinesDropped.of(jurisdiction, loss.word());
            }
        }
        for (String jurisdiction : snapshot.jurisdictions().keySet()) {
            regions.forEach(region -> meters.violations.of(jurisdiction, region));
            meters.lastViolation.of(jurisdiction);
            meters.waiting.of(jurisdiction);
            meters.waits.of(jurisdiction, "served");
            List.of("requests", "tokens").forEach(kind -> meters.rateLimited.of(jurisdiction, kind));
            List.of("usage", "estimate", "nothing").forEach(by -> meters.allowanceSettled.of(jurisdiction, by));
        }
    }

    private void zero(Route route, Pool pool, Candidate candidate) {
        String region = candidate.reach().shown();
        meters.requests.of(
                pool.jurisdiction().name(),
                region,
                candidate.reach().shownCountry(),
                candidate.endpoint().provider(),
                route.name(),
                Outcome.OK.word());
        meters.attempts.of(region, candidate.endpoint().provider(), route.name(), "ok");
        meters.streams.of(region);
    }
}
