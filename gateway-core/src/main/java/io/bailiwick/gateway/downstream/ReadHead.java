package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.spine.InboundHead;
import io.bailiwick.identity.ClientCertificate;
import io.bailiwick.identity.Presented;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Dialect;
import io.bailiwick.providers.HeaderRules;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes from a head what the gateway acts on, and nothing else. */
final class ReadHead {

    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}");
    private static final String BEARER = "bearer ";

    private ReadHead() {}

    static InboundHead of(
            HttpRequest request, @Nullable InetAddress peer, @Nullable ClientCertificate certificate, long nowNanos) {
        HttpHeaders headers = request.headers();
        String target = request.uri();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        Api api = Api.ofPath(path);
        Dialect dialect = api != null
                ? api.dialect()
                : headers.contains("anthropic-version") ? Dialect.ANTHROPIC : Dialect.OPENAI;
        return new InboundHead(
                request.method().name(),
                path,
                dialect,
                api,
                new Presented(
                        bearer(headers.get(HttpHeaderNames.AUTHORIZATION)),
                        present(headers.get("x-api-key")),
                        certificate,
                        peer,
                        headers.get(HttpHeaderNames.HOST),
                        headers::getAll),
                present(headers.get("bailiwick-jurisdiction")),
                session(headers.get("bailiwick-session")),
                present(headers.get("bailiwick-prompt")),
                headers.get("traceparent"),
                forwarded(headers, dialect),
                betas(headers),
                request.protocolVersion().equals(HttpVersion.HTTP_1_1),
                nowNanos);
    }

    /** For a request whose head cannot be trusted: nothing of it is taken but the form of the answer. */
    static InboundHead untrusted(HttpRequest request, long nowNanos) {
        Api api = request.decoderResult().isFailure() ? null : Api.ofPath(request.uri());
        boolean anthropic =
                api == null ? request.headers().contains("anthropic-version") : api.dialect() == Dialect.ANTHROPIC;
        return new InboundHead(
                request.decoderResult().isFailure()
                        ? "unknown"
                        : request.method().name(),
                "unknown",
                anthropic ? Dialect.ANTHROPIC : Dialect.OPENAI,
                null,
                new Presented(null, null, null, null, null, Presented.Headers.NONE),
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                true,
                nowNanos);
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization == null ? null : "";
        }
        return authorization.substring(BEARER.length()).trim();
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null ? null : value.trim();
    }

    /** A session that is no plain identifier is dropped: it would be written to logs. */
    private static @Nullable String session(@Nullable String value) {
        return value != null && SESSION.matcher(value).matches() ? value : null;
    }

    private static Map<String, String> forwarded(HttpHeaders headers, Dialect dialect) {
        Map<String, String> forwarded = new HashMap<>();
        boolean someForThisHop = headers.contains(HttpHeaderNames.CONNECTION);
        for (String name : HeaderRules.requestAllowed(dialect)) {
            String value = headers.get(name);
            boolean forThisHop = someForThisHop && headers.containsValue(HttpHeaderNames.CONNECTION, name, true);
            if (value != null && !forThisHop) {
                forwarded.put(name, value);
            }
        }
        return forwarded;
    }

    private static List<String> betas(HttpHeaders headers) {
        if (!headers.contains("anthropic-beta")) {
            return List.of();
        }
        List<String> betas = new ArrayList<>();
        for (String line : headers.getAll("anthropic-beta")) {
            for (String beta : line.split(",", -1)) {
                betas.add(beta.trim());
            }
        }
        return betas;
    }
}
