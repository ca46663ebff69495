package io.bailiwick.gateway.downstream;

import io.bailiwick.config.Limits;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.providers.Api;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which heads are sound: whatever two parsers could read in two ways is refused. */
final class HeadRules {

    private final Limits limits;

    HeadRules(Limits limits) {
        this.limits = limits;
    }

    /** Null for a sound head. Every refusal here closes the connection: the next request's start is not certain. */
    @Nullable
    Refusal broken(HttpRequest request, KnownLines lines) {
        if (request.decoderResult().isFailure()) {
            Throwable cause = request.decoderResult().cause();
            return cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException
                    ? Refusal.of(RefusalCode.HEAD_TOO_LARGE, "request line or headers are over the limit")
                    : malformed("request is not well-formed HTTP/1.1");
        }
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return malformed("only HTTP/1.1 and HTTP/1.0 are spoken here");
        }
        if (request.headers().size() > limits.headerCount()) {
            return Refusal.of(RefusalCode.HEAD_TOO_LARGE, "more than " + limits.headerCount() + " headers");
        }
        if (lines.underscored()) {
            return malformed("a header name contains '_'");
        }
        KnownHeader twice = lines.twice();
        if (twice != null) {
            return malformed("header '" + twice.text() + "' is sent more than once");
        }
        if (version.equals(HttpVersion.HTTP_1_1) && !lines.has(KnownHeader.HOST)) {
            return malformed("header 'host' is missing");
        }
        return brokenFraming(request, lines, version.equals(HttpVersion.HTTP_1_0));
    }

    private static @Nullable Refusal brokenFraming(HttpRequest request, KnownLines lines, boolean old) {
        String target = request.uri();
        Refusal misdirected = Api.ofPath(target) == null ? brokenTarget(target) : null; // a listed path is sound
        if (misdirected != null) {
            return misdirected;
        }
        String transfer = lines.get(KnownHeader.TRANSFER_ENCODING);
        if (transfer != null && (old || !transfer.equalsIgnoreCase("chunked"))) {
            return malformed("the only transfer-encoding is 'chunked', in HTTP/1.1");
        }
        if (transfer != null && lines.has(KnownHeader.CONTENT_LENGTH)) {
            return malformed("both content-length and transfer-encoding are sent");
        }
        HttpMethod method = request.method();
        boolean bodiless = !method.equals(HttpMethod.POST);
        String length = lines.get(KnownHeader.CONTENT_LENGTH);
        if (bodiless && (transfer != null || (length != null && !length.equals("0")))) {
            return malformed("a body is taken with POST only");
        }
        if ((lines.has(KnownHeader.UPGRADE) && wantsAnotherProtocol(request.headers()))
                || method.equals(HttpMethod.CONNECT)) {
            return malformed("the protocol is not changed here");
        }
        String expect = lines.get(KnownHeader.EXPECT);
        if (expect != null && (old || !expect.equalsIgnoreCase("100-continue"))) {
            return malformed("the only expectation is '100-continue', in HTTP/1.1");
        }
        return null;
    }

    private static @Nullable Refusal brokenTarget(String target) {
        if (!target.startsWith("/") || target.startsWith("//")) {
            return malformed("the request target is not an absolute path");
        }
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) >= 0x7f) {
                return malformed("the request target has a character that must be escaped");
            }
        }
        return null;
    }

    /**
     * Whether it needs what is not spoken here. Java's own client offers {@code h2c} with its first request to any plain
     * http url and goes on in HTTP/1.1 where nobody takes the offer (RFC 9110, section 7.8); it goes no further than here.
     */
    private static boolean wantsAnotherProtocol(HttpHeaders headers) {
        List<String> wanted = headers.getAll(HttpHeaderNames.UPGRADE);
        return !(wanted.size() == 1 && wanted.get(0).equalsIgnoreCase("h2c"));
    }

    /** A sound head whose body cannot be taken. */
    @Nullable
    Refusal bodyRefused(KnownLines lines) {
        String encoding = lines.get(KnownHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return Refusal.of(
                    RefusalCode.UNSUPPORTED_ENCODING, "send the body without content-encoding", "content-encoding");
        }
        return lines.length(0) > mostBodyBytes() ? tooLarge() : null;
    }

    int mostBodyBytes() {
        return limits.bodyBytes();
    }

    Refusal tooLarge() {
        return Refusal.of(RefusalCode.REQUEST_TOO_LARGE, "the body is longer than " + mostBodyBytes() + " bytes");
    }

    static Refusal malformed(String why) {
        return Refusal.of(RefusalCode.MALFORMED_REQUEST, why);
    }
}
