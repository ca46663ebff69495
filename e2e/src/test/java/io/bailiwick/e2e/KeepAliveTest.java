package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.simulator.Received;
import io.bailiwick.testkit.BodyEnd;
import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections are kept on both sides, answered in order, and left in good order. */
final class KeepAliveTest {

    private static final Duration SOON = Duration.ofSeconds(3);

    private TwoRegions world;

    @BeforeEach
    void start() throws IOException {
        world = TwoRegions.start("body: 4KiB");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void many_requests_need_one_connection_on_each_side() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            for (int i = 0; i < 30; i++) {
                RawReply reply = client.send(chat("number " + i)).reply();
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("connection")).isNull();
            }
        }
        assertThat(world.frankfurt().received()).hasSize(30);
        assertThat(world.frankfurt().connectionsOpened()).isEqualTo(1);
    }

    @Test
    void streams_need_one_connection_on_each_side() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            for (int i = 0; i < 5; i++) {
                RawReply reply =
                        client.send(ask(Running.streamBody("number " + i))).reply();
                assertThat(reply.events().done()).isTrue();
                assertThat(reply.end()).isEqualTo(BodyEnd.LAST_CHUNK);
            }
        }
        assertThat(world.frankfurt().connectionsOpened()).isEqualTo(1);
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws IOException {
        List<String> asked = IntStream.range(0, 20).mapToObj(i -> "trace" + i).toList();
        try (RawClient client = world.gateway.raw()) {
            client.send(asked.stream().map(KeepAliveTest::traced).collect(Collectors.joining()));
            for (int i = 0; i < 20; i++) {
                assertThat(client.reply().header("bailiwick-trace-id")).isEqualTo(traceId(asked.get(i)));
            }
        }
        assertThat(world.frankfurt().received().stream().map(Received::body))
                .containsExactlyElementsOf(asked.stream()
                        .map(text -> Running.chatBody(text).replace("\"chat\"", "\"sim-large\""))
                        .toList());
    }

    @Test
    void requests_that_arrive_while_others_are_answered_keep_their_order() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            for (int i = 0; i < 100; i++) {
                client.send(traced("trace" + i));
                // Some are refused at once, so that slow and quick answers alternate.
                client.send(RawClient.request("GET", "/nowhere", "", "traceparent", traceparent("none" + i)));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(client.reply().header("bailiwick-trace-id")).isEqualTo(traceId("trace" + i));
                assertThat(client.reply().header("bailiwick-trace-id")).isEqualTo(traceId("none" + i));
            }
        }
    }

    @Test
    void a_long_pipeline_of_bodies_in_many_pieces_is_answered_whole() throws IOException {
        String body = Running.chatBody("pieces");
        StringBuilder request = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n"
                + "authorization: Bearer " + Running.EU_KEY + "\r\ntransfer-encoding: chunked\r\n\r\n");
        body.chars().forEach(c -> request.append("1\r\n").append((char) c).append("\r\n"));
        request.append("0\r\n\r\n");
        try (RawClient client = world.gateway.raw()) {
            for (int i = 0; i < 10; i++) {
                client.send(request.toString());
            }
            for (int i = 0; i < 10; i++) {
                assertThat(client.reply().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void continue_is_said_only_once_the_head_was_accepted() throws IOException {
        String body = Running.chatBody("patience");
        try (RawClient client = world.gateway.raw()) {
            client.send(head(Running.EU_KEY, body.length(), "expect: 100-continue\r\n"));
            assertThat(client.readTo("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(world.frankfurt().received()).isEmpty();
            RawReply reply = client.send(body).reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.interim()).isEmpty();
        }
        assertThat(world.frankfurt().await(SOON).header("expect")).isNull();
    }

    @Test
    void nobody_is_asked_to_continue_into_a_refusal() throws IOException {
        for (String key : List.of("no-such-key", Running.US_KEY)) {
            try (RawClient client = world.gateway.raw()) {
                client.send(head(key, 100, "expect: 100-continue\r\n"));
                RawReply reply = client.reply();
                assertThat(reply.interim()).isEmpty();
                assertThat(reply.status()).isIn(401, 503);
                assertThat(reply.header("connection")).isEqualTo("close");
                Refused.nothingMore(client);
            }
        }
        try (RawClient client = world.gateway.raw()) {
            client.send(head(Running.EU_KEY, 5000, "expect: 100-continue\r\n"));
            Refused.openAi(client.reply(), 413, "request_too_large");
        }
    }

    @Test
    void a_connection_outlives_a_refusal_whose_body_was_read() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            RawReply refused =
                    client.send(ask("{\"model\":\"nothing\",\"messages\":[]}")).reply();
            Refused.openAi(refused, 404, "route_not_found");
            assertThat(refused.header("connection")).isNull();
            RawReply noJson = client.send(ask("{]")).reply();
            Refused.openAi(noJson, 400, "malformed_request");
            assertThat(client.send(chat("after")).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void a_connection_ends_with_a_refusal_whose_body_was_not_read() throws IOException {
        Canaries canaries = Canaries.fresh();
        try (RawClient client = world.gateway.raw()) {
            client.send(RawClient.request(
                    "POST", "/v1/chat/completions", Running.chatBody("x"), "authorization", "Bearer wrong"));
            client.send(chat(canaries.prompt()));
            RawReply refused = client.reply();
            Refused.openAi(refused, 401, "authentication_failed");
            assertThat(refused.header("connection")).isEqualTo("close");
            Refused.nothingMore(client);
        }
        assertThat(world.sinks.seenIn(canaries.prompt())).isEmpty();
    }

    @Test
    void a_client_that_asks_to_close_is_closed_and_told_so() throws IOException {
        Canaries canaries = Canaries.fresh();
        try (RawClient client = world.gateway.raw()) {
            client.send(RawClient.request(
                    "POST",
                    "/v1/chat/completions",
                    Running.chatBody("bye"),
                    "authorization",
                    "Bearer " + Running.EU_KEY,
                    "connection",
                    "Close"));
            client.send(chat(canaries.prompt()));
            RawReply reply = client.reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("connection")).isEqualTo("close");
            Refused.nothingMore(client);
        }
        assertThat(world.sinks.seenIn(canaries.prompt())).isEmpty();
    }

    @Test
    void an_old_client_is_closed_unless_it_asks_otherwise_and_gets_no_chunks() throws IOException {
        world.frankfurt().always(Fault.padded(200_000));
        String body = Running.chatBody("old");
        String request = "POST /v1/chat/completions HTTP/1.0\r\nauthorization: Bearer " + Running.EU_KEY
                + "\r\ncontent-length: " + body.length() + "\r\n";
        try (RawClient client = world.gateway.raw()) {
            RawReply reply = client.send(request + "\r\n" + body).reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.end()).isEqualTo(BodyEnd.LENGTH);
            Refused.nothingMore(client);
        }
        try (RawClient client = world.gateway.raw()) {
            for (int i = 0; i < 2; i++) {
                RawReply reply = client.send(request + "connection: keep-alive\r\n\r\n" + body)
                        .reply();
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.end()).isEqualTo(BodyEnd.LENGTH);
                assertThat(reply.header("connection")).isEqualTo("keep-alive");
            }
        }
    }

    @Test
    void an_old_client_gets_no_stream() throws IOException {
        String body = Running.streamBody("old");
        try (RawClient client = world.gateway.raw()) {
            client.send("POST /v1/chat/completions HTTP/1.0\r\nauthorization: Bearer " + Running.EU_KEY
                    + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
            Refused.openAi(client.reply(), 400, "malformed_request");
        }
        assertThat(world.frankfurt().received()).isEmpty();
    }

    @Test
    void a_client_that_says_it_sends_no_more_has_left() throws IOException {
        Gate gate = new Gate();
        world.frankfurt().next(Fault.gated(gate));
        try (RawClient client = world.gateway.raw()) {
            client.send(chat("gone"));
            world.frankfurt().await(SOON);
            client.halfClose();
            Refused.nothingMore(client);
        }
        assertThat(world.frankfurt().awaitDisconnect(SOON).contains("gone")).isTrue();
        Awaitility.await().atMost(SOON).until(() -> world.gateway.log().contains("\"cancelled\""));
        gate.open();
    }

    @Test
    void a_reply_that_the_upstream_ends_by_closing_still_leaves_the_client_connected() throws IOException {
        world.frankfurt().next(Fault.closeDelimited());
        try (RawClient client = world.gateway.raw()) {
            RawReply reply = client.send(chat("first")).reply();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.end().clean()).isTrue();
            assertThat(client.send(chat("second")).reply().status()).isEqualTo(200);
        }
        assertThat(world.frankfurt().connectionsOpened()).isEqualTo(2);
    }

    private static String chat(String text) {
        return ask(Running.chatBody(text));
    }

    private static String ask(String body) {
        return RawClient.request("POST", "/v1/chat/completions", body, "authorization", "Bearer " + Running.EU_KEY);
    }

    private static String traced(String text) {
        return RawClient.request(
                "POST",
                "/v1/chat/completions",
                Running.chatBody(text),
                "authorization",
                "Bearer " + Running.EU_KEY,
                "traceparent",
                traceparent(text));
    }

    private static String traceparent(String text) {
        return "00-" + traceId(text) + "-00f067aa0ba902b7-01";
    }

    private static String traceId(String text) {
        return String.format(
                "%032x", new java.math.BigInteger(1, text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    private static String head(String key, int bodyBytes, String headers) {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer " + key
                + "\r\ncontent-length: " + bodyBytes + "\r\n" + headers + "\r\n";
    }
}
