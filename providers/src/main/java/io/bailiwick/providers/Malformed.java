package io.bailiwick.providers;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A body that is not served; {@code param} is the path of the offending value, if one is to blame. */
public record Malformed(String message, @Nullable String param) implements Reading {

    @Override
    public <T> T match(Function<InferenceRequest, T> request, Function<Malformed, T> malformed) {
        return malformed.apply(this);
    }
}
