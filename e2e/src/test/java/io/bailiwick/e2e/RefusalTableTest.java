package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.BodyEnd;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every refusal that this build can give, seen once: status, code, form, and whether coming back can help. */
final class RefusalTableTest {

    private static final Duration SOON = Duration.ofSeconds(3);
    private static final String CLAUDE =
            "{\"model\":\"claude\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private TwoRegions world;

    @BeforeEach
    void start() throws IOException {
        world = TwoRegions.start("body: 1KiB, reply: 2KiB, buffered: 3KiB");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void malformed_request() throws IOException {
        RawReply reply = chat("{\"messages\":[]}");
        JsonNode error = Refused.openAi(reply, 400, "malformed_request");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").asText()).isEqualTo("model");
        decided(error, "eu", "unknown");
        neverAgain(reply);
        nothingSent(reply);
        JsonNode twin = Refused.anthropic(messages("{]"), 400, "malformed_request");
        assertThat(twin.path("type").asText()).isEqualTo("invalid_request_error");
        for (String twice : new String[] {
            "{\"model\":\"chat\",\"model\":\"far\",\"messages\":[]}",
            "{\"model\":\"chat\",\"\\u006dodel\":\"far\",\"messages\":[]}",
            "{\"model\":7,\"messages\":[]}",
            "\uFEFF{\"model\":\"chat\",\"messages\":[]}",
            "{\"model\":\"chat\",\"messages\":[]} x",
            "[]",
            ""
        }) {
            Refused.openAi(chat(twice), 400, "malformed_request");
        }
        assertThat(world.frankfurt().received()).isEmpty();
    }

    @Test
    void authentication_failed() throws IOException {
        RawReply reply = world.gateway.chat("no-such-key", Running.chatBody("x"));
        JsonNode error = Refused.openAi(reply, 401, "authentication_failed");
        decided(error, "unknown", "unknown");
        assertThat(reply.header("www-authenticate")).isEqualTo("Bearer");
        neverAgain(reply);
        nothingSent(reply);
        try (RawClient client = world.gateway.raw()) {
            RawReply none = client.send(RawClient.request("POST", "/v1/messages", CLAUDE))
                    .reply();
            JsonNode twin = Refused.anthropic(none, 401, "authentication_failed");
            assertThat(twin.path("type").asText()).isEqualTo("authentication_error");
        }
        RawReply two = world.gateway.chat(Running.EU_KEY, Running.chatBody("x"), "x-api-key", Running.DE_KEY);
        Refused.openAi(two, 401, "authentication_failed");
    }

    @Test
    void jurisdiction_widened() throws IOException {
        RawReply reply = world.gateway.chat(Running.DE_KEY, Running.chatBody("x"), "bailiwick-jurisdiction", "eu");
        JsonNode error = Refused.openAi(reply, 403, "jurisdiction_widened");
        assertThat(error.path("param").asText()).isEqualTo("bailiwick-jurisdiction");
        decided(error, "de", "unknown");
        neverAgain(reply);
        nothingSent(reply);
        RawReply twin = world.gateway.post("/v1/messages", Running.EU_KEY, CLAUDE, "bailiwick-jurisdiction", "free");
        assertThat(Refused.anthropic(twin, 403, "jurisdiction_widened")
                        .path("type")
                        .asText())
                .isEqualTo("permission_error");
    }

    @Test
    void route_not_found() throws IOException {
        RawReply reply = chat("{\"model\":\"gpt-9\",\"messages\":[]}");
        JsonNode error = Refused.openAi(reply, 404, "route_not_found");
        assertThat(error.path("param").asText()).isEqualTo("model");
        decided(error, "eu", "unknown");
        neverAgain(reply);
        nothingSent(reply);
        RawReply twin = messages(CLAUDE.replace("claude", "opus"));
        assertThat(Refused.anthropic(twin, 404, "route_not_found").path("type").asText())
                .isEqualTo("not_found_error");
        try (RawClient client = world.gateway.raw()) {
            RawReply model = client.send(RawClient.request("GET", "/v1/models/gpt-9", "", "x-api-key", Running.EU_KEY))
                    .reply();
            Refused.openAi(model, 404, "route_not_found");
        }
    }

    @Test
    void path_not_found() throws IOException {
        for (String path :
                new String[] {"/v1/files", "/", "/v1/chat/completions/", "/v1//chat/completions", "/v1/CHAT/completions"
                }) {
            RawReply reply = world.gateway.post(path, Running.EU_KEY, "{}");
            decided(Refused.openAi(reply, 404, "path_not_found"), "unknown", "unknown");
            neverAgain(reply);
            nothingSent(reply);
        }
        RawReply twin = world.gateway.post("/v1/files", Running.EU_KEY, "{}", "anthropic-version", "2023-06-01");
        assertThat(Refused.anthropic(twin, 404, "path_not_found").path("type").asText())
                .isEqualTo("not_found_error");
    }

    @Test
    void request_too_large() throws IOException {
        RawReply body = chat(Running.chatBody("x".repeat(2000)));
        decided(Refused.openAi(body, 413, "request_too_large"), "eu", "unknown");
        neverAgain(body);
        RawReply head = world.gateway.chat(Running.EU_KEY, "{}", "x-long", "x".repeat(70_000));
        decided(Refused.openAi(head, 431, "request_too_large"), "unknown", "unknown");
        neverAgain(head);
        RawReply twin = messages(CLAUDE.replace("hi", "x".repeat(2000)));
        assertThat(Refused.anthropic(twin, 413, "request_too_large")
                        .path("type")
                        .asText())
                .isEqualTo("request_too_large");
    }

    @Test
    void unsupported_encoding() throws IOException {
        RawReply reply = world.gateway.chat(Running.EU_KEY, "zipped", "content-encoding", "gzip");
        JsonNode error = Refused.openAi(reply, 415, "unsupported_encoding");
        assertThat(error.path("param").asText()).isEqualTo("content-encoding");
        neverAgain(reply);
        nothingSent(reply);
        RawReply twin = world.gateway.post("/v1/messages", Running.EU_KEY, "zipped", "content-encoding", "br");
        Refused.anthropic(twin, 415, "unsupported_encoding");
    }

    @Test
    void rate_limited() throws IOException {
        world.gateway.reload(TwoRegions.policy(world.sinks, "body: 1KiB, reply: 2KiB, buffered: 3KiB")
                .replace(
                        "acme-gmbh: { jurisdiction: eu,",
                        "acme-gmbh: { jurisdiction: eu, allowance: { requests-per-minute: 1 },"));
        assertThat(chat(Running.chatBody("x")).status()).isEqualTo(200);
        RawReply reply = chat(Running.chatBody("x"));
        JsonNode error = Refused.openAi(reply, 429, "rate_limited");
        assertThat(error.path("type").asText()).isEqualTo("rate_limit_error");
        decided(error, "eu", "chat");
        assertThat(reply.header("x-should-retry")).isEqualTo("true");
        assertThat(Integer.parseInt(reply.header("retry-after"))).isBetween(1, 60);
        nothingSent(reply);
        JsonNode twin = Refused.anthropic(messages(CLAUDE), 429, "rate_limited");
        assertThat(twin.path("type").asText()).isEqualTo("rate_limit_error");
    }

    @Test
    void jurisdiction_unresolved() throws IOException {
        try (IdentityWorld identities = IdentityWorld.start()) {
            RawReply reply = identities.ask("filed-key");
            JsonNode error = Refused.openAi(reply, 403, "jurisdiction_unresolved");
            assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
            decided(error, "unknown", "unknown");
            neverAgain(reply);
            nothingSent(reply);
            RawReply twin = identities.gateway.post("/v1/messages", "filed-key", CLAUDE);
            assertThat(Refused.anthropic(twin, 403, "jurisdiction_unresolved")
                            .path("type")
                            .asText())
                    .isEqualTo("permission_error");
        }
    }

    @Test
    void jurisdiction_conflict() throws IOException {
        try (IdentityWorld identities = IdentityWorld.start()) {
            RawReply reply = identities.ask("key-of-euco", "x-user-country", "US");
            JsonNode error = Refused.openAi(reply, 403, "jurisdiction_conflict");
            decided(error, "unknown", "unknown");
            assertThat(error.path("message").asText()).contains("eu", "us");
            neverAgain(reply);
            nothingSent(reply);
        }
    }

    @Test
    void identity_unavailable() throws IOException {
        IdentityServer issuer = IdentityServer.start();
        issuer.down(true);
        try (IdentityWorld identities = IdentityWorld.start(issuer, policy -> policy)) {
            RawReply reply = identities.ask(identities.token("euco", claims -> claims));
            JsonNode error = Refused.openAi(reply, 503, "identity_unavailable");
            assertThat(error.path("type").asText()).isEqualTo("server_error");
            decided(error, "unknown", "unknown");
            comeBack(reply, "1");
            nothingSent(reply);
            RawReply twin = identities.gateway.post("/v1/messages", identities.token("euco", claims -> claims), CLAUDE);
            assertThat(Refused.anthropic(twin, 503, "identity_unavailable")
                            .path("type")
                            .asText())
                    .isEqualTo("api_error");
        }
    }

    @Test
    void residency_no_pool() throws IOException {
        RawReply reply = chat("{\"model\":\"far\",\"messages\":[]}");
        JsonNode error = Refused.openAi(reply, 503, "residency_no_pool");
        assertThat(error.path("type").asText()).isEqualTo("server_error");
        decided(error, "eu", "far");
        candidate(error, 0, "virginia", "onprem:iad1", "outside");
        neverAgain(reply);
        nothingSent(reply);
        RawReply german = world.gateway.post("/v1/messages", Running.DE_KEY, CLAUDE);
        JsonNode twin = Refused.anthropic(german, 503, "residency_no_pool");
        assertThat(twin.path("type").asText()).isEqualTo("api_error");
        candidate(twin, 0, "claude-frankfurt", "onprem:fra1", "other_pool");
    }

    @Test
    void residency_pool_exhausted() throws IOException {
        world.frankfurt().breakDown();
        RawReply reply = chat(Running.chatBody("x"));
        JsonNode error = Refused.openAi(reply, 503, "residency_pool_exhausted");
        decided(error, "eu", "chat");
        candidate(error, 0, "frankfurt", "onprem:fra1", "failed:connect");
        assertThat(reply.header("bailiwick-attempts")).isEqualTo("1");
        comeBack(reply, "1");
        world.frankfurt().recover();
        world.frankfurt().next(Fault.status(429, "retry-after", "7"));
        RawReply busy = messages(CLAUDE);
        candidate(
                Refused.anthropic(busy, 503, "residency_pool_exhausted"),
                0,
                "claude-frankfurt",
                "onprem:fra1",
                "failed:429");
        comeBack(busy, "7");
        world.sinks.assertUntouched(TwoRegions.VIRGINIA);
    }

    @Test
    void residency_gateway_outside() throws IOException {
        RawReply reply = world.gateway.chat(Running.US_KEY, Running.chatBody("x"));
        JsonNode error = Refused.openAi(reply, 503, "residency_gateway_outside");
        decided(error, "us", "unknown");
        assertThat(reply.header("bailiwick-peer")).isEqualTo("https://us.llm.example.com");
        neverAgain(reply);
        nothingSent(reply);
        Refused.anthropic(world.gateway.post("/v1/messages", Running.US_KEY, CLAUDE), 503, "residency_gateway_outside");
    }

    /** A line that named the tenant or the session would be written where this user's data may not be. */
    @Test
    void a_gateway_outside_keeps_nobodys_name_whatever_the_client_asks_for() throws IOException {
        RawReply reply = world.gateway.chat(
                Running.US_KEY,
                Running.chatBody("x"),
                "bailiwick-jurisdiction",
                "eu",
                "bailiwick-session",
                "session-of-somebody");
        Refused.openAi(reply, 503, "residency_gateway_outside");
        String line = world.gateway.logLine(reply.header("bailiwick-trace-id")).toString();
        assertThat(line).doesNotContain("session-of-somebody", "tenant");
    }

    @Test
    void residency_contradicted() throws IOException {
        world.frankfurt().next(Fault.inferenceGeo("us"));
        RawReply reply = messages(CLAUDE);
        JsonNode error = Refused.anthropic(reply, 503, "residency_contradicted");
        decided(error, "eu", "claude");
        candidate(error, 0, "claude-frankfurt", "onprem:fra1", "quarantined");
        assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("contradicted");
        assertThat(reply.body()).doesNotContain("Hello from");
        neverAgain(reply);
        RawReply next = messages(CLAUDE);
        Refused.anthropic(next, 503, "residency_pool_exhausted");
        neverAgain(next);
    }

    @Test
    void residency_feature_refused() throws IOException {
        RawReply reply =
                chat("{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                        + "\"image_url\":{\"url\":\"https://elsewhere.example/cat.png\"}}]}]}");
        JsonNode error = Refused.openAi(reply, 503, "residency_feature_refused");
        decided(error, "eu", "chat");
        assertThat(error.path("bailiwick")
                        .path("candidates")
                        .path(0)
                        .path("reason")
                        .asText())
                .startsWith("feature:");
        neverAgain(reply);
        nothingSent(reply);
    }

    @Test
    void overloaded() throws IOException {
        Gate gate = new Gate();
        world.frankfurt().always(Fault.gated(gate));
        String body = Running.chatBody("x".repeat(900));
        try (RawClient one = world.gateway.raw();
                RawClient two = world.gateway.raw();
                RawClient three = world.gateway.raw()) {
            for (RawClient each : new RawClient[] {one, two, three}) {
                each.send(ask(Running.EU_KEY, body));
                world.frankfurt().await(SOON);
            }
            RawReply reply = chat(body);
            decided(Refused.openAi(reply, 503, "overloaded"), "eu", "unknown");
            comeBack(reply, "1");
            nothingSent(reply);
            JsonNode twin = Refused.anthropic(messages(CLAUDE.replace("hi", "x".repeat(900))), 503, "overloaded");
            assertThat(twin.path("type").asText()).isEqualTo("overloaded_error");
            gate.open();
        }
    }

    @Test
    void draining() throws IOException {
        Gate gate = new Gate();
        try (RawClient busy = world.gateway.raw();
                RawClient kept = world.gateway.raw()) {
            assertThat(kept.send(ask(Running.EU_KEY, Running.chatBody("x")))
                            .reply()
                            .status())
                    .isEqualTo(200);
            world.frankfurt().await(SOON);
            world.frankfurt().next(Fault.gated(gate));
            busy.send(ask(Running.EU_KEY, Running.chatBody("last")));
            world.frankfurt().await(SOON);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(world.gateway::close);
            Awaitility.await("no longer ready")
                    .atMost(SOON)
                    .until(() -> !world.gateway.gateway().isReady());
            RawReply reply =
                    kept.send(ask(Running.EU_KEY, Running.chatBody("late"))).reply();
            decided(Refused.openAi(reply, 503, "draining"), "unknown", "unknown");
            comeBack(reply, "1");
            nothingSent(reply);
            assertThat(reply.header("connection")).isEqualTo("close");
            gate.open();
            RawReply last = busy.reply();
            assertThat(last.status()).isEqualTo(200);
            assertThat(last.header("connection")).isEqualTo("close");
            closing.join();
        }
    }

    @Test
    void deadline_exceeded() throws IOException {
        Gate gate = new Gate();
        world.frankfurt().next(Fault.gated(gate));
        RawReply reply = chat(Running.chatBody("x"));
        JsonNode error = Refused.openAi(reply, 504, "deadline_exceeded");
        decided(error, "eu", "chat");
        assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:fra1");
        assertThat(reply.header("bailiwick-attempts")).isEqualTo("1");
        neverAgain(reply);
        gate.open();
    }

    @Test
    void withdrawn() throws IOException {
        Gate gate = new Gate();
        world.frankfurt().next(Fault.gated(gate));
        try (RawClient client = world.gateway.raw()) {
            client.send(ask(Running.EU_KEY, Running.chatBody("x")));
            world.frankfurt().await(SOON);
            world.gateway.admin("DELETE", "/v1/exchanges?jurisdiction=eu");
            RawReply reply = client.reply();
            JsonNode error = Refused.openAi(reply, 503, "withdrawn");
            assertThat(error.path("type").asText()).isEqualTo("server_error");
            decided(error, "eu", "chat");
            assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:fra1");
            neverAgain(reply);
        }
        gate.open();
    }

    @Test
    void upstream_broken() throws IOException {
        world.frankfurt().next(Fault.streamCut(2, Ending.RESET), Fault.streamCut(2, Ending.CLOSE));
        RawReply chat = chat(Running.streamBody("x"));
        assertThat(chat.status()).isEqualTo(200);
        assertThat(chat.end()).isEqualTo(BodyEnd.CUT_BY_CLOSE);
        assertThat(chat.events().done()).isFalse();
        assertThat(chat.body()).contains("\"code\":\"upstream_broken\"");
        RawReply messages = messages(CLAUDE.replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\""));
        assertThat(messages.end()).isEqualTo(BodyEnd.CUT_BY_CLOSE);
        assertThat(messages.events().dataOf("error")).hasSize(1);
        assertThat(messages.events().dataOf("message_stop")).isEmpty();
    }

