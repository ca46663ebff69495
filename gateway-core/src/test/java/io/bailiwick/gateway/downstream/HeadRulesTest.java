package io.bailiwick.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Limits;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadRulesTest {

    private static final HttpVersion NEW = HttpVersion.HTTP_1_1;
    private static final HttpVersion OLD = HttpVersion.HTTP_1_0;

    private final HeadRules rules = new HeadRules(Limits.DEFAULT);

    @Test
    void a_sound_head_is_let_through() {
        sound(request(NEW, "POST", "/v1/chat/completions", "content-length", "5"));
        sound(request(NEW, "POST", "/v1/chat/completions?api-version=1", "transfer-encoding", "Chunked"));
        sound(request(NEW, "POST", "/v1/chat/completions", "expect", "100-Continue", "content-length", "5"));
        sound(request(NEW, "GET", "/v1/models", "content-length", "0"));
        sound(request(NEW, "POST", "/v1/chat/completions", "upgrade", "h2c", "content-length", "5"));
        sound(request(NEW, "GET", "/v1/models", "accept", "a", "accept", "b"));
        sound(old("GET", "/v1/models"));
        sound(old("POST", "/v1/chat/completions", "content-length", "5"));
    }

    @Test
    void what_two_readers_could_read_in_two_ways_is_malformed() {
        malformed(request(NEW, "POST", "/a", "content-length", "5", "content-length", "5"));
        malformed(request(NEW, "POST", "/a", "content-length", "5", "transfer-encoding", "chunked"));
        malformed(request(NEW, "POST", "/a", "transfer-encoding", "chunked", "transfer-encoding", "chunked"));
        for (String coding : List.of("gzip, chunked", "identity", "xchunked", "chunked, chunked", "chunked;q=1", "")) {
            malformed(request(NEW, "POST", "/a", "transfer-encoding", coding));
        }
        malformed(old("POST", "/a", "transfer-encoding", "chunked"));
        malformed(request(NEW, "GET", "/a", "content-length", "1"));
        malformed(request(NEW, "DELETE", "/a", "transfer-encoding", "chunked"));
        malformed(request(NEW, "GET", "/a", "bailiwick_jurisdiction", "us"));
        malformed(request(NEW, "GET", "/a", "host", "elsewhere"));
        malformed(new DefaultHttpRequest(NEW, HttpMethod.GET, "/a"));
        malformed(request(NEW, "POST", "/a", "upgrade", "websocket"));
        malformed(request(NEW, "POST", "/a", "upgrade", "h2c, websocket"));
        malformed(request(NEW, "POST", "/a", "upgrade", "h2c", "upgrade", "h2c"));
        malformed(request(NEW, "POST", "/a", "expect", "200-ok"));
        malformed(old("POST", "/a", "expect", "100-continue"));
        malformed(request(NEW, "CONNECT", "/a"));
        malformed(request(HttpVersion.valueOf("HTTP/2.0"), "GET", "/a"));
        malformed(request(HttpVersion.valueOf("HTTP/1.2"), "GET", "/a"));
        for (String target : List.of("http://x/a", "//x/a", "*", "x:443", "", "a", "/\u00e4", "/a\u007f")) {
            malformed(request(NEW, "GET", target));
        }
        for (String single : List.of("authorization", "x-api-key", "traceparent", "bailiwick-prompt", "content-type")) {
            malformed(request(NEW, "GET", "/a", single, "1", single, "1"));
        }
    }

    @Test
    void what_the_decoder_could_not_read_is_malformed_or_too_large() {
        malformed(failed(new IllegalArgumentException("a folded header line")));
        assertThat(code(failed(new TooLongHttpLineException("long")))).isEqualTo(RefusalCode.HEAD_TOO_LARGE);
        assertThat(code(failed(new TooLongHttpHeaderException("long")))).isEqualTo(RefusalCode.HEAD_TOO_LARGE);
    }

    @Test
    void headers_are_counted() {
        HttpRequest many = request(NEW, "GET", "/a");
        for (int i = 1; i < Limits.DEFAULT.headerCount(); i++) {
            many.headers().add("x-" + i, "v");
        }
        assertThat(broken(many)).isNull();
        many.headers().add("x-more", "v");
        assertThat(code(many)).isEqualTo(RefusalCode.HEAD_TOO_LARGE);
    }

    @Test
    void a_body_is_taken_as_it_is_and_up_to_its_limit() {
        body(request -> request.headers().set("content-encoding", "identity"), null);
        body(request -> request.headers().set("content-encoding", "gzip"), RefusalCode.UNSUPPORTED_ENCODING);
        body(request -> request.headers().set("content-encoding", "gzip, identity"), RefusalCode.UNSUPPORTED_ENCODING);
        int most = Limits.DEFAULT.bodyBytes();
        body(request -> request.headers().set("content-length", most), null);
        body(request -> request.headers().set("content-length", most + 1L), RefusalCode.REQUEST_TOO_LARGE);
    }

    private void body(Consumer<HttpRequest> with, @Nullable RefusalCode expected) {
        HttpRequest request = request(NEW, "POST", "/a");
        with.accept(request);
        Refusal refusal = rules.bodyRefused(KnownLines.of(request.headers()));
        assertThat(refusal == null ? null : refusal.code()).isEqualTo(expected);
    }

    private void sound(HttpRequest request) {
        assertThat(broken(request)).describedAs(request.toString()).isNull();
    }

    private void malformed(HttpRequest request) {
        assertThat(code(request)).describedAs(request.toString()).isEqualTo(RefusalCode.MALFORMED_REQUEST);
    }

    private @Nullable RefusalCode code(HttpRequest request) {
        Refusal refusal = broken(request);
        return refusal == null ? null : refusal.code();
    }

    private static HttpRequest failed(Exception cause) {
        HttpRequest request = request(NEW, "GET", "/bad-request");
        request.setDecoderResult(DecoderResult.failure(cause));
        return request;
    }

    private static HttpRequest old(String method, String target, String... headers) {
        HttpRequest request = request(OLD, method, target, headers);
        request.headers().remove("host");
        return request;
    }

    /** With a host; headers are names and values in turn. */
    private static HttpRequest request(HttpVersion version, String method, String target, String... headers) {
        HttpRequest request = new DefaultHttpRequest(version, HttpMethod.valueOf(method), target);
        request.headers().add("host", "x");
        for (int i = 0; i < headers.length; i += 2) {
            request.headers().add(headers[i], headers[i + 1]);
        }
        return request;
    }

    private @Nullable Refusal broken(HttpRequest request) {
        return rules.broken(request, KnownLines.of(request.headers()));
    }
}
