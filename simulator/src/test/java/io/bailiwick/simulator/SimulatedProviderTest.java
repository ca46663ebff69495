package io.bailiwick.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedProviderTest {
    private static final String CHAT =
            "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}";

    private SimulatedProvider provider;
    private HttpAsk ask;

    @BeforeEach
    void start() throws IOException {
        provider = SimulatedProvider.start(Personality.named("eu-1")
                .withModels(List.of("gpt-4o", "claude"))
                .withSays("One two three."));
        ask = new HttpAsk(provider);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void a_chat_reply_names_the_dated_snapshot_and_counts_words() throws Exception {
        HttpResponse<String> reply = ask.post("/chat/completions", CHAT);

        JsonNode json = Json.parse(reply.body());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(json.path("model").asText()).isEqualTo("gpt-4o-2024-11-20");
        assertThat(json.at("/choices/0/message/content").asText()).isEqualTo("One two three.");
        assertThat(json.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
        assertThat(json.at("/usage/completion_tokens").asInt()).isEqualTo(3);
        assertThat(reply.headers().firstValue("x-request-id")).isPresent();
    }

    @Test
    void a_repeated_beginning_of_a_prompt_is_read_from_the_cache() throws Exception {
        String body = CHAT.replace("Hi there", "word ".repeat(40));
        JsonNode first = Json.parse(ask.post("/chat/completions", body).body());
        JsonNode second = Json.parse(ask.post("/chat/completions", body).body());

        assertThat(first.at("/usage/prompt_tokens_details/cached_tokens").asInt())
                .isZero();
        assertThat(second.at("/usage/prompt_tokens_details/cached_tokens").asInt())
                .isEqualTo(32);
    }

    @Test
    void a_stream_ends_with_usage_where_it_was_asked_for_and_with_done() throws Exception {
        String plain = ask.post("/chat/completions", CHAT.replace("{\"model\"", "{\"stream\":true,\"model\""))
                .body();
        String counted = ask.post(
                        "/chat/completions",
                        CHAT.replace(
                                "{\"model\"", "{\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\""))
                .body();

        assertThat(plain).startsWith("data: {").endsWith("\n\ndata: [DONE]\n\n").doesNotContain("usage");
        assertThat(counted)
                .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":2,")
                .contains("\"usage\":null")
                .endsWith("\n\ndata: [DONE]\n\n");
    }

    @Test
    void errors_speak_the_dialect_that_was_asked() throws Exception {
        HttpResponse<String> openAi = ask.post("/chat/completions", CHAT.replace("gpt-4o", "none"));
        HttpResponse<String> anthropic = ask.post("/messages", "{\"model\":\"none\",\"max_tokens\":1,\"messages\":[]}");
        HttpResponse<String> broken = ask.post("/chat/completions", "{\"model\":");

        assertThat(openAi.statusCode()).isEqualTo(404);
        assertThat(Json.parse(openAi.body()).at("/error/code").asText()).isEqualTo("model_not_found");
        assertThat(anthropic.statusCode()).isEqualTo(404);
        assertThat(Json.parse(anthropic.body()).at("/error/type").asText()).isEqualTo("not_found_error");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(ask.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(ask.get("/chat/completions").statusCode()).isEqualTo(405);
    }

    /** It may stand in one process with the gateways that a demo shows. */
    @Test
    void a_body_of_more_values_than_a_tree_should_have_is_not_read() throws Exception {
        String many = "{},".repeat(500_000);
        assertThat(ask.post("/chat/completions", "{\"model\":\"gpt-4o\",\"messages\":[" + many + "{}]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_configured_key_is_required_in_any_of_its_three_headers() throws Exception {
        try (SimulatedProvider locked =
                SimulatedProvider.start(Personality.named("locked").withRequiredKey("k1"))) {
            HttpAsk key = new HttpAsk(locked);

            assertThat(key.post("/chat/completions", CHAT).statusCode()).isEqualTo(401);
            assertThat(key.post("/chat/completions", CHAT, "authorization", "Bearer k2")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(key.post("/chat/completions", CHAT, "authorization", "Bearer k1")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(key.post("/chat/completions", CHAT, "x-api-key", "k1").statusCode())
                    .isEqualTo(200);
            assertThat(key.post("/chat/completions", CHAT, "api-key", "k1").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void the_list_of_models_follows_the_dialect() throws Exception {
        JsonNode openAi = Json.parse(ask.get("/models").body());
        JsonNode anthropic =
                Json.parse(ask.get("/models", "anthropic-version", "2023-06-01").body());

        assertThat(openAi.at("/data/0/object").asText()).isEqualTo("model");
        assertThat(anthropic.at("/data/1/type").asText()).isEqualTo("model");
        assertThat(anthropic.path("last_id").asText()).isEqualTo("claude");
        assertThat(ask.get("/models/gpt-4o").statusCode()).isEqualTo(200);
        assertThat(ask.get("/models/other").statusCode()).isEqualTo(404);
    }

    @Test
    void what_reached_it_is_kept_byte_for_byte() throws Exception {
        ask.post("/chat/completions", CHAT, "X-Canary", "c4n4ry");

        Received received = provider.await(Duration.ofSeconds(5));
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.path()).isEqualTo("/v1/chat/completions");
        assertThat(received.header("x-canary")).isEqualTo("c4n4ry");
        assertThat(received.headers()).contains(new Header("X-Canary", "c4n4ry"));
        assertThat(received.body()).isEqualTo(CHAT);
        assertThat(received.complete()).isTrue();
        assertThat(received.violation()).isNull();
        assertThat(received.contains("c4n4ry")).isTrue();
        assertThat(received.rawHead().length + received.rawBody().length).isEqualTo(received.raw().length);
        assertThat(provider.connectionsOpened()).isEqualTo(1);
    }

    @Test
    void only_so_many_requests_are_kept_as_was_said() throws Exception {
        try (SimulatedProvider small =
                SimulatedProvider.start(Personality.named("small").withKept(2))) {
            HttpAsk asking = new HttpAsk(small);
            for (int i = 0; i < 4; i++) {
                asking.post("/chat/completions", CHAT.replace("Hi", "Hi" + i));
            }

            assertThat(small.received()).hasSize(2);
            assertThat(small.received().get(0).body()).contains("Hi2");
        }
    }

    @Test
    void a_provider_that_is_down_refuses_and_comes_back_at_the_same_port() throws Exception {
        int port = provider.port();
        provider.breakDown();
        assertThatThrownBy(() -> ask.post("/chat/completions", CHAT)).isInstanceOf(IOException.class);

        provider.recover();
        assertThat(provider.port()).isEqualTo(port);
        assertThat(ask.post("/chat/completions", CHAT).statusCode()).isEqualTo(200);
    }

    @Test
    void staged_faults_meet_the_next_requests_in_turn_and_spare_health_probes() throws Exception {
        provider.next(Fault.status(429, "retry-after", "1"), Fault.status(503));

        assertThat(ask.get("/models").statusCode()).isEqualTo(200);
        HttpResponse<String> first = ask.post("/chat/completions", CHAT);
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("retry-after")).contains("1");
        assertThat(ask.post("/messages", "{}").body()).contains("\"type\":\"error\"");
        assertThat(ask.post("/chat/completions", CHAT).statusCode()).isEqualTo(200);
    }

    @Test
    void a_standing_fault_stands_until_it_is_lifted() throws Exception {
        provider.always(Fault.status(500));
        assertThat(ask.post("/chat/completions", CHAT).statusCode()).isEqualTo(500);
        assertThat(ask.get("/models").statusCode()).isEqualTo(500);

        provider.behave();
        assertThat(ask.post("/chat/completions", CHAT).statusCode()).isEqualTo(200);
    }

    @Test
    void the_evidence_of_a_message_says_what_was_configured_or_staged() throws Exception {
        String body = "{\"model\":\"claude\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        assertThat(ask.post("/messages", body).body()).doesNotContain("inference_geo");

        provider.next(Fault.inferenceGeo("us"), Fault.lateInferenceGeo("global"));
        assertThat(ask.post("/messages", body).body()).contains("\"inference_geo\":\"us\"");
        String late = ask.post("/messages", body.replace("{\"model\"", "{\"stream\":true,\"model\""))
                .body();
        assertThat(late).containsOnlyOnce("inference_geo");
        assertThat(late.substring(late.indexOf("message_delta"))).contains("\"inference_geo\":\"global\"");
    }

    @Test
    void a_forced_schema_is_answered_with_json_that_satisfies_it() throws Exception {
        String schema = "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":"
                + "{\"type\":\"object\",\"properties\":{\"total\":{\"type\":\"integer\"}}}}}";
        JsonNode reply = Json.parse(ask.post(
                        "/chat/completions",
                        CHAT.replace("{\"model\"", "{\"response_format\":" + schema + ",\"model\""))
                .body());

        assertThat(Json.parse(reply.at("/choices/0/message/content").asText())
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_tool_is_called_once_and_its_result_is_answered_with_text() throws Exception {
        String tools = "{\"model\":\"gpt-4o\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                + "\"tool_choice\":\"required\",\"messages\":[{\"role\":\"user\",\"content\":\"go\"}%s]}";
        String result = ",{\"role\":\"assistant\",\"tool_calls\":[]},{\"role\":\"tool\",\"tool_call_id\":\"c\","
                + "\"content\":\"42\"}";
        JsonNode first = Json.parse(
                ask.post("/chat/completions", String.format(tools, "")).body());
        JsonNode second = Json.parse(
                ask.post("/chat/completions", String.format(tools, result)).body());

        assertThat(first.at("/choices/0/message/tool_calls/0/function/name").asText())
                .isEqualTo("f");
        assertThat(second.at("/choices/0/message/content").asText()).startsWith("The tool has answered.");
    }

    @Test
    void a_token_limit_ends_the_answer_and_is_named_as_the_reason() throws Exception {
        JsonNode chat =
                Json.parse(ask.post("/chat/completions", CHAT.replace("{\"model\"", "{\"max_tokens\":2,\"model\""))
                        .body());
        JsonNode response =
                Json.parse(ask.post("/responses", "{\"model\":\"gpt-4o\",\"input\":\"x\",\"max_output_tokens\":1}")
                        .body());

        assertThat(chat.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(chat.at("/usage/completion_tokens").asInt()).isEqualTo(2);
        assertThat(response.path("status").asText()).isEqualTo("incomplete");
        assertThat(response.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
    }

    @Test
    void a_message_is_cached_only_where_it_says_so_and_counts_the_rest_apart() throws Exception {
        String marked = "{\"model\":\"claude\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":\""
                + "word ".repeat(40) + "\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[]}";
        String unmarked = marked.replace(",\"cache_control\":{\"type\":\"ephemeral\"}", "");
        JsonNode plain = Json.parse(ask.post("/messages", unmarked).body());
        JsonNode written = Json.parse(ask.post("/messages", marked).body());
        JsonNode read = Json.parse(ask.post("/messages", marked).body());

        assertThat(plain.at("/usage/input_tokens").asInt()).isEqualTo(40);
        assertThat(written.at("/usage/cache_creation_input_tokens").asInt()).isEqualTo(32);
        assertThat(read.at("/usage/cache_read_input_tokens").asInt()).isEqualTo(32);
        assertThat(read.at("/usage/input_tokens").asInt()).isEqualTo(8);
    }

    @Test
    void it_waits_before_the_first_token_as_long_as_was_said() throws Exception {
        try (SimulatedProvider slow = SimulatedProvider.start(
                Personality.named("slow").withLatency(new Latency(Duration.ofMillis(60), Duration.ofMillis(1))))) {
            long before = System.nanoTime();
            new HttpAsk(slow).post("/chat/completions", CHAT);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        }
    }
}
