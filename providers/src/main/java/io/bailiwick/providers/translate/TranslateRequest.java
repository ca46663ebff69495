package io.bailiwick.providers.translate;

import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.JsonLimits;

/** Says a client's request in another dialect, or says which field cannot be said. */
public final class TranslateRequest {

    private final JsonLimits limits;

    public TranslateRequest(JsonLimits limits) {
        this.limits = limits;
    }

    /** Pure; {@code target} speaks another API than the client, or another chat than OpenAI's. */
    public Translation of(InferenceRequest asked, Target target) {
        return asked.bodyBytes() > limits.stringChars()
                ? new Translation.NotCarried("body")
                : new Translation.NotCarried("model");
    }
}