    private RawReply chat(String body) throws IOException {
        return world.gateway.chat(Running.EU_KEY, body);
    }

    private RawReply messages(String body) throws IOException {
        return world.gateway.post("/v1/messages", Running.EU_KEY, body);
    }

    private static String ask(String key, String body) {
        return RawClient.request("POST", "/v1/chat/completions", body, "authorization", "Bearer " + key);
    }

    private static void decided(JsonNode error, String jurisdiction, String route) {
        assertThat(error.path("bailiwick").path("jurisdiction").asText()).isEqualTo(jurisdiction);
        assertThat(error.path("bailiwick").path("route").asText()).isEqualTo(route);
    }

    private static void candidate(JsonNode error, int at, String endpoint, String reach, String reason) {
        JsonNode candidate = error.path("bailiwick").path("candidates").path(at);
        assertThat(Refused.names(candidate)).containsExactlyInAnyOrder("endpoint", "reach", "reason");
        assertThat(candidate.path("endpoint").asText()).isEqualTo(endpoint);
        assertThat(candidate.path("reach").asText()).isEqualTo(reach);
        assertThat(candidate.path("reason").asText()).isEqualTo(reason);
    }

    private static void neverAgain(RawReply reply) {
        assertThat(reply.header("x-should-retry")).isEqualTo("false");
        assertThat(reply.header("retry-after")).isNull();
    }

    private static void comeBack(RawReply reply, String seconds) {
        assertThat(reply.header("x-should-retry")).isEqualTo("true");
        assertThat(reply.header("retry-after")).isEqualTo(seconds);
    }

    private static void nothingSent(RawReply reply) {
        assertThat(reply.header("bailiwick-region")).isEqualTo("none");
        assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("none");
        assertThat(reply.header("bailiwick-endpoint")).isEqualTo("none");
        assertThat(reply.header("bailiwick-attempts")).isEqualTo("0");
    }
}
