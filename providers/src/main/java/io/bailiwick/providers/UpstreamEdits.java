package io.bailiwick.providers;

import org.jspecify.annotations.Nullable;

/**
 * What is changed in a body before it goes upstream: the model's name, {@code inference_geo} where it is given and the
 * API is Anthropic Messages, and {@code store: false} where Responses leaves {@code store} out and it is forbidden.
 */
public record UpstreamEdits(String model, @Nullable String inferenceGeo, boolean forbidStore) {

    public UpstreamEdits {
        if (model.isEmpty()) {
            throw new IllegalArgumentException("an upstream model has a name");
        }
    }
}
