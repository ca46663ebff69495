package io.bailiwick.gateway.spine;

import io.bailiwick.config.Upstream;
import io.bailiwick.gateway.upstream.PermittedRequest;
import io.bailiwick.providers.Dialect;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.UpstreamEdits;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RouteOptions;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;

/** Step 8: what goes to this very endpoint. Inside the attempt, for model, parameters and credential differ per endpoint. */
final class SpeakProvider {

    private SpeakProvider() {}

    static PermittedRequest of(
            Exchange exchange, Candidate candidate, Upstream upstream, RouteOptions.Timeouts timeouts, String spanId) {
        InferenceRequest asked = exchange.asked();
        boolean home =
                candidate.endpoint().name().equals(exchange.route().options().state());
        byte[] body =
                asked.bodyFor(new UpstreamEdits(candidate.model(), upstream.inferenceGeo(candidate.model()), !home));
        return new PermittedRequest(
                exchange.permitted(),
                candidate,
                upstream,
                HttpMethod.POST,
                candidate.endpoint().url().getRawPath() + asked.api().upstreamPath(),
                headers(exchange, upstream, asked, spanId),
                body,
                timeouts.connect());
    }

    /** An allow-list: nothing of the client's that is not named here leaves. */
    private static HttpHeaders headers(Exchange exchange, Upstream upstream, InferenceRequest asked, String spanId) {
        HttpHeaders headers = new DefaultHttpHeaders();
        exchange.head.forwarded().forEach(headers::set);
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
        headers.set("traceparent", exchange.trace.traceparent(spanId, exchange.sampled()));
        if (asked.api().dialect() == Dialect.ANTHROPIC) {
            List<String> betas = exchange.head.anthropicBeta().stream()
                    .filter(upstream.anthropicBeta()::contains)
                    .toList();
            if (!betas.isEmpty()) {
                headers.set("anthropic-beta", String.join(",", betas));
            }
        }
        return headers;
    }
}
