package io.bailiwick.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.Places;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.gateway.wire.HeadBytes;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Dialect;
import io.bailiwick.residency.Evidence;
import io.bailiwick.routing.PassedOver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderRefusalTest {

    private static final Stamp STAMP = new Stamp(
            "eu", "none", "none", Evidence.NONE, "unknown", "none", "none", 1, "4bf92f3577b34da6a3ce929d0e0e4736");

    private static final Refusal EXHAUSTED = Refusal.of(RefusalCode.RESIDENCY_POOL_EXHAUSTED, "nobody \"can\"")
            .considering(List.of(PassedOver.failed(Places.candidate("frankfurt", Places.FRANKFURT), "429")));

    @Test
    void an_openai_client_reads_one_error_object() {
        assertThat(body(EXHAUSTED, Dialect.OPENAI))
                .isEqualTo("{\"error\":{\"message\":\"nobody \\\"can\\\"\",\"type\":\"server_error\",\"param\":null,"
                        + "\"code\":\"residency_pool_exhausted\",\"bailiwick\":{\"jurisdiction\":\"eu\",\"route\":\"chat\","
                        + "\"code\":\"residency_pool_exhausted\",\"candidates\":[{\"endpoint\":\"frankfurt\","
                        + "\"reach\":\"onprem:fra1\",\"reason\":\"failed:429\"}],"
                        + "\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}}}");
    }

    @Test
    void an_anthropic_client_reads_a_typed_error() {
        assertThat(body(EXHAUSTED, Dialect.ANTHROPIC))
                .isEqualTo("{\"type\":\"error\",\"error\":{\"message\":\"nobody \\\"can\\\"\",\"type\":\"api_error\","
                        + "\"bailiwick\":{\"jurisdiction\":\"eu\",\"route\":\"chat\","
                        + "\"code\":\"residency_pool_exhausted\",\"candidates\":[{\"endpoint\":\"frankfurt\","
                        + "\"reach\":\"onprem:fra1\",\"reason\":\"failed:429\"}],"
                        + "\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}},"
                        + "\"request_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}");
    }

    @Test
    void what_is_at_fault_is_named_to_an_openai_client() {
        Refusal refusal = Refusal.of(RefusalCode.ROUTE_NOT_FOUND, "no such route", "model");
        assertThat(body(refusal, Dialect.OPENAI))
                .startsWith("{\"error\":{\"message\":\"no such route\",\"type\":\"invalid_request_error\","
                        + "\"param\":\"model\",\"code\":\"route_not_found\",");
    }

    @Test
    void each_status_has_the_type_that_the_sdks_know() {
        types(RefusalCode.MALFORMED_REQUEST, "invalid_request_error", "invalid_request_error");
        types(RefusalCode.AUTHENTICATION_FAILED, "invalid_request_error", "authentication_error");
        types(RefusalCode.JURISDICTION_WIDENED, "invalid_request_error", "permission_error");
        types(RefusalCode.PATH_NOT_FOUND, "invalid_request_error", "not_found_error");
        types(RefusalCode.REQUEST_TOO_LARGE, "invalid_request_error", "request_too_large");
        types(RefusalCode.HEAD_TOO_LARGE, "invalid_request_error", "request_too_large");
        types(RefusalCode.UNSUPPORTED_ENCODING, "invalid_request_error", "invalid_request_error");
        types(RefusalCode.RATE_LIMITED, "rate_limit_error", "rate_limit_error");
        types(RefusalCode.RESIDENCY_NO_POOL, "server_error", "api_error");
        types(RefusalCode.OVERLOADED, "server_error", "overloaded_error");
        types(RefusalCode.DEADLINE_EXCEEDED, "server_error", "timeout_error");
        types(RefusalCode.GATEWAY_FAILED, "server_error", "api_error");
    }

    @Test
    void a_broken_chat_stream_ends_in_an_error_and_no_end_marker() {
        assertThat(lastEvent(Api.CHAT))
                .isEqualTo("data: {\"error\":{\"message\":\"gone\",\"type\":\"server_error\",\"param\":null,"
                        + "\"code\":\"upstream_broken\"}}\n\n");
    }

    @Test
    void a_broken_responses_stream_ends_in_a_numbered_error_event() {
        assertThat(lastEvent(Api.RESPONSES))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"code\":\"upstream_broken\",\"message\":\"gone\","
                        + "\"param\":null,\"sequence_number\":7}\n\n");
    }

    @Test
    void a_broken_messages_stream_ends_in_an_error_event() {
        assertThat(lastEvent(Api.MESSAGES))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"gone\","
                        + "\"type\":\"api_error\",\"code\":\"upstream_broken\"}}\n\n");
    }

    @Test
    void only_who_may_come_back_is_told_when() {
        HttpHeaders again = headers(EXHAUSTED.retryAfter(Duration.ofMillis(1500)));
        assertThat(again.get("x-should-retry")).isEqualTo("true");
        assertThat(again.get("retry-after")).isEqualTo("2");
        assertThat(headers(EXHAUSTED.retryAfter(Duration.ofSeconds(1).plusNanos(1)))
                        .get("retry-after"))
                .as("never sooner than it is true")
                .isEqualTo("2");
        HttpHeaders never = headers(EXHAUSTED.beyondRetry());
        assertThat(never.get("x-should-retry")).isEqualTo("false");
        assertThat(never.contains("retry-after")).isFalse();
        assertThat(headers(EXHAUSTED.retryAfter(Duration.ZERO)).get("retry-after"))
                .isEqualTo("1");
    }

    @Test
    void who_is_refused_for_where_this_gateway_runs_is_told_the_right_one() {
        Refusal outside =
                Refusal.of(RefusalCode.RESIDENCY_GATEWAY_OUTSIDE, "outside").atPeer("https://eu.example");
        assertThat(headers(outside).get("bailiwick-peer")).isEqualTo("https://eu.example");
        assertThat(headers(outside.atPeer(null)).contains("bailiwick-peer")).isFalse();
        assertThat(headers(Refusal.of(RefusalCode.AUTHENTICATION_FAILED, "who?"))
                        .get("www-authenticate"))
                .isEqualTo("Bearer");
    }

    private static void types(RefusalCode code, String openAi, String anthropic) {
        assertThat(body(Refusal.of(code, "no"), Dialect.OPENAI)).contains("\"type\":\"" + openAi + "\"");
        assertThat(body(Refusal.of(code, "no"), Dialect.ANTHROPIC))
                .contains("\"type\":\"" + anthropic + "\",\"bailiwick\"");
    }

    private static String body(Refusal refusal, Dialect dialect) {
        return new String(RenderRefusal.body(refusal, STAMP, "chat", dialect), StandardCharsets.UTF_8);
    }

    private static String lastEvent(Api api) {
        Refusal broken = Refusal.of(RefusalCode.UPSTREAM_BROKEN, "gone");
        return new String(RenderRefusal.lastEvent(broken, api, 7), StandardCharsets.UTF_8);
    }

    private static HttpHeaders headers(Refusal refusal) {
        HeadBytes head = HeadBytes.ofReply(refusal.code().status(), "No");
        RenderRefusal.headers(refusal, head);
        ByteBuf wire = Unpooled.buffer();
        head.end().writeTo(wire);
        EmbeddedChannel reader = new EmbeddedChannel(new HttpResponseDecoder());
        reader.writeInbound(wire);
        HttpResponse read = reader.readInbound();
        reader.finishAndReleaseAll();
        return read.headers();
    }
}
