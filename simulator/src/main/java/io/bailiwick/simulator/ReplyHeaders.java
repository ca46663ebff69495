package io.bailiwick.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The headers that providers put on every reply. */
final class ReplyHeaders {
    private ReplyHeaders() {}

    static List<Header> of(Reply reply, Personality personality, String id, Instant now) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC))));
        if (reply.api().anthropic()) {
            headers.add(new Header("request-id", "req_" + id));
            headers.add(new Header("anthropic-organization-id", "00000000-0000-4000-8000-000000000000"));
            headers.add(new Header("anthropic-ratelimit-requests-limit", "1000"));
            headers.add(new Header("anthropic-ratelimit-requests-remaining", "999"));
            headers.add(new Header(
                    "anthropic-ratelimit-requests-reset", now.plusSeconds(1).toString()));
        } else if (personality.framing() == Framing.MISTRAL) {
            headers.add(new Header("mistral-correlation-id", id));
            headers.add(new Header("x-kong-request-id", id));
            headers.add(new Header("x-ratelimit-remaining-req-minute", "59"));
            headers.add(new Header("x-ratelimit-limit-req-minute", "60"));
        } else if (personality.framing() == Framing.AZURE) {
            headers.add(new Header("x-request-id", "req_" + id));
            headers.add(new Header("apim-request-id", "apim_" + id));
            headers.add(new Header("x-ms-region", "Sweden Central"));
            headers.add(new Header("x-ms-deployment-name", "simulated"));
            headers.add(new Header("x-ms-rai-invoked", "true"));
            headers.add(new Header("azureml-model-session", "d001-20261127000000"));
            headers.add(new Header("x-ratelimit-remaining-requests", "999"));
            headers.add(new Header("x-ratelimit-limit-requests", "1000"));
        } else {
            headers.add(new Header("x-request-id", "req_" + id));
            headers.add(new Header("openai-organization", "simulated"));
            headers.add(new Header("openai-processing-ms", "1"));
            headers.add(new Header("openai-version", "2020-10-01"));
            headers.add(new Header("x-ratelimit-limit-requests", "10000"));
            headers.add(new Header("x-ratelimit-remaining-requests", "9999"));
            headers.add(new Header("x-ratelimit-reset-requests", "6ms"));
        }
        return headers;
    }
}
