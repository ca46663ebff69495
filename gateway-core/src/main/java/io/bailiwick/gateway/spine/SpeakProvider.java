package io.bailiwick.gateway.spine;

import io.bailiwick.config.Upstream;
import io.bailiwick.gateway.upstream.PermittedRequest;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Dialect;
import io.bailiwick.providers.HeaderRules;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.UpstreamEdits;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RouteOptions;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import java.util.List;

/** Step 8: what goes to this very endpoint. Inside the attempt, for model, parameters and credential differ per endpoint. */
final class SpeakProvider {

    private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");

    private SpeakProvider() {}

    static PermittedRequest of(
            Exchange exchange,
            Candidate candidate,
            Wording wording,
            Upstream upstream,
            RouteOptions.Timeouts timeouts,
            String spanId) {
        InferenceRequest asked = exchange.asked();
        boolean home =
                candidate.endpoint().name().equals(exchange.route().options().state());
        byte[] body = wording.match(
                asItIs -> asked.bodyFor(
                        new UpstreamEdits(candidate.model(), upstream.inferenceGeo(candidate.model()), !home)),
                Wording.Translated::body,
                none -> {
                    throw new IllegalStateException("whoever cannot be asked has no attempt: " + none.reason());
                });
        Api api = wording.api();
        return new PermittedRequest(
                exchange.permitted(),
                candidate,
                upstream,
                HttpMethod.POST,
                upstream.path(api, candidate.model()),
                headers(exchange, upstream, api, spanId),
                body,
                timeouts.connect());
    }

    /** An allow-list: nothing of the client's that is not named here leaves. */
    private static HttpHeaders headers(Exchange exchange, Upstream upstream, Api api, String spanId) {
        HttpHeaders headers = new DefaultHttpHeaders();
        Dialect spoken = api.dialect();
        Dialect clients = exchange.asked().api().dialect();
        exchange.head.forwarded().forEach((name, value) -> {
            if (spoken == clients || HeaderRules.requestAllowed(spoken).contains(name)) {
                headers.set(name, value);
            }
        });
        if (spoken == Dialect.ANTHROPIC && spoken != clients) {
            headers.set("anthropic-version", HeaderRules.ANTHROPIC_VERSION);
        }
        upstream.manner().headers().forEach(headers::set);
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
        headers.set(TRACEPARENT, exchange.trace.traceparent(spanId, exchange.sampled()));
        if (spoken == Dialect.ANTHROPIC && spoken == clients) {
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
