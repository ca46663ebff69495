package io.bailiwick.config;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Promise;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Proving;
import io.bailiwick.routing.Tier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tiers of one route for one jurisdiction, and proves them. */
final class ReadPool {

    static final String EXPECTED = "tiers such as [[first, { second: 3 }], [reserve]]";

    private final Findings findings;
    private final Typing typing;
    private final Declared<EndpointDraft> endpoints;
    private final String route;
    private final String path;
    private final Map<String, Node.Mark> marks = new HashMap<>();

    ReadPool(Findings findings, Typing typing, Declared<EndpointDraft> endpoints, String route, String jurisdiction) {
        this.findings = findings;
        this.typing = typing;
        this.endpoints = endpoints;
        this.route = route;
        this.path = "routes." + route + "." + Quoted.of(jurisdiction);
    }

    /** Null for a problem; the members that can be judged are judged all the same. */
    @Nullable
    Pool of(Node node, @Nullable Jurisdiction jurisdiction) {
        List<Tier> tiers = new ArrayList<>();
        for (Node tier : typing.items(node, path, EXPECTED)) {
            List<Tier.Weighted> members = new ArrayList<>();
            for (Node member : typing.items(tier, path, EXPECTED)) {
                Tier.Weighted read = member(member);
                if (read != null) {
                    members.add(read);
                }
            }
            if (!members.isEmpty()) {
                tiers.add(new Tier(members));
            }
        }
        return tiers.isEmpty() || jurisdiction == null ? null : prove(jurisdiction, tiers);
    }

    /** The endpoints that stand in it, problems included. */
    Set<String> members() {
        return marks.keySet();
    }

    private Tier.@Nullable Weighted member(Node node) {
        String expected = "an endpoint's name, or { NAME: WEIGHT }";
        if (!(node instanceof Node.Mapping mapping)) {
            Node.Scalar name = typing.scalar(node, path, expected);
            return name == null ? null : weighted(name, 1);
        }
        if (mapping.entries().size() != 1) {
            findings.problem(
                    node.mark(),
                    path + ": found " + mapping.entries().size() + " endpoints in one place (expected: " + expected
                            + ")");
            return null;
        }
        Node.Entry only = mapping.entries().get(0);
        return weighted(only.key(), typing.integer(only.value(), path + " weight", 1, 1000, 1));
    }

    private Tier.@Nullable Weighted weighted(Node.Scalar name, int weight) {
        if (marks.putIfAbsent(name.text(), name.mark()) != null) {
            findings.problem(
                    name.mark(), path + ": " + name.described() + " stands twice in this pool (expected: once)");
            return null;
        }
        EndpointDraft endpoint = endpoints.find(name, findings);
        if (endpoint == null) {
            return null;
        }
        Candidate candidate = endpoint.byRoute().get(route);
        if (candidate == null && !endpoint.written().contains(route)) {
            findings.problem(
                    name.mark(),
                    path + ": endpoint " + name.described() + " has no model for route '" + route
                            + "' (expected: models: { " + route + ": UPSTREAM-MODEL } there)");
        }
        return candidate == null ? null : new Tier.Weighted(candidate, weight);
    }

    /** Why it reaches further than its host would, or nothing. */
    private String caveat(Candidate candidate) {
        EndpointDraft draft = endpoints.values().get(candidate.endpoint().name());
        Promise promise = draft == null ? null : draft.upstream().promises().get(candidate.model());
        return promise == null || promise.caveat() == null ? "" : ": " + promise.caveat();
    }

    private @Nullable Pool prove(Jurisdiction jurisdiction, List<Tier> tiers) {
        return Pool.prove(route, jurisdiction, tiers).<@Nullable Pool>match(pool -> pool, faults -> {
            for (Proving.Fault fault : faults) {
                findings.problem(
                        marks.getOrDefault(fault.candidate().endpoint().name(), Node.Mark.START),
                        fault.candidate().surface() + " " + fault.offence() + caveat(fault.candidate())
                                + " (expected: inside '" + jurisdiction.name() + "', " + jurisdiction.boundary() + ")");
            }
            return null;
        });
    }
}
