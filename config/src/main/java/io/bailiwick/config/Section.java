package io.bailiwick.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping whose keys the grammar names; keys that it does not name are problems. */
final class Section {

    private final Findings findings;
    private final String path;
    private final Node.Mark mark;
    private final boolean readable;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Section(Findings findings, String path, Node.Mark mark, boolean readable) {
        this.findings = findings;
        this.readable = readable;
        this.path = path;
        this.mark = mark;
    }

    /** Of {@code node}, which may have been left out; a section that is no mapping is empty and a problem. */
    static Section of(Findings findings, String path, Node.Mark mark, @Nullable Node node, String... keys) {
        Section section = new Section(
                findings, path, node == null ? mark : node.mark(), node == null || node instanceof Node.Mapping);
        if (node == null) {
            return section;
        }
        for (Node.Entry entry : entries(findings, path, node)) {
            if (List.of(keys).contains(entry.name())) {
                section.values.put(entry.name(), entry.value());
            } else {
                findings.unknown(entry.key(), path.isEmpty() ? "key" : "key of " + path, List.of(keys));
            }
        }
        return section;
    }

    /** The entries of a mapping whose keys the operator chooses; none where {@code node} was left out. */
    static List<Node.Entry> entries(Findings findings, String path, @Nullable Node node) {
        if (node == null) {
            return List.of();
        }
        return node.match(
                scalar -> notAMapping(findings, path, node),
                sequence -> notAMapping(findings, path, node),
                Node.Mapping::entries);
    }

    /** As {@link #entries}, where somebody else says that it is no mapping. */
    static List<Node.Entry> silently(@Nullable Node node) {
        return node instanceof Node.Mapping mapping ? mapping.entries() : List.of();
    }

    /** The keys of a mapping; none of anything else. */
    static Set<String> names(@Nullable Node node) {
        Set<String> names = new LinkedHashSet<>();
        silently(node).forEach(entry -> names.add(entry.name()));
        return names;
    }

    private static List<Node.Entry> notAMapping(Findings findings, String path, Node node) {
        // A key that is written in place of a tenant or an endpoint is not repeated.
        String found = node instanceof Node.Scalar scalar ? scalar.unrepeated().described() : node.described();
        findings.problem(node.mark(), path + ": found " + found + " (expected: a mapping)");
        return new ArrayList<>();
    }

    @Nullable
    Node get(String key) {
        return values.get(key);
    }

    /** As {@link #get}, and a problem where it is left out of a section that could be read. */
    @Nullable
    Node required(String key, String expected) {
        Node node = values.get(key);
        if (node == null && readable) {
            findings.problem(
                    mark, (path.isEmpty() ? "the policy" : path) + " has no " + key + " (expected: " + expected + ")");
        }
        return node;
    }

    /** Where {@code key} is written, else where the section begins. */
    Node.Mark markOf(String key) {
        Node node = values.get(key);
        return node == null ? mark : node.mark();
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Node.Mark mark() {
        return mark;
    }
}
