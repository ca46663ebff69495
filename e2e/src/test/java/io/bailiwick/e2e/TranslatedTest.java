package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.e2e.Mixed.Client;
import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Received;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Whether a client is served by every provider of its region without noticing which. */
class TranslatedTest {

    private static final String STREAM = ",\"stream\":true";

    @Test
    void every_client_is_served_by_every_dialect_whole_and_streamed() throws IOException {
        for (String endpoint : Mixed.EU) {
            try (Mixed mixed = Mixed.of(endpoint)) {
                for (Client client : Client.values()) {
                    for (String how : new String[] {"", STREAM}) {
                        RawReply reply = mixed.ask(client, how);
                        String what = client + how + " at " + endpoint + ": " + reply.body();
                        assertThat(reply.status()).as(what).isEqualTo(200);
                        assertThat(Said.text(client, reply)).as(what).startsWith("Hello from " + endpoint);
                        assertThat(Said.stop(client, reply))
                                .as(what)
                                .isEqualTo(
                                        switch (client) {
                                            case CHAT -> "stop";
                                            case RESPONSES -> "completed";
                                            case MESSAGES -> "end_turn";
                                        });
                        assertThat(reply.header("bailiwick-endpoint")).isEqualTo(endpoint);
                        assertThat(reply.header("content-type"))
                                .startsWith(how.isEmpty() ? "application/json" : "text/event-stream");
                    }
                }
                mixed.held(endpoint);
            }
        }
    }

    @Test
    void tools_are_called_through_every_dialect() throws IOException {
        for (String endpoint : Mixed.EU) {
            try (Mixed mixed = Mixed.of(endpoint)) {
                for (Client client : Client.values()) {
                    for (String how : new String[] {"", STREAM}) {
                        RawReply reply = mixed.ask(client, client.tool() + how);
                        String what = client + how + " at " + endpoint + ": " + reply.body();
                        assertThat(reply.status()).as(what).isEqualTo(200);
                        JsonNode arguments = Said.json(Said.arguments(client, reply));
                        assertThat(arguments.path("city").isTextual()).as(what).isTrue();
                        assertThat(Said.stop(client, reply))
                                .as(what)
                                .isEqualTo(
                                        switch (client) {
                                            case CHAT -> "tool_calls";
                                            case RESPONSES -> "completed";
                                            case MESSAGES -> "tool_use";
                                        });
                    }
                }
                mixed.held(endpoint);
            }
        }
    }

    /** A client that allows few tokens would otherwise make an endpoint rest for everybody. */
    @Test
    void a_call_that_was_cut_off_ends_for_its_length_and_is_nobodys_fault() throws IOException {
        String cut =
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"message\":"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"K\"}}]},\"finish_reason\":\"%s\"}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":9,\"total_tokens\":10}}";
        try (Mixed mixed = Mixed.of("vllm")) {
            mixed.at("vllm").always(reply(cut.formatted("length")));
            RawReply reply = mixed.ask(Client.MESSAGES, Client.MESSAGES.tool());
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(Said.stop(Client.MESSAGES, reply)).isEqualTo("max_tokens");
            assertThat(Running.json(reply).at("/content/0/input").toString()).isEqualTo("{}");

            mixed.at("vllm").always(reply(cut.formatted("tool_calls")));
            for (int i = 0; i < 8; i++) {
                RawReply refused = mixed.ask(Client.MESSAGES, Client.MESSAGES.tool());
                assertThat(Border.candidates(refused))
                        .as("half an object that the model calls whole cannot be said, and rests nobody")
                        .containsExactly("vllm=failed:malformed");
            }
            assertThat(mixed.ask(Client.CHAT).status()).isEqualTo(200);
        }
    }

    @Test
    void a_call_without_arguments_has_an_object_of_none_in_responses() throws IOException {
        String called =
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"message\":"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"weather\",\"arguments\":\"\"}}]},\"finish_reason\":\"tool_calls\"}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":9,\"total_tokens\":10}}";
        try (Mixed mixed = Mixed.of("vllm")) {
            mixed.at("vllm").always(reply(called));
            RawReply reply = mixed.ask(Client.RESPONSES, Client.RESPONSES.tool());
            assertThat(Said.arguments(Client.RESPONSES, reply)).isEqualTo("{}");
        }
    }

    private static Fault reply(String json) {
        return Fault.raw(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + json.length() + "\r\n\r\n"
                        + json,
                Ending.KEEP);
    }

    @Test
    void what_is_counted_and_shown_comes_from_the_endpoints_own_words() throws IOException {
        try (Mixed mixed = Mixed.of("anthropic")) {
            for (String how : new String[] {"", STREAM}) {
                RawReply reply = mixed.ask(Client.CHAT, how);
                if (how.isEmpty()) {
                    assertThat(reply.header("bailiwick-model-version")).isEqualTo("upstream-2024-11-20");
                    assertThat(Running.json(reply).at("/usage/prompt_tokens").asLong())
                            .isPositive();
                }
                JsonNode line = mixed.running.logLine(reply.header("bailiwick-trace-id"));
                assertThat(line.toString()).contains("upstream-2024-11-20");
                assertThat(reply.header("x-request-id")).startsWith("req_");
                assertThat(reply.headers("request-id")).isEmpty();
                assertThat(reply.headers("anthropic-ratelimit-requests-limit")).isEmpty();
            }
        }
    }

    @Test
    void an_endpoint_gets_its_own_headers_and_none_of_another_dialect() throws IOException {
        try (Mixed mixed = Mixed.of("anthropic", "vllm")) {
            mixed.running.post(
                    "/v1/chat/completions",
                    mixed.canaries.key(),
                    Client.CHAT.body(mixed.canaries, ""),
                    "anthropic-beta",
                    "something-2025");
            Received asked = mixed.at("anthropic").received().get(0);
            assertThat(asked.path()).endsWith("/v1/messages");
            assertThat(asked.headers("anthropic-version")).containsExactly("2023-06-01");
            assertThat(asked.headers("anthropic-beta")).isEmpty();

            mixed.at("anthropic").always(Fault.status(529));
            mixed.ask(Client.MESSAGES);
            Received next = mixed.at("vllm").received().get(0);
            assertThat(next.path()).endsWith("/v1/chat/completions");
            assertThat(next.headers("anthropic-version")).isEmpty();
        }
    }
}
