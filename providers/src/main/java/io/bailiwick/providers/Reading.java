package io.bailiwick.providers;

import java.util.function.Function;

/** What a client's body turned out to be. */
public sealed interface Reading permits InferenceRequest, Malformed {

    <T> T match(Function<InferenceRequest, T> request, Function<Malformed, T> malformed);
}
