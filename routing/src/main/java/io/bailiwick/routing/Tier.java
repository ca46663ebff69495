package io.bailiwick.routing;

import java.util.List;

/** Candidates that share the load by weight and are tried before the next tier. */
public record Tier(List<Weighted> members) {

    public Tier {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a tier needs at least one endpoint");
        }
    }

    /** A candidate and its share of the tier's load. */
    public record Weighted(Candidate candidate, int weight) {
        public Weighted {
            if (weight < 1) {
                throw new IllegalArgumentException(candidate + " has weight " + weight + " (expected: 1 or more)");
            }
        }
    }
}
