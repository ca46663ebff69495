package io.bailiwick.gateway.spine;

import io.bailiwick.config.Upstream;
import io.bailiwick.gateway.upstream.PermittedRequest;
import io.bailiwick.gateway.upstream.RequestHead;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Dialect;
import io.bailiwick.providers.HeaderRules;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.UpstreamEdits;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RouteOptions;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;

/** Step 8: what goes to this very endpoint. Inside the attempt, for model, parameters and credential differ per endpoint. */
final class SpeakProvider {

    /** Every body is JSON, whatever a client calls it. */
    private static final String CONTENT_TYPE = "content-type";

    private static final Passing[] OPENAI = passing(Dialect.OPENAI);
    private static final Passing[] ANTHROPIC = passing(Dialect.ANTHROPIC);
    private static final RequestHead.Text VERSION =
            RequestHead.Text.line("anthropic-version", HeaderRules.ANTHROPIC_VERSION);
    private static final RequestHead.Text BETA = RequestHead.Text.name("anthropic-beta");
    private static final RequestHead.Text TRACEPARENT = RequestHead.Text.line(CONTENT_TYPE, "application/json")
            .then(RequestHead.Text.line("accept-encoding", "identity"))
            .then(RequestHead.Text.name("traceparent"));

    private SpeakProvider() {}

    static PermittedRequest of(
            Exchange exchange,
            Candidate candidate,
            Wording wording,
            Upstream upstream,
            RouteOptions.Timeouts timeouts,
            long span) {
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
                headers(exchange, upstream, api, span),
                body,
                timeouts.connect());
    }

    /** An allow-list: nothing of the client's that is not named here leaves. */
    private static RequestHead headers(Exchange exchange, Upstream upstream, Api api, long span) {
        RequestHead headers = new RequestHead();
        Dialect spoken = api.dialect();
        Dialect clients = exchange.asked().api().dialect();
        for (Passing passing : spoken == Dialect.ANTHROPIC ? ANTHROPIC : OPENAI) {
            String value = exchange.head.forwarded().get(passing.name);
            if (value != null) {
                headers.add(passing.text, value);
            }
        }
        if (spoken == Dialect.ANTHROPIC && spoken != clients) {
            headers.add(VERSION);
        }
        if (!upstream.manner().headers().isEmpty()) {
            upstream.manner().headers().forEach((name, value) -> headers.add(RequestHead.Text.name(name), value));
        }
        headers.add(TRACEPARENT, exchange.trace.traceparent(span, exchange.sampled()));
        if (spoken == Dialect.ANTHROPIC && spoken == clients) {
            List<String> betas = exchange.head.anthropicBeta().stream()
                    .filter(upstream.anthropicBeta()::contains)
                    .toList();
            if (!betas.isEmpty()) {
                headers.add(BETA, String.join(",", betas));
            }
        }
        return headers;
    }

    /** Every header that passes as the client wrote it. */
    private static Passing[] passing(Dialect spoken) {
        return HeaderRules.requestAllowed(spoken).stream()
                .filter(name -> !name.equals(CONTENT_TYPE))
                .sorted()
                .map(name -> new Passing(name, RequestHead.Text.name(name)))
                .toArray(Passing[]::new);
    }

    private record Passing(String name, RequestHead.Text text) {}
}
