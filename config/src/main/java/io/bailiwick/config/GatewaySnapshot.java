package io.bailiwick.config;

import io.bailiwick.identity.IdentityRules;
import io.bailiwick.identity.Tenants;
import io.bailiwick.identity.allowance.Allowance;
import io.bailiwick.identity.allowance.Allowances;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Proof;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Routes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One policy, compiled and proven: replaced whole, never changed.
 *
 * @param digest SHA-256 of the canonical policy without {@code gateway}, in hex
 * @param catalogue SHA-256 of the rows that it was proven with, in hex
 * @param jurisdictions by name, sorted
 * @param allowances as they are written; {@link #granted} is what this process grants of one
 * @param upstreams by the endpoint's name, sorted
 * @param logs by the jurisdiction's name; absent means stdout
 * @param telemetry by the jurisdiction's name; absent means that no span of it is exported
 * @param proof a row for each jurisdiction and surface that it uses
 * @param notInThisBuild what the policy asks for and this build cannot do: {@code provider: bedrock (line 12)}
 */
public record GatewaySnapshot(
        String digest,
        String catalogue,
        GatewaySettings gateway,
        Map<String, Jurisdiction> jurisdictions,
        IdentityRules identity,
        Allowances allowances,
        Routes routes,
        Map<String, Upstream> upstreams,
        Map<String, LogSink> logs,
        Map<String, TelemetrySink> telemetry,
        Expectations expect,
        Proof proof,
        List<String> notInThisBuild,
        List<String> warnings) {

    public GatewaySnapshot {
        jurisdictions = sorted(jurisdictions);
        upstreams = sorted(upstreams);
        logs = sorted(logs);
        telemetry = sorted(telemetry);
        notInThisBuild = List.copyOf(notInThisBuild);
        warnings = List.copyOf(warnings);
        if (!proof.crossings().isEmpty()) {
            throw new IllegalArgumentException("a snapshot cannot hold " + proof.crossings());
        }
    }

    /** In the order of the names, and found by their hash: every request looks some up. */
    private static <T> Map<String, T> sorted(Map<String, T> named) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(named)));
    }

    /** The same policy for another process: what {@code gateway} says is not part of the policy. */
    public GatewaySnapshot at(GatewaySettings other) {
        return new GatewaySnapshot(
                digest,
                catalogue,
                other,
                jurisdictions,
                identity,
                allowances,
                routes,
                upstreams,
                logs,
                telemetry,
                expect,
                proof,
                notInThisBuild,
                warnings);
    }

    /** This process's share of it. */
    public Allowance granted(Allowances.Grant grant) {
        return grant.allowance().sharedBy(gateway.replicas().of(grant.jurisdiction()));
    }

    public Tenants tenants() {
        return identity.tenants();
    }

    /** Whether this gateway process may see that jurisdiction's data. */
    public boolean serves(Jurisdiction jurisdiction) {
        return Reach.of(gateway.region()).within(jurisdiction.boundary());
    }
}
