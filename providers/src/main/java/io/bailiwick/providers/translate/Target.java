package io.bailiwick.providers.translate;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.Provider;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint wants to be spoken to; {@code inferenceGeo} is the boundary's word for Anthropic, {@code mostOutput}
 * the longest reply that its model gives, in tokens.
 */
public record Target(
        Api api,
        Provider provider,
        String model,
        @Nullable String inferenceGeo,
        @Nullable Long mostOutput) {

    public Target {
        if (model.isEmpty()) {
            throw new IllegalArgumentException("an upstream model has a name");
        }
        if (mostOutput != null && mostOutput < 1) {
            throw new IllegalArgumentException("the longest reply has at least one token");
        }
    }
}
