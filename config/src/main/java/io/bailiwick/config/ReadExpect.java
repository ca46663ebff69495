package io.bailiwick.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code expect}. */
final class ReadExpect {

    private final Findings findings;
    private final Typing typing;
    private final Set<String> routes;

    ReadExpect(Findings findings, Typing typing, Set<String> routes) {
        this.findings = findings;
        this.typing = typing;
        this.routes = routes;
    }

    Expectations of(@Nullable Node node) {
        if (node == null) {
            return Expectations.NONE;
        }
        Section section = Section.of(findings, "expect", node.mark(), node, "models", "prompts");
        for (Node.Entry entry : Section.silently(section.get("models"))) {
            if (!routes.contains(entry.name())) {
                findings.unknown(entry.key(), "route", routes);
            }
        }
        return new Expectations(
                versions(section.get("models"), "expect.models"), versions(section.get("prompts"), "expect.prompts"));
    }

    private Map<String, Set<String>> versions(@Nullable Node node, String path) {
        Map<String, Set<String>> versions = new LinkedHashMap<>();
        for (Node.Entry entry : Section.entries(findings, path, node)) {
            Set<String> names = new LinkedHashSet<>();
            String what = path + "." + Quoted.of(entry.name());
            for (Node.Scalar version : typing.scalars(entry.value(), what, "a list of versions")) {
                names.add(version.text());
            }
            versions.put(entry.name(), names);
        }
        return versions;
    }
}
