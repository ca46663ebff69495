package io.bailiwick.identity.allowance;

import org.jspecify.annotations.Nullable;

/** What a tenant may ask for in a minute; null is no limit of that kind. */
public record Allowance(
        @Nullable Long requestsPerMinute, @Nullable Long tokensPerMinute) {

    public Allowance {
        if (requestsPerMinute == null && tokensPerMinute == null) {
            throw new IllegalArgumentException("an allowance limits requests, tokens, or both");
        }
        if (isBelowOne(requestsPerMinute) || isBelowOne(tokensPerMinute)) {
            throw new IllegalArgumentException(
                    "an allowance of " + requestsPerMinute + " requests and " + tokensPerMinute + " tokens");
        }
    }

    /** What one of that many processes grants; rounded down, so that all of them together never grant more. */
    public Allowance sharedBy(int processes) {
        return processes == 1
                ? this
                : new Allowance(share(requestsPerMinute, processes), share(tokensPerMinute, processes));
    }

    /** Whether each of that many processes has something to grant. */
    public boolean isEnoughFor(int processes) {
        return !isBelowOne(share(requestsPerMinute, processes)) && !isBelowOne(share(tokensPerMinute, processes));
    }

    private static @Nullable Long share(@Nullable Long whole, int processes) {
        return whole == null ? null : Long.valueOf(whole / processes);
    }

    private static boolean isBelowOne(@Nullable Long limit) {
        return limit != null && limit < 1;
    }
}
