package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.InferenceRequest;
import java.util.function.Function;

/** How one request is said to one endpoint. */
sealed interface Wording {

    <T> T match(Function<AsItIs, T> asItIs, Function<Translated, T> translated, Function<CannotBeSaid, T> cannotBeSaid);

    /** The API by which the endpoint is asked. */
    Api api();

    /** In the client's own bytes, but for the edits. */
    record AsItIs(Api api) implements Wording {
        @Override
        public <T> T match(
                Function<AsItIs, T> asItIs,
                Function<Translated, T> translated,
                Function<CannotBeSaid, T> cannotBeSaid) {
            return asItIs.apply(this);
        }
    }

    /** In the endpoint's dialect: the whole body, and what the gate read in it. */
    record Translated(Api api, byte[] body, InferenceRequest judged) implements Wording {
        @Override
        public <T> T match(
                Function<AsItIs, T> asItIs,
                Function<Translated, T> translated,
                Function<CannotBeSaid, T> cannotBeSaid) {
            return translated.apply(this);
        }
    }

    /** Not at all; {@code reason} is the candidate's reason for being passed over. */
    record CannotBeSaid(String reason) implements Wording {
        @Override
        public Api api() {
            throw new IllegalStateException("whoever cannot be asked has no attempt: " + reason);
        }

        @Override
        public <T> T match(
                Function<AsItIs, T> asItIs,
                Function<Translated, T> translated,
                Function<CannotBeSaid, T> cannotBeSaid) {
            return cannotBeSaid.apply(this);
        }
    }
}
