package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.InferenceReader;
import io.bailiwick.providers.InferenceRequest;

/** Step 4: what is asked. Only now may user text enter this process. */
final class ReadInference {

    private final InferenceReader reader;

    ReadInference(InferenceReader reader) {
        this.reader = reader;
    }

    InferenceRequest of(Api api, byte[] body, InboundHead head) {
        InferenceRequest asked = reader.read(api, body).match(request -> request, malformed -> {
            RefusalCode code = malformed.overLimit() ? RefusalCode.REQUEST_TOO_LARGE : RefusalCode.MALFORMED_REQUEST;
            throw new RefusedException(Refusal.of(code, malformed.message(), malformed.param()));
        });
        if (asked.stream() && !head.chunkable()) {
            throw new RefusedException(Refusal.of(RefusalCode.MALFORMED_REQUEST, "a stream needs HTTP/1.1", "stream"));
        }
        return asked;
    }
}
