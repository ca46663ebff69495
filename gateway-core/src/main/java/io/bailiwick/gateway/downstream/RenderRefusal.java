package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.spine.JsonText;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.gateway.wire.HeadBytes;
import io.bailiwick.gateway.wire.HeadText;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Dialect;
import io.bailiwick.routing.PassedOver;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The only code that turns a refusal into what a client reads: a whole reply, or the last words of a stream. */
final class RenderRefusal {

    private static final HeadText IS_JSON =
            HeadText.line(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    private static final HeadText RETRY = HeadText.line("x-should-retry", "true");
    private static final HeadText NO_RETRY = HeadText.line("x-should-retry", "false");
    private static final HeadText RETRY_AFTER = HeadText.name(HttpHeaderNames.RETRY_AFTER);
    private static final HeadText PEER = HeadText.name("bailiwick-peer");
    private static final HeadText BEARER = HeadText.line(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");

    private RenderRefusal() {}

    /** The headers that say whether, when and where a retry can help. */
    static void headers(Refusal refusal, HeadBytes head) {
        head.text(IS_JSON).text(refusal.retryable() ? RETRY : NO_RETRY);
        Duration wait = refusal.retryAfter();
        if (refusal.retryable() && wait != null) {
            head.header(RETRY_AFTER, wholeSeconds(wait));
        }
        if (refusal.peer() != null) {
            head.header(PEER, refusal.peer());
        }
        if (refusal.code() == RefusalCode.AUTHENTICATION_FAILED) {
            head.text(BEARER);
        }
    }

    /** Never sooner than it is true. */
    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.getSeconds() + (wait.getNano() > 0 ? 1 : 0));
    }

    static byte[] body(Refusal refusal, Stamp stamp, String route, Dialect dialect) {
        JsonText out = new JsonText().open();
        if (dialect == Dialect.ANTHROPIC) {
            out.text("type", "error");
        }
        out.open("error");
        error(out, refusal, refusal.code(), dialect, false);
        out.open("bailiwick");
        out.text("jurisdiction", stamp.jurisdiction());
        out.text("route", route);
        out.text("code", refusal.code().word());
        out.openArray("candidates");
        for (PassedOver each : refusal.candidates()) {
            out.open();
            out.text("endpoint", each.candidate().endpoint().name());
            out.text("reach", each.candidate().reach().shown());
            out.text("reason", each.reason());
            out.close();
        }
        out.closeArray();
        out.text("trace_id", stamp.traceId());
        out.close().close();
        if (dialect == Dialect.ANTHROPIC) {
            out.text("request_id", stamp.traceId());
        }
        return out.close().bytes();
    }

    /** The last event of a stream whose rest is not coming. */
    static byte[] lastEvent(Refusal refusal, @Nullable Api api, long sequence) {
        JsonText out = new JsonText().open();
        if (api == Api.RESPONSES) {
            out.text("type", "error");
            out.text("code", codeInStream(refusal).word());
            out.text("message", refusal.message());
            out.text("param", null);
            out.number("sequence_number", sequence);
            return event("event: error\n", out.close().bytes());
        }
        boolean anthropic = api != null && api.dialect() == Dialect.ANTHROPIC;
        if (anthropic) {
            out.text("type", "error");
        }
        out.open("error");
        error(out, refusal, codeInStream(refusal), anthropic ? Dialect.ANTHROPIC : Dialect.OPENAI, true);
        return event(anthropic ? "event: error\n" : "", out.close().close().bytes());
    }

    /** A stream that is cut has one code, whoever cut it; only a contradiction is not the same news. */
    private static RefusalCode codeInStream(Refusal refusal) {
        return refusal.code() == RefusalCode.RESIDENCY_CONTRADICTED ? refusal.code() : RefusalCode.UPSTREAM_BROKEN;
    }

    /** In a stream there is no {@code bailiwick} object beside it, so the code stands in the error, whatever the dialect. */
    private static void error(JsonText out, Refusal refusal, RefusalCode code, Dialect dialect, boolean inStream) {
        out.text("message", refusal.message());
        out.text("type", type(code, dialect));
        if (dialect == Dialect.OPENAI) {
            out.text("param", refusal.param());
        }
        if (dialect == Dialect.OPENAI || inStream) {
            out.text("code", code.word());
        }
    }

    /** Source: the error types that both providers document for these statuses. */
    private static String type(RefusalCode code, Dialect dialect) {
        boolean anthropic = dialect == Dialect.ANTHROPIC;
        return switch (code.status()) {
            case 401 -> anthropic ? "authentication_error" : "invalid_request_error";
            case 403 -> anthropic ? "permission_error" : "invalid_request_error";
            case 404 -> anthropic ? "not_found_error" : "invalid_request_error";
            case 413, 431 -> anthropic ? "request_too_large" : "invalid_request_error";
            case 400, 415 -> "invalid_request_error";
            case 429 -> "rate_limit_error";
            case 504 -> anthropic ? "timeout_error" : "server_error";
            default -> anthropic ? code == RefusalCode.OVERLOADED ? "overloaded_error" : "api_error" : "server_error";
        };
    }

    private static byte[] event(String line, byte[] data) {
        return (line + "data: " + new String(data, StandardCharsets.UTF_8) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
