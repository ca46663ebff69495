package io.bailiwick.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many processes serve a jurisdiction beside each other, this one included: each grants its share of an allowance.
 *
 * @param stated whether the operator said so, or nobody did
 * @param others of the jurisdictions that are not named
 */
public record Replicas(boolean stated, int others, Map<String, Integer> byJurisdiction) {

    public static final Replicas UNSTATED = new Replicas(false, 1, Map.of());

    public Replicas {
        byJurisdiction = Collections.unmodifiableMap(new TreeMap<>(byJurisdiction));
        if (others < 1 || byJurisdiction.values().stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("replicas of " + others + " and " + byJurisdiction);
        }
    }

    public int of(String jurisdiction) {
        return byJurisdiction.getOrDefault(jurisdiction, others);
    }
}
