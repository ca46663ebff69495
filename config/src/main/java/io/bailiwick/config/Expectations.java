package io.bailiwick.config;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The versions that an operator expects: models by route, prompts by name; only these become labels. */
public record Expectations(Map<String, Set<String>> models, Map<String, Set<String>> prompts) {

    public static final Expectations NONE = new Expectations(Map.of(), Map.of());

    public Expectations {
        models = frozen(models);
        prompts = frozen(prompts);
    }

    private static Map<String, Set<String>> frozen(Map<String, Set<String>> versions) {
        return Collections.unmodifiableMap(versions.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> Set.copyOf(each.getValue()), (one, other) -> one, TreeMap::new)));
    }
}
