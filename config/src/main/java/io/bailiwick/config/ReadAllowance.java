package io.bailiwick.config;

import io.bailiwick.identity.allowance.Allowance;
import io.bailiwick.identity.allowance.Allowances;
import io.bailiwick.residency.Jurisdiction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code allowance} of every tenant: one where it has one jurisdiction, one for each where it has several. */
final class ReadAllowance {

    private static final String REQUESTS = "requests-per-minute";
    private static final String TOKENS = "tokens-per-minute";
    private static final int MOST = 1_000_000_000;

    private final Findings findings;
    private final Typing typing;
    private final Map<String, Jurisdiction> jurisdictions;
    private final Replicas replicas;

    ReadAllowance(Findings findings, Typing typing, Declared<Jurisdiction> jurisdictions, Replicas replicas) {
        this.findings = findings;
        this.typing = typing;
        this.jurisdictions = jurisdictions.values();
        this.replicas = replicas;
    }

    /** {@code identity} as a whole; whatever else stands in it is somebody else's to read. */
    Allowances of(@Nullable Node identity) {
        List<Allowances.Grant> grants = new ArrayList<>();
        Node.Mark first = null;
        for (Node.Entry tenant : Section.silently(child(identity, "tenants"))) {
            Node allowance = child(tenant.value(), "allowance");
            if (allowance != null) {
                first = first == null ? allowance.mark() : first;
                grants.addAll(ofTenant(tenant.name(), homes(child(tenant.value(), "jurisdiction")), allowance));
            }
        }
        if (first != null && !replicas.stated()) {
            findings.warning(
                    first,
                    "gateway.replicas is left out: every process that serves a jurisdiction grants its allowances whole");
        }
        return findings.problems().isEmpty() ? new Allowances(grants) : Allowances.NONE;
    }

    private List<Allowances.Grant> ofTenant(String tenant, Map<String, Jurisdiction> homes, Node node) {
        String path = "identity.tenants." + Quoted.of(tenant) + ".allowance";
        if (homes.isEmpty()) {
            return List.of(); // said where the jurisdiction is read
        }
        Map<String, Allowance> written = new LinkedHashMap<>();
        Set<String> keys = Section.names(node);
        boolean single = homes.size() == 1 && keys.stream().noneMatch(jurisdictions::containsKey);
        boolean flat = keys.isEmpty() || keys.contains(REQUESTS) || keys.contains(TOKENS);
        boolean whole = single || flat || !(node instanceof Node.Mapping);
        if (whole && homes.size() > 1) {
            findings.problem(
                    node.mark(),
                    path + " is one for the jurisdictions " + String.join(", ", homes.keySet())
                            + " (expected: one for each, so that none is granted twice unwritten: { "
                            + homes.keySet().iterator().next() + ": { " + REQUESTS + ": 600 }, … })");
        } else if (whole) {
            homes.keySet().forEach(home -> put(written, home, node, path));
        } else {
            each(node, path, homes.keySet(), written);
        }
        return grants(tenant, homes.values(), written);
    }

    private void each(Node node, String path, Set<String> homes, Map<String, Allowance> written) {
        for (Node.Entry entry : Section.entries(findings, path, node)) {
            if (homes.contains(entry.name())) {
                put(written, entry.name(), entry.value(), path + "." + entry.name());
            } else {
                findings.unknown(entry.key(), "jurisdiction of this tenant", homes);
            }
        }
        for (String home : homes) {
            if (!Section.names(node).contains(home)) {
                findings.problem(
                        node.mark(),
                        path + " says nothing of '" + home + "' (expected: one for each jurisdiction of the tenant)");
            }
        }
    }

    private void put(Map<String, Allowance> written, String home, Node node, String path) {
        Section section = Section.of(findings, path, node.mark(), node, REQUESTS, TOKENS);
        Long requests = count(section, REQUESTS);
        Long tokens = count(section, TOKENS);
        if (requests == null && tokens == null) {
            if (Section.names(node).isEmpty() && node instanceof Node.Mapping) {
                findings.problem(node.mark(), path + " is empty (expected: " + REQUESTS + ", " + TOKENS + ", or both)");
            }
            return;
        }
        Allowance allowance = new Allowance(requests, tokens);
        int processes = replicas.of(home);
        if (!allowance.isEnoughFor(processes)) {
            findings.problem(
                    node.mark(),
                    path + " leaves less than 1 for each of the " + processes + " processes that serve '" + home
                            + "' (expected: at least as many as gateway.replicas)");
        }
        written.put(home, allowance);
    }

    private @Nullable Long count(Section section, String key) {
        int count = typing.integer(section.get(key), section.path(key), 1, MOST, 0);
        return count == 0 ? null : Long.valueOf(count);
    }

    /** Every jurisdiction in which a request of that tenant can be decided draws on the narrowest home around it. */
    private List<Allowances.Grant> grants(
            String tenant, Collection<Jurisdiction> homes, Map<String, Allowance> written) {
        Map<String, List<String>> drawing = new LinkedHashMap<>();
        written.keySet().forEach(home -> drawing.put(home, new ArrayList<>()));
        for (Jurisdiction each : jurisdictions.values()) {
            Jurisdiction home = home(each, homes);
            List<String> drawn = home == null ? null : drawing.get(home.name());
            if (drawn != null) {
                drawn.add(each.name());
            }
        }
        List<Allowances.Grant> grants = new ArrayList<>();
        written.forEach((home, allowance) ->
                grants.add(new Allowances.Grant(tenant, home, allowance, drawing.getOrDefault(home, List.of()))));
        return grants;
    }

    /** Null where none lies around it: no request of this tenant is decided there. */
    private static @Nullable Jurisdiction home(Jurisdiction each, Collection<Jurisdiction> homes) {
        Jurisdiction narrowest = null;
        for (Jurisdiction home : homes) {
            if (home.name().equals(each.name())) {
                return home;
            }
            boolean around = home.boundary().contains(each.boundary());
            if (around && (narrowest == null || home.boundary().isNarrowerThan(narrowest.boundary()))) {
                narrowest = home;
            }
        }
        return narrowest;
    }

    /** The tenant's jurisdictions that are declared, in the order in which they are written. */
    private Map<String, Jurisdiction> homes(@Nullable Node node) {
        List<Node> names =
                node instanceof Node.Sequence sequence ? sequence.items() : node == null ? List.of() : List.of(node);
        Map<String, Jurisdiction> homes = new LinkedHashMap<>();
        for (Node name : names) {
            Jurisdiction home = name instanceof Node.Scalar scalar ? jurisdictions.get(scalar.text()) : null;
            if (home != null) {
                homes.put(home.name(), home);
            }
        }
        return homes;
    }

    private static @Nullable Node child(@Nullable Node node, String key) {
        for (Node.Entry entry : Section.silently(node)) {
            if (entry.name().equals(key)) {
                return entry.value();
            }
        }
        return null;
    }
}
