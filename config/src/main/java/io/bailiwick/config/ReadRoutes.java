package io.bailiwick.config;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.RouteOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code routes}. */
final class ReadRoutes {

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/@+-]{0,127}");

    private final Findings findings;
    private final Typing typing;
    private final Declared<Jurisdiction> jurisdictions;
    private final Declared<EndpointDraft> endpoints;

    ReadRoutes(
            Findings findings, Typing typing, Declared<Jurisdiction> jurisdictions, Declared<EndpointDraft> endpoints) {
        this.findings = findings;
        this.typing = typing;
        this.jurisdictions = jurisdictions;
        this.endpoints = endpoints;
    }

    List<Route> of(@Nullable Node node) {
        List<Route> routes = new ArrayList<>();
        ReadRouteOptions options = new ReadRouteOptions(findings, typing, Section.names(node));
        for (Node.Entry entry : Section.entries(findings, "routes", node)) {
            if (NAME.matcher(entry.name()).matches()) {
                routes.add(one(entry, options));
            } else {
                findings.problem(entry.key(), "route", "a model name of letters, digits and ._:/@+-");
            }
        }
        return routes;
    }

    private Route one(Node.Entry entry, ReadRouteOptions readOptions) {
        Map<String, Pool> pools = new LinkedHashMap<>();
        Set<String> members = new LinkedHashSet<>();
        Node options = null;
        int written = 0;
        for (Node.Entry part : Section.entries(findings, "routes." + entry.name(), entry.value())) {
            if (part.name().equals("options")) {
                options = part.value();
                continue;
            }
            written++;
            Jurisdiction jurisdiction = jurisdictions.find(part.key(), findings);
            ReadPool read = new ReadPool(findings, typing, endpoints, entry.name(), part.name());
            Pool pool = read.of(part.value(), jurisdiction);
            members.addAll(read.members());
            if (pool != null) {
                pools.put(part.name(), pool);
            }
        }
        if (written == 0) {
            findings.problem(
                    entry.key().mark(),
                    "routes." + entry.name() + " has no pool (expected: JURISDICTION: " + ReadPool.EXPECTED + ")");
        }
        RouteOptions read = readOptions.of(entry.name(), options, members);
        return new Route(entry.name(), read, pools);
    }
}
