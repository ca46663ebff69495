package io.bailiwick.report;

import org.jspecify.annotations.Nullable;

/** The token counts of one exchange; null is unknown, never zero. Input includes what the cache gave and took. */
record Tokens(
        @Nullable Long input,
        @Nullable Long output,
        @Nullable Long cacheRead,
        @Nullable Long cacheWrite,
        @Nullable Long reasoning) {

    static final Tokens UNKNOWN = new Tokens(null, null, null, null, null);

    boolean uncounted() {
        return input == null && output == null;
    }
}
