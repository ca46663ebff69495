package io.bailiwick.providers;

import org.jspecify.annotations.Nullable;

/** What one reply said of itself; null is unknown. {@code error} is whether it is, or ended in, an error. */
public record ReplyFacts(
        @Nullable String id,
        @Nullable String model,
        @Nullable String fingerprint,
        @Nullable String inferenceGeo,
        Usage usage,
        boolean error) {}
