package io.bailiwick.config;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Points at what a policy declares and no request can ever reach. */
final class WarnOfUnused {

    private final Findings findings;
    private final Section policy;

    WarnOfUnused(Findings findings, Section policy) {
        this.findings = findings;
        this.policy = policy;
    }

    void of(
            @Nullable GatewaySettings gateway,
            Declared<Jurisdiction> jurisdictions,
            Declared<EndpointDraft> endpoints,
            List<Route> routes) {
        Set<String> served = new HashSet<>();
        Set<String> inPools = new HashSet<>();
        for (Route route : routes) {
            served.addAll(route.pools().keySet());
            for (Candidate candidate : route.candidates()) {
                inPools.add(candidate.endpoint().name());
            }
        }
        warn("jurisdictions", jurisdictions.names(), served, "has no pool in any route: its requests are refused");
        warn("endpoints", endpoints.names(), inPools, "stands in no pool");
        if (gateway != null
                && jurisdictions.values().values().stream()
                        .noneMatch(each -> Reach.of(gateway.region()).within(each.boundary()))) {
            findings.warning(
                    policy.markOf("gateway"),
                    "this gateway runs in " + gateway.region() + ", outside every jurisdiction: it serves nobody");
        }
    }

    private void warn(String section, Set<String> declared, Set<String> used, String what) {
        for (Node.Entry entry : Section.silently(policy.get(section))) {
            if (declared.contains(entry.name()) && !used.contains(entry.name())) {
                findings.warning(entry.key().mark(), section + "." + entry.name() + " " + what);
            }
        }
    }
}
