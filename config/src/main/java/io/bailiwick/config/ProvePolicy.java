package io.bailiwick.config;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Proof;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Surface;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists every surface that each jurisdiction uses. */
final class ProvePolicy {

    private final GatewaySettings gateway;
    private final Collection<Route> routes;
    private final Map<String, LogSink> logs;
    private final Map<String, TelemetrySink> telemetry;

    ProvePolicy(
            GatewaySettings gateway,
            Collection<Route> routes,
            Map<String, LogSink> logs,
            Map<String, TelemetrySink> telemetry) {
        this.gateway = gateway;
        this.routes = routes;
        this.logs = logs;
        this.telemetry = telemetry;
    }

    Proof of(Map<String, Jurisdiction> jurisdictions) {
        List<Proof.Row> rows = new ArrayList<>();
        new TreeMap<>(jurisdictions).values().forEach(jurisdiction -> rowsOf(jurisdiction, rows));
        return new Proof(rows);
    }

    private void rowsOf(Jurisdiction jurisdiction, List<Proof.Row> rows) {
        Reach here = Reach.of(gateway.region());
        Proof.Row process = Proof.of(
                jurisdiction, new Surface(Surface.Kind.GATEWAY, gateway.region().name(), here));
        rows.add(process);
        routes.stream()
                .map(route -> route.poolFor(jurisdiction))
                .flatMap(ProvePolicy::candidates)
                .map(Candidate::surface)
                .distinct()
                .forEach(surface -> rows.add(Proof.of(jurisdiction, surface)));
        LogSink log = logs.get(jurisdiction.name());
        if (log != null) {
            rows.add(Proof.of(
                    jurisdiction, new Surface(Surface.Kind.LOG, log.file().toString(), log.reach())));
        } else if (process.inside()) {
            rows.add(Proof.of(jurisdiction, new Surface(Surface.Kind.LOG, "stdout", here)));
        }
        TelemetrySink collector = telemetry.get(jurisdiction.name());
        if (collector != null) {
            rows.add(Proof.of(
                    jurisdiction,
                    new Surface(Surface.Kind.TELEMETRY, collector.otlp().toString(), collector.reach())));
        }
        if (gateway.state() != null && process.inside()) {
            rows.add(Proof.of(
                    jurisdiction,
                    new Surface(Surface.Kind.STATE, gateway.state().toString(), here)));
        }
    }

    private static Stream<Candidate> candidates(@Nullable Pool pool) {
        return pool == null ? Stream.empty() : pool.candidates();
    }
}
