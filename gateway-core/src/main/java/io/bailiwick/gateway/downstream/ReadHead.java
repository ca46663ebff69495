package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.spine.InboundHead;
import io.bailiwick.identity.Presented;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Dialect;
import io.bailiwick.providers.HeaderRules;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes from a head what the gateway acts on, and nothing else. */
final class ReadHead {

    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}");

    /** Nearly everybody writes it so; it may stand there in any letters. */
    private static final String BEARER = "Bearer ";

    /** Every body goes on as JSON, whatever a client calls it. */
    private static final String CONTENT_TYPE = "content-type";

    private static final Map<String, String> ACCEPTS_JSON = Map.of("accept", "application/json");
    private static final Map<String, String> ACCEPTS_EVENTS = Map.of("accept", "text/event-stream");

    private static final Passing[] OPENAI = passing(Dialect.OPENAI);
    private static final Passing[] ANTHROPIC = passing(Dialect.ANTHROPIC);

    private ReadHead() {}

    static InboundHead of(HttpRequest request, KnownLines lines, long nowNanos) {
        HttpHeaders headers = request.headers();
        String target = request.uri();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        Api api = Api.ofPath(path);
        Dialect dialect = api != null
                ? api.dialect()
                : lines.has(KnownHeader.ANTHROPIC_VERSION) ? Dialect.ANTHROPIC : Dialect.OPENAI;
        return new InboundHead(
                request.method().name(),
                api == null ? path : api.path(), // one text for all who ask for it
                dialect,
                api,
                present(lines.get(KnownHeader.BAILIWICK_JURISDICTION)),
                session(lines.get(KnownHeader.BAILIWICK_SESSION)),
                present(lines.get(KnownHeader.BAILIWICK_PROMPT)),
                lines.get(KnownHeader.TRACEPARENT),
                forwarded(lines, headers, dialect),
                lines.has(KnownHeader.ANTHROPIC_BETA) ? betas(headers) : List.of(),
                request.protocolVersion().equals(HttpVersion.HTTP_1_1),
                nowNanos);
    }

    /** What shows who sent it: it can ask for all of the head, so nobody keeps it once that is known. */
    static Presented presented(HttpHeaders headers, KnownLines lines, ClientPeer peer) {
        return new Presented(
                bearer(lines.get(KnownHeader.AUTHORIZATION)),
                present(lines.get(KnownHeader.X_API_KEY)),
                peer.certificate(),
                peer.address(),
                lines.get(KnownHeader.HOST),
                headers::getAll);
    }

    /** For a request whose head cannot be trusted: nothing of it is taken but the form of the answer. */
    static InboundHead untrusted(HttpRequest request, long nowNanos) {
        Api api = Api.ofPath(request.uri());
        boolean anthropic =
                api == null ? request.headers().contains("anthropic-version") : api.dialect() == Dialect.ANTHROPIC;
        return new InboundHead(
                request.decoderResult().isFailure()
                        ? "unknown"
                        : request.method().name(),
                "unknown",
                anthropic ? Dialect.ANTHROPIC : Dialect.OPENAI,
                null,
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
        if (authorization == null) {
            return null;
        }
        boolean bearer =
                authorization.startsWith(BEARER) || authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? authorization.substring(BEARER.length()).trim() : "";
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null ? null : value.trim();
    }

    /** A session that is no plain identifier is dropped: it would be written to logs. */
    private static @Nullable String session(@Nullable String value) {
        return value != null && SESSION.matcher(value).matches() ? value : null;
    }

    private static Map<String, String> forwarded(KnownLines lines, HttpHeaders headers, Dialect dialect) {
        boolean someForThisHop = lines.has(KnownHeader.CONNECTION);
        Map<String, String> forwarded = Map.of();
        for (Passing each : dialect == Dialect.ANTHROPIC ? ANTHROPIC : OPENAI) {
            String value = lines.get(each.header);
            boolean forThisHop = someForThisHop && headers.containsValue(HttpHeaderNames.CONNECTION, each.name, true);
            if (value != null && !forThisHop) {
                forwarded = forwarded.isEmpty() ? alone(each, value) : with(forwarded, each.name, value);
            }
        }
        return forwarded;
    }

    /** Nearly all heads have one of two, and whoever streams has it for long. */
    private static Map<String, String> alone(Passing one, String value) {
        if (one.header == KnownHeader.ACCEPT && value.equals("application/json")) {
            return ACCEPTS_JSON;
        }
        return one.header == KnownHeader.ACCEPT && value.equals("text/event-stream")
                ? ACCEPTS_EVENTS
                : Map.of(one.name, value);
    }

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        Map<String, String> more = new HashMap<>(some);
        more.put(name, value);
        return more;
    }

    private static Passing[] passing(Dialect dialect) {
        return HeaderRules.requestAllowed(dialect).stream()
                .filter(name -> !name.equals(CONTENT_TYPE))
                .map(name -> new Passing(name, Objects.requireNonNull(KnownHeader.named(name), name)))
                .toArray(Passing[]::new);
    }

    private record Passing(String name, KnownHeader header) {}

    private static List<String> betas(HttpHeaders headers) {
        List<String> betas = new ArrayList<>();
        for (String line : headers.getAll("anthropic-beta")) {
            for (String beta : line.split(",", -1)) {
                betas.add(beta.trim());
            }
        }
        return betas;
    }
}
