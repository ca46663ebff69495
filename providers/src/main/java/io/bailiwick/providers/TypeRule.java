package io.bailiwick.providers;

import java.util.List;
import java.util.Set;

/**
 * How the gate's data judges one tool type or content type. {@code fields} are dotted paths whose values matter,
 * {@code absent} the paths that matter when they are missing, {@code quoted} the keys that hold somebody's words and
 * not something to fetch.
 */
record TypeRule(Verdict verdict, List<Field> fields, List<Absence> absent, Set<String> quoted) {

    /** What the values at a dotted path mean. */
    record Field(String path, FieldRule.ByValue values) {}

    /** What it means that nothing stands at a dotted path. */
    record Absence(String path, Verdict verdict) {}

    TypeRule {
        fields = List.copyOf(fields);
        absent = List.copyOf(absent);
        quoted = Set.copyOf(quoted);
    }

    static TypeRule plain(Verdict verdict) {
        return new TypeRule(verdict, List.of(), List.of(), Set.of());
    }
}
