package io.bailiwick.simulator;

import java.time.Duration;

/** How long a provider thinks before its first token, and between two of them. */
public record Latency(Duration firstToken, Duration betweenTokens) {

    /** Answers at once. */
    public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

    public Latency {
        if (firstToken.isNegative() || betweenTokens.isNegative()) {
            throw new IllegalArgumentException("latency cannot be negative");
        }
    }

    Duration whole(int tokens) {
        return firstToken.plus(betweenTokens.multipliedBy(Math.max(0, tokens - 1)));
    }
}
