package io.bailiwick.providers;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A body that is not served.
 *
 * @param param the path of the offending value, if one is to blame
 * @param overLimit whether it may be well-formed, and is more than this process reads
 */
public record Malformed(String message, @Nullable String param, boolean overLimit) implements Reading {

    public Malformed(String message, @Nullable String param) {
        this(message, param, false);
    }

    @Override
    public <T> T match(Function<InferenceRequest, T> request, Function<Malformed, T> malformed) {
        return malformed.apply(this);
    }
}
