package io.bailiwick.config;

import io.bailiwick.routing.RetryOn;
import io.bailiwick.routing.RouteOptions;
import io.bailiwick.routing.RouteOptions.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the {@code options} of routes; every name that a client may send belongs to one route. */
final class ReadRouteOptions {

    private static final String EXHAUSTED = "fail, or { wait: 2s }";

    /** Stands where what is written is a problem already. */
    private static final Duration SOMETIME = Duration.ofSeconds(1);

    private final Findings findings;
    private final Typing typing;
    private final Map<String, String> owners = new HashMap<>();

    ReadRouteOptions(Findings findings, Typing typing, Collection<String> routes) {
        this.findings = findings;
        this.typing = typing;
        routes.forEach(route -> owners.put(route, route));
    }

    /** {@code members} are the endpoints of the route's pools. */
    RouteOptions of(String route, @Nullable Node node, Set<String> members) {
        if (node == null) {
            return RouteOptions.DEFAULT;
        }
        String path = "routes." + route + ".options";
        Section section = Section.of(
                findings, path, node.mark(), node, "aliases", "attempts", "retry-on", "timeouts", "exhausted", "state");
        return new RouteOptions(
                aliases(section, route),
                typing.integer(section.get("attempts"), path + ".attempts", 1, 3, RouteOptions.DEFAULT.attempts()),
                retryOn(section),
                timeouts(section.get("timeouts"), path + ".timeouts"),
                exhausted(section),
                state(section, members));
    }

    private List<String> aliases(Section section, String route) {
        List<String> aliases = new ArrayList<>();
        for (Node.Scalar alias : typing.scalars(section.get("aliases"), section.path("aliases"), "a list of names")) {
            String owner = owners.get(alias.text());
            if (!ReadRoutes.NAME.matcher(alias.text()).matches()) {
                findings.problem(alias, section.path("aliases"), "a model name of letters, digits and ._:/@+-");
            } else if (owner != null) {
                findings.problem(
                        alias.mark(),
                        "alias " + alias.described() + " is a name of route '" + owner
                                + "' already (expected: one route for one name)");
            } else {
                owners.put(alias.text(), route);
                aliases.add(alias.text());
            }
        }
        return aliases;
    }

    private Set<RetryOn> retryOn(Section section) {
        Node node = section.get("retry-on");
        if (node == null) {
            return RetryOn.ALL;
        }
        Map<String, RetryOn> known =
                Arrays.stream(RetryOn.values()).collect(Collectors.toMap(RetryOn::word, way -> way));
        Set<RetryOn> ways = EnumSet.noneOf(RetryOn.class);
        if (node instanceof Node.Sequence none && none.items().isEmpty()) {
            return ways;
        }
        for (Node.Scalar word : typing.scalars(node, section.path("retry-on"), "a list of " + known.keySet())) {
            RetryOn way = known.get(word.text());
            if (way == null) {
                findings.unknown(word, "failure", known.keySet());
            } else {
                ways.add(way);
            }
        }
        return ways;
    }

    private Timeouts timeouts(@Nullable Node node, String path) {
        if (node == null) {
            return Timeouts.DEFAULT;
        }
        Section section =
                Section.of(findings, path, node.mark(), node, "connect", "first-event", "between-events", "request");
        Timeouts usual = Timeouts.DEFAULT;
        return new Timeouts(
                typing.duration(section.get("connect"), path + ".connect", usual.connect()),
                typing.duration(section.get("first-event"), path + ".first-event", usual.firstEvent()),
                typing.duration(section.get("between-events"), path + ".between-events", usual.betweenEvents()),
                typing.duration(section.get("request"), path + ".request", usual.request()));
    }

    /** {@code fail}, or a mapping that says how long to wait. */
    private @Nullable Duration exhausted(Section section) {
        Node node = section.get("exhausted");
        String path = section.path("exhausted");
        if (node instanceof Node.Mapping) {
            Section wait = Section.of(findings, path, node.mark(), node, "wait");
            return typing.duration(wait.required("wait", "how long to wait, such as 2s"), path + ".wait", SOMETIME);
        }
        Node.Scalar word = typing.scalar(node, path, EXHAUSTED);
        if (word != null && !word.text().equals("fail")) {
            findings.problem(word, path, EXHAUSTED);
        }
        return null;
    }

    private @Nullable String state(Section section, Set<String> members) {
        Node.Scalar name = typing.scalar(section.get("state"), section.path("state"), "an endpoint of this route");
        if (name != null && !members.contains(name.text())) {
            findings.unknown(name, "endpoint of this route's pools", members);
            return null;
        }
        return name == null ? null : name.text();
    }
}
