package io.bailiwick.providers;

import java.util.Map;
import java.util.Set;

/**
 * How the gate's data judges one tool type or content type. {@code fields} are dotted paths whose values matter,
 * {@code absent} the paths that matter when they are missing, {@code quoted} the keys that hold somebody's words and
 * not something to fetch.
 */
record TypeRule(
        Verdict verdict, Map<String, FieldRule.ByValue> fields, Map<String, Verdict> absent, Set<String> quoted) {

    TypeRule {
        fields = Map.copyOf(fields);
        absent = Map.copyOf(absent);
        quoted = Set.copyOf(quoted);
    }

    static TypeRule plain(Verdict verdict) {
        return new TypeRule(verdict, Map.of(), Map.of(), Set.of());
    }
}
