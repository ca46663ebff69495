package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything has a limit, and who passes it is told so in its own dialect. */
final class LimitsTest {

    private static final int BODY_BYTES = 4096;
    private static final Duration SOON = Duration.ofSeconds(3);

    private static TwoRegions world;

    @BeforeAll
    static void start() throws IOException {
        world = TwoRegions.start(
                "body: 4KiB, headers: 4KiB, line: 1KiB, header-count: 20, depth: 8, buffered: 11KiB, reply: 8KiB, "
                        + "requests: 2, connections: 8, head-time: 400ms, body-time: 400ms, idle: 600ms");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @AfterEach
    void behave() {
        world.frankfurt().behave();
        Awaitility.await("nobody is connected").atMost(SOON).until(() -> connections() == 0);
    }

    @Test
    void header_lines_beyond_their_limit_are_a_431() throws IOException {
        tooLargeHead(RawClient.request("POST", "/v1/chat/completions", "", "x-long", "a".repeat(5000)));
        StringBuilder lines = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n");
        for (int i = 0; i < 9; i++) {
            lines.append("x-").append(i).append(": ").append("a".repeat(500)).append("\r\n");
        }
        tooLargeHead(lines + "\r\n");
    }

    @Test
    void more_headers_than_allowed_are_a_431() throws IOException {
        StringBuilder lines = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n");
        for (int i = 0; i < 20; i++) {
            lines.append("x-").append(i).append(": a\r\n");
        }
        tooLargeHead(lines + "\r\n");
    }

    @Test
    void a_request_line_beyond_its_limit_is_a_431() throws IOException {
        tooLargeHead("POST /v1/chat/completions?" + "a".repeat(2000) + " HTTP/1.1\r\nhost: localhost\r\n\r\n");
    }

    @Test
    void a_head_that_never_ends_is_refused_before_it_does() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nx-a: " + "a".repeat(10_000));
            Refused.openAi(client.reply(), 431, "request_too_large");
            Refused.nothingMore(client);
        }
    }

    @Test
    void a_large_head_is_refused_as_its_path_and_version_say() throws IOException {
        String lines = "host: localhost\r\n" + "x-a: a\r\n".repeat(20);
        try (RawClient client = world.gateway.raw()) {
            String many = "POST /v1/messages HTTP/1.1\r\n" + lines;
            Refused.anthropic(client.send(many + "\r\n").reply(), 431, "request_too_large");
        }
        try (RawClient client = world.gateway.raw()) {
            String elsewhere = "POST /nowhere HTTP/1.1\r\nanthropic-version: 2023-06-01\r\n" + lines;
            Refused.anthropic(client.send(elsewhere + "\r\n").reply(), 431, "request_too_large");
        }
    }

    @Test
    void a_head_is_refused_at_the_line_that_is_one_too_many() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\n" + "a:\r\n".repeat(22)); // the last may still go on
            Refused.openAi(client.reply(), 431, "request_too_large");
            Refused.nothingMore(client);
        }
    }

    @Test
    void trailers_beyond_their_count_are_malformed() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            client.send(head("/v1/chat/completions", "transfer-encoding: chunked"));
            client.send("2\r\n{}\r\n0\r\n" + "a:\r\n".repeat(22));
            Refused.openAi(client.reply(), 400, "malformed_request");
            Refused.nothingMore(client);
        }
    }

    @Test
    void a_body_that_says_it_is_too_long_is_refused_unread() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            client.send(head("/v1/chat/completions", "content-length: " + (BODY_BYTES + 1)));
            RawReply reply = client.reply();
            Refused.openAi(reply, 413, "request_too_large");
            assertThat(reply.header("connection")).isEqualTo("close");
            Refused.nothingMore(client);
        }
        try (RawClient client = world.gateway.raw()) {
            client.send(head("/v1/messages", "content-length: 9000000000"));
            Refused.anthropic(client.reply(), 413, "request_too_large");
        }
    }

    @Test
    void a_body_that_turns_out_too_long_is_refused_without_waiting_for_its_end() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            client.send(head("/v1/chat/completions", "transfer-encoding: chunked"));
            client.send("1000\r\n" + "z".repeat(BODY_BYTES) + "\r\n1\r\nz");
            Refused.openAi(client.reply(), 413, "request_too_large");
            Refused.nothingMore(client);
        }
        try (RawClient client = world.gateway.raw()) {
            client.send(head("/v1/messages", "transfer-encoding: chunked"));
            client.send("2000\r\n" + "z".repeat(2 * BODY_BYTES));
            Refused.anthropic(client.reply(), 413, "request_too_large");
        }
        assertThat(world.frankfurt().received()).noneMatch(received -> received.contains("zzzz"));
    }

    @Test
    void a_body_of_exactly_the_limit_is_served() throws IOException {
        String body =
                Running.chatBody("y".repeat(BODY_BYTES - Running.chatBody("").length()));
        assertThat(body).hasSize(BODY_BYTES);
        assertThat(world.gateway.chat(Running.EU_KEY, body).status()).isEqualTo(200);
    }

    @Test
    void a_slow_head_is_cut_off() throws IOException {
        try (RawClient client = world.gateway.raw().within(SOON)) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: ");
            Refused.nothingMore(client);
        }
        try (RawClient silent = world.gateway.raw().within(SOON)) {
            Refused.nothingMore(silent);
        }
    }

    @Test
    void a_slow_head_is_cut_off_on_a_kept_connection_too() throws IOException {
        try (RawClient client = world.gateway.raw().within(SOON)) {
            assertThat(client.send(chat("first")).reply().status()).isEqualTo(200);
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: ");
            Refused.nothingMore(client);
        }
    }

    @Test
    void a_slow_body_is_refused_and_cut_off() throws IOException {
        try (RawClient client = world.gateway.raw().within(SOON)) {
            client.send(head("/v1/chat/completions", "content-length: 100") + "{");
            Refused.openAi(client.reply(), 400, "malformed_request");
            Refused.nothingMore(client);
        }
        try (RawClient client = world.gateway.raw().within(SOON)) {
            client.send(head("/v1/messages", "transfer-encoding: chunked") + "1\r\n{\r\n");
            Refused.anthropic(client.reply(), 400, "malformed_request");
            Refused.nothingMore(client);
        }
    }

    @Test
    void an_idle_connection_is_closed_but_one_that_waits_for_its_reply_is_not() throws IOException {
        Gate gate = new Gate();
        world.frankfurt().next(Fault.gated(gate));
        try (RawClient idle = world.gateway.raw().within(SOON);
                RawClient waiting = world.gateway.raw().within(SOON)) {
            assertThat(idle.send(RawClient.request("GET", "/nowhere", ""))
                            .reply()
                            .status())
                    .isEqualTo(404);
            waiting.send(chat("patience"));
            Refused.nothingMore(idle);
            gate.open();
            assertThat(waiting.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void a_connection_beyond_the_cap_is_closed_and_the_others_go_on() throws IOException {
        RawClient[] held = new RawClient[8];
        try {
            for (int i = 0; i < held.length; i++) {
                held[i] = world.gateway.raw();
                assertThat(held[i].send(RawClient.request("GET", "/nowhere", ""))
                                .reply()
                                .status())
                        .isEqualTo(404);
            }
            try (RawClient ninth = world.gateway.raw().within(SOON)) {
                Refused.nothingMore(ninth);
            }
            assertThat(held[0].send(chat("still here")).reply().status()).isEqualTo(200);
        } finally {
            for (RawClient each : held) {
                if (each != null) {
                    each.close();
                }
            }
        }
        Awaitility.await().atMost(SOON).until(() -> connections() == 0);
        assertThat(world.gateway
                        .chat(Running.EU_KEY, Running.chatBody("room again"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void more_held_bytes_than_allowed_are_a_503_that_says_when_to_come_back() throws IOException {
        Gate gate = new Gate();
        int before = world.frankfurt().received().size();
        world.frankfurt().next(Fault.gated(gate), Fault.gated(gate));
        try (RawClient first = world.gateway.raw();
                RawClient second = world.gateway.raw();
                RawClient third = world.gateway.raw()) {
            first.send(chat("x".repeat(3900)));
            second.send(chat("x".repeat(3900)));
            Awaitility.await("both are under way")
                    .atMost(SOON)
                    .until(() -> world.frankfurt().received().size() == before + 2);
            third.send(head("/v1/messages", "content-length: 4000") + "x".repeat(3900));
            RawReply shed = third.reply();
            Refused.anthropic(shed, 503, "overloaded");
            assertThat(shed.header("x-should-retry")).isEqualTo("true");
            assertThat(shed.header("retry-after")).isEqualTo("1");
            Refused.nothingMore(third);
            gate.open();
            assertThat(first.reply().status()).isEqualTo(200);
            assertThat(second.reply().status()).isEqualTo(200);
        }
        Awaitility.await().atMost(SOON).until(() -> connections() == 0);
        assertThat(world.gateway
                        .chat(Running.EU_KEY, Running.chatBody("given back"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void more_requests_under_way_than_allowed_are_a_503() throws IOException {
        Gate gate = new Gate();
        int before = world.frankfurt().received().size();
        world.frankfurt().next(Fault.gated(gate), Fault.gated(gate));
        try (RawClient first = world.gateway.raw();
                RawClient second = world.gateway.raw();
                RawClient third = world.gateway.raw()) {
            first.send(chat("one"));
            second.send(chat("two"));
            Awaitility.await("both are under way")
                    .atMost(SOON)
                    .until(() -> world.frankfurt().received().size() == before + 2);
            Refused.openAi(third.send(chat("three")).reply(), 503, "overloaded");
            gate.open();
            assertThat(first.reply().status()).isEqualTo(200);
            assertThat(second.reply().status()).isEqualTo(200);
            assertThat(third.send(chat("four")).reply().status()).isEqualTo(200);
        }
    }

    @Test
    void JSON_beyond_its_depth_is_too_large() throws IOException {
        String deep = "{\"model\":\"chat\",\"messages\":[],\"extra\":" + "[".repeat(20) + "]".repeat(20) + "}";
        Refused.openAi(world.gateway.chat(Running.EU_KEY, deep), 413, "request_too_large");
        Refused.anthropic(world.gateway.post("/v1/messages", Running.EU_KEY, deep), 413, "request_too_large");
        Refused.openAi(world.gateway.chat(Running.EU_KEY, "[".repeat(BODY_BYTES)), 400, "malformed_request");
    }

    @Test
    void a_reply_that_must_be_held_but_is_too_long_is_withheld() throws IOException {
        try (TwoRegions small = TwoRegions.start("reply: 8KiB, buffered: 1MiB, body: 4KiB")) {
            small.frankfurt().next(Fault.padded(20_000));
            RawReply reply = small.gateway.post(
                    "/v1/messages",
                    Running.EU_KEY,
                    "{\"model\":\"claude\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"long\"}]}");
            Refused.anthropic(reply, 503, "residency_pool_exhausted");
            assertThat(reply.body()).contains("failed:reply_too_large");
        }
        try (Border border =
                Border.start(topology -> topology.gateway("limits: { reply: 8KiB, buffered: 1MiB, body: 4KiB }"))) {
            border.fra().next(Fault.padded(20_000));
            RawReply reply = border.post("/v1/messages", border.messages(), "anthropic-version", "2023-06-01");
            assertThat(Border.candidates(reply))
                    .as("who was not asked is named, too")
                    .containsExactly("fra-claude=failed:reply_too_large", "par-claude=untried");
            border.held("fra1");
        }
    }

    private static void tooLargeHead(String octets) throws IOException {
        try (RawClient client = world.gateway.raw()) {
            RawReply reply =
                    client.send(octets + Smuggled.behind("behind-a-large-head")).reply();
            Refused.openAi(reply, 431, "request_too_large");
            assertThat(reply.header("connection")).isEqualTo("close");
            Refused.nothingMore(client);
        }
        assertThat(world.sinks.seenIn("behind-a-large-head")).isEmpty();
    }

    private static int connections() {
        return world.gateway.gateway().openConnections();
    }

    private static String chat(String text) {
        return RawClient.request(
                "POST", "/v1/chat/completions", Running.chatBody(text), "authorization", "Bearer " + Running.EU_KEY);
    }

    private static String head(String path, String line) {
        return "POST " + path + " HTTP/1.1\r\nhost: localhost\r\nx-api-key: " + Running.EU_KEY + "\r\n" + line
                + "\r\n\r\n";
    }
}
