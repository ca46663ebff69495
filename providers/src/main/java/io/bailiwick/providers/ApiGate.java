package io.bailiwick.providers;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gate of one API: what is not named here is not known to stay inside. */
record ApiGate(Verdict whole, Map<String, FieldRule> fields, Set<String> roles, TypeTable content, TypeTable tools) {

    ApiGate {
        fields = Map.copyOf(fields);
        roles = Set.copyOf(roles);
    }

    /**
     * The types of one kind; the dotted paths whose values some of them judge, those of one key once more, and the first
     * keys of those that go deeper.
     */
    record TypeTable(
            String kind, Map<String, TypeRule> rules, Set<String> watched, KeyTexts watchedKeys, KeyTexts opened) {

        TypeTable {
            rules = Map.copyOf(rules);
            watched = Set.copyOf(watched);
        }

        static TypeTable of(String kind, Map<String, TypeRule> rules) {
            Set<String> watched = rules.values().stream()
                    .flatMap(rule -> Stream.concat(
                            rule.fields().stream().map(TypeRule.Field::path),
                            rule.absent().stream().map(TypeRule.Absence::path)))
                    .collect(Collectors.toUnmodifiableSet());
            Set<String> opened = watched.stream()
                    .filter(path -> path.indexOf('.') >= 0)
                    .map(path -> path.substring(0, path.indexOf('.')))
                    .collect(Collectors.toUnmodifiableSet());
            return new TypeTable(kind, rules, watched, new KeyTexts(watched), new KeyTexts(opened));
        }
    }
}
