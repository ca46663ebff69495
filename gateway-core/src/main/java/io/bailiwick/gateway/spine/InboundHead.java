package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.Dialect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's head after framing was found sound: only what the gateway acts on, without what shows who sent it.
 *
 * @param dialect how refusals are written
 * @param api the listed call; null for a list of models or a path that is not listed
 * @param forwarded the headers that may go upstream, by lower-case name
 * @param anthropicBeta every value of {@code anthropic-beta}
 * @param chunkable whether the client understands a reply of unknown length (HTTP/1.1)
 */
public record InboundHead(
        String method,
        String path,
        Dialect dialect,
        @Nullable Api api,
        @Nullable String askedJurisdiction,
        @Nullable String session,
        @Nullable String prompt,
        @Nullable String traceparent,
        Map<String, String> forwarded,
        List<String> anthropicBeta,
        boolean chunkable,
        long acceptedNanos) {

    public InboundHead {
        forwarded = Map.copyOf(forwarded);
        anthropicBeta = List.copyOf(anthropicBeta);
    }

    /** {@code GET /v1/models} or {@code GET /v1/models/{id}}. */
    public boolean isModels() {
        return method.equals("GET") && (path.equals("/v1/models") || path.startsWith("/v1/models/"));
    }
}
