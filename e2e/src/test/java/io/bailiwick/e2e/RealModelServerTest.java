package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.SseReply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that really infers, llama.cpp's, behind the gateway: asked in its own dialect and in two that it is not asked in. */
final class RealModelServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "tiny.gguf";

    @TempDir
    private static Path directory;

    private static ModelServer model;
    private static Running gateway;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                ModelServer.isInstalled(),
                "no model server: pip install e2e/src/test/python/model-requirements.txt into e2e/src/test/python/.venv");
        model = ModelServer.start(directory);
        gateway = Running.start(Running.REGIONS + Running.TENANTS + """
            endpoints:
              llama:
                provider: openai-compatible
                url: %s/v1
                reach: ["onprem:fra1"]
                apis: [chat]
                models: { chat: tiny }
            routes: { chat: { eu: [[llama]] } }
            """.formatted(model.url()));
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (model != null) {
            model.close();
        }
    }

    private static void isStamped(RawReply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:fra1");
        assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("attested");
        assertThat(reply.header("bailiwick-model-version")).isEqualTo(VERSION);
    }

    private static List<JsonNode> events(RawReply reply) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (SseReply.Event event : reply.events().events()) {
            if (!event.data().equals("[DONE]")) {
                events.add(JSON.readTree(event.data()));
            }
        }
        return events;
    }

    @Test
    void chat_is_answered_in_its_own_words() throws IOException {
        RawReply reply = gateway.chat(
                Running.EU_KEY,
                "{\"model\":\"chat\",\"max_tokens\":8,\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"to be\"}]}");
        JsonNode answer = JSON.readTree(reply.body());

        isStamped(reply);
        assertThat(answer.at("/usage/completion_tokens").asInt()).isBetween(1, 8);
        assertThat(answer.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        JsonNode line = gateway.logLine(reply.header("bailiwick-trace-id"));
        assertThat(line.path("gen_ai.usage.input_tokens").asInt())
                .isEqualTo(answer.at("/usage/prompt_tokens").asInt());
    }

    @Test
    void chat_streams_to_its_end() throws IOException {
        RawReply reply = gateway.chat(
                Running.EU_KEY,
                "{\"model\":\"chat\",\"stream\":true,\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"to be\"}]}");

        isStamped(reply);
        assertThat(reply.body()).endsWith("data: [DONE]\n\n").doesNotContain("\"usage\":{");
        assertThat(events(reply)).isNotEmpty();
    }

    @Test
    void a_client_that_speaks_messages_is_answered_in_messages() throws IOException {
        RawReply reply = gateway.post("/v1/messages", Running.EU_KEY, """
            {"model":"chat","max_tokens":8,"system":"speak","messages":[{"role":"user","content":"to be"}]}""");
        JsonNode answer = JSON.readTree(reply.body());

        isStamped(reply);
        assertThat(answer.path("type").asText()).isEqualTo("message");
        assertThat(answer.path("stop_reason").asText()).isIn("max_tokens", "end_turn");
        assertThat(answer.at("/usage/output_tokens").asInt()).isBetween(1, 8);
    }

    @Test
    void a_client_that_speaks_messages_gets_a_stream_of_messages() throws IOException {
        RawReply reply = gateway.post("/v1/messages", Running.EU_KEY, """
            {"model":"chat","stream":true,"max_tokens":8,"messages":[{"role":"user","content":"to be"}]}""");
        List<JsonNode> events = events(reply);

        isStamped(reply);
        assertThat(events.get(0).path("type").asText()).isEqualTo("message_start");
        assertThat(events.get(events.size() - 1).path("type").asText()).isEqualTo("message_stop");
        assertThat(events.get(events.size() - 2).at("/usage/output_tokens").asInt())
                .isBetween(1, 8);
    }

    @Test
    void a_client_that_speaks_responses_gets_a_stream_of_responses() throws IOException {
        RawReply reply = gateway.post("/v1/responses", Running.EU_KEY, """
            {"model":"chat","stream":true,"store":false,"max_output_tokens":8,"input":"to be"}""");
        List<JsonNode> events = events(reply);

        isStamped(reply);
        assertThat(events.get(0).path("type").asText()).isEqualTo("response.created");
        assertThat(events.get(events.size() - 1).path("type").asText())
                .isIn("response.completed", "response.incomplete");
        assertThat(events.get(events.size() - 1)
                        .at("/response/usage/output_tokens")
                        .asInt())
                .isBetween(1, 8);
    }

    @Test
    void what_cannot_be_said_to_it_is_named_and_nothing_is_sent() throws IOException {
        RawReply reply = gateway.post("/v1/messages", Running.EU_KEY, """
            {"model":"chat","max_tokens":8,"top_k":3,"messages":[{"role":"user","content":"to be"}],
             "thinking":{"type":"enabled","budget_tokens":2048}}""");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(JSON.readTree(reply.body())
                        .at("/error/bailiwick/candidates/0/reason")
                        .asText())
                .startsWith("dialect:");
        assertThat(reply.header("bailiwick-region")).isEqualTo("none");
    }
}
