package io.bailiwick.providers;

import org.jspecify.annotations.Nullable;

/**
 * Token counts as a reply gave them; null is unknown, never zero. {@code input} includes what was read from and written
 * to the cache, whatever the provider's own way of counting is.
 */
public record Usage(
        @Nullable Long input,
        @Nullable Long output,
        @Nullable Long cacheRead,
        @Nullable Long cacheWrite,
        @Nullable Long reasoning) {

    public static final Usage UNKNOWN = new Usage(null, null, null, null, null);

    /** What {@code later} says, and where it is silent, what this said. */
    public Usage merged(Usage later) {
        return new Usage(
                later.input == null ? input : later.input,
                later.output == null ? output : later.output,
                later.cacheRead == null ? cacheRead : later.cacheRead,
                later.cacheWrite == null ? cacheWrite : later.cacheWrite,
                later.reasoning == null ? reasoning : later.reasoning);
    }
}
