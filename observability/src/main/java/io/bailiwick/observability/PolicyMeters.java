package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.admin.SeenVersions;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Route;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Says which policy is in force and what it expects, and makes every series that an alert watches begin at 0. */
final class PolicyMeters {

    /** How waiting ends, and that it could not begin: a rate sees no first time of what had no series before it. */
    private static final List<String> WAITS =
            List.of("served", "expired", "withdrawn", "spent", "left", "cut", "turned_away");

    private final MeterRegistry registry;
    private final Meters meters;
    private final SeenVersions seen;
    private final LiveGauges served;
    private final LiveGauges expectedModels;
    private final LiveGauges expectedPrompts;
    private final LiveGauges modelSkew;
    private final LiveGauges promptSkew;
    private @Nullable Meter configInfo;

    PolicyMeters(MeterRegistry registry, Meters meters, SeenVersions seen) {
        this.registry = registry;
        this.meters = meters;
        this.seen = seen;
        served = new LiveGauges(registry, Metric.JURISDICTION_SERVED);
        expectedModels = new LiveGauges(registry, Metric.MODEL_VERSION_EXPECTED);
        expectedPrompts = new LiveGauges(registry, Metric.PROMPT_VERSION_EXPECTED);
        modelSkew = new LiveGauges(registry, Metric.MODEL_VERSION_SKEW);
        promptSkew = new LiveGauges(registry, Metric.PROMPT_VERSION_SKEW);
    }

    synchronized void inForce(GatewaySnapshot snapshot) {
        if (configInfo != null) {
            registry.remove(configInfo);
        }
        configInfo = AskedGauge.info(registry, Metric.CONFIG_INFO, snapshot.catalogue(), snapshot.digest());
        meters.lastReloadOk.set(1);
        served(snapshot);
        expected(snapshot);
        zero(snapshot);
    }

    void awaitsRestart(boolean something) {
        meters.awaitsRestart.set(something ? 1 : 0);
    }

    void refused() {
        meters.reloadsRefused.increment();
        meters.lastReloadOk.set(0);
    }

    private void served(GatewaySnapshot snapshot) {
        Map<List<String>, DoubleSupplier> now = new HashMap<>();
        String here = snapshot.gateway().region().name();
        snapshot.jurisdictions().forEach((name, jurisdiction) -> {
            double serves = snapshot.serves(jurisdiction) ? 1 : 0;
            now.put(List.of(name, here), () -> serves);
        });
        served.show(now);
    }

    private void expected(GatewaySnapshot snapshot) {
        expectedModels.show(ones(snapshot.expect().models()));
        expectedPrompts.show(ones(snapshot.expect().prompts()));
        Map<List<String>, DoubleSupplier> models = new HashMap<>();
        snapshot.routes().all().forEach(route -> models.put(List.of(route.name()), () -> seen.modelSkew(route.name())));
        modelSkew.show(models);
        Map<List<String>, DoubleSupplier> prompts = new HashMap<>();
        snapshot.expect()
                .prompts()
                .forEach((name, listed) -> prompts.put(List.of(name), () -> seen.promptSkew(name, listed)));
        promptSkew.show(prompts);
    }

    private static Map<List<String>, DoubleSupplier> ones(Map<String, Set<String>> versions) {
        Map<List<String>, DoubleSupplier> ones = new HashMap<>();
        versions.forEach((name, listed) -> listed.forEach(version -> ones.put(List.of(name, version), () -> 1)));
        return ones;
    }

    /** {@code increase()} does not see a counter that is born at 1. */
    private void zero(GatewaySnapshot snapshot) {
        Set<String> regions = new TreeSet<>(List.of(Stamp.UNKNOWN));
        String here = snapshot.gateway().region().name();
        for (Route route : snapshot.routes().all()) {
            for (Candidate candidate : route.candidates()) {
                regions.add(candidate.reach().shown());
                zero(snapshot, route, candidate);
            }
        }
        List<String> jurisdictions = new ArrayList<>(snapshot.jurisdictions().keySet());
        jurisdictions.add(Stamp.UNKNOWN);
        jurisdictions.forEach(this::zero);
        for (String jurisdiction : snapshot.jurisdictions().keySet()) {
            regions.forEach(region -> meters.violations.of(jurisdiction, region));
            meters.lastViolation.of(jurisdiction);
            meters.waiting.of(jurisdiction);
            WAITS.forEach(ending -> meters.waits.of(jurisdiction, ending));
            List.of("requests", "tokens").forEach(kind -> meters.rateLimited.of(jurisdiction, kind));
            List.of("usage", "estimate", "nothing").forEach(by -> meters.allowanceSettled.of(jurisdiction, by));
        }
        regions.stream().filter(region -> !region.equals(here)).forEach(region -> meters.crossRegion.of(here, region));
    }

    private void zero(String jurisdiction) {
        Arrays.stream(RefusalCode.values())
                .filter(RefusalCode::isDenial)
                .forEach(code -> meters.denials.of(jurisdiction, code.word()));
        for (LogObserver.Loss loss : LogObserver.Loss.values()) {
            meters.logLinesDropped.of(jurisdiction, loss.word());
        }
        meters.auditRecords.of(jurisdiction, "written");
        meters.auditRecords.of(jurisdiction, "failed");
    }

    private void zero(GatewaySnapshot snapshot, Route route, Candidate candidate) {
        String region = candidate.reach().shown();
        String provider = candidate.endpoint().provider();
        meters.streams.of(region);
        meters.unverified.of(region, provider, "mismatch");
        meters.unverified.of(region, provider, region.equals(Stamp.UNKNOWN) ? "global_endpoint" : "no_evidence");
        if (snapshot.expect().models().containsKey(route.name())) {
            meters.unexpected.of(region, route.name(), "model");
        }
        if (!snapshot.expect().prompts().isEmpty()) {
            meters.unexpected.of(region, route.name(), "prompt");
        }
    }
}
