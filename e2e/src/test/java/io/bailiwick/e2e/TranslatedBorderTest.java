package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.e2e.Mixed.Client;
import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.SseReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whether translation opens a way out: by retries, by streams, by a reload, by what is smuggled in another dialect's words. */
class TranslatedBorderTest {

    private static final String STREAM = ",\"stream\":true";
    private static final String REMOTE = "https://files.us.example.com/canary.png";

    @Test
    void a_request_falls_back_across_dialects_and_never_across_the_border() throws IOException {
        for (Client client : Client.values()) {
            for (String how : new String[] {"", STREAM}) {
                try (Mixed mixed = Mixed.of()) {
                    mixed.at("azure").next(Fault.status(429, "retry-after", "60"));
                    RawReply first = mixed.ask(client, how);
                    assertThat(Said.text(client, first)).startsWith("Hello from anthropic");
                    mixed.at("anthropic").next(Fault.status(529));
                    mixed.at("mistral").next(Fault.resetBeforeHead());

                    RawReply reply = mixed.ask(client, how);

                    assertThat(reply.status()).as(client + ": " + reply.body()).isEqualTo(200);
                    assertThat(Said.text(client, reply)).startsWith("Hello from vllm");
                    assertThat(reply.header("bailiwick-attempts")).isEqualTo("3");
                    mixed.held("azure", "anthropic", "mistral", "vllm");
                }
            }
        }
    }

    @Test
    void when_every_dialect_fails_the_client_is_refused_in_its_own() throws IOException {
        try (Mixed mixed = Mixed.of()) {
            Mixed.EU.forEach(endpoint -> mixed.at(endpoint).always(Fault.status(500)));
            for (Client client : Client.values()) {
                RawReply reply = mixed.ask(client);
                assertThat(reply.status()).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_pool_exhausted");
                if (client == Client.MESSAGES) {
                    assertThat(Running.json(reply).path("type").asText()).isEqualTo("error");
                }
            }
            mixed.sinks.assertUntouched("virginia");
        }
    }

    @Test
    void after_the_first_byte_nothing_is_sent_twice_and_the_stream_ends_in_the_clients_words() throws IOException {
        for (Client client : Client.values()) {
            for (String first : List.of("anthropic", "mistral", "vllm")) {
                if (client == Client.MESSAGES && first.equals("anthropic")
                        || client == Client.CHAT && first.equals("vllm")) {
                    continue;
                }
                try (Mixed mixed = Mixed.of(first, "azure")) {
                    mixed.at(first).next(Fault.streamCut(4, Ending.RESET));
                    RawReply reply = mixed.ask(client, STREAM);

                    String what = client + " at " + first + ": " + reply.body();
                    assertThat(reply.status()).as(what).isEqualTo(200);
                    List<SseReply.Event> events = reply.events().events();
                    JsonNode last = Said.json(events.get(events.size() - 1).data());
                    assertThat(last.toString()).as(what).contains("error");
                    assertThat(reply.body()).as(what).doesNotContain("[DONE]").doesNotContain("message_stop");
                    if (client == Client.RESPONSES) {
                        assertThat(last.path("sequence_number").asInt())
                                .as(what)
                                .isEqualTo(events.size() - 1);
                    }
                    mixed.held(first);
                }
            }
        }
    }

    @Test
    void a_stream_that_fails_before_its_first_event_moves_on() throws IOException {
        try (Mixed mixed = Mixed.of("anthropic", "mistral")) {
            mixed.at("anthropic").next(Fault.streamErrorEvent(0, "overloaded"));
            RawReply reply = mixed.ask(Client.CHAT, STREAM);
            assertThat(Said.text(Client.CHAT, reply)).startsWith("Hello from mistral");
            mixed.held("anthropic", "mistral");
        }
    }

    @Test
    void an_error_about_the_request_itself_comes_in_the_clients_words_with_its_advice() throws IOException {
        try (Mixed mixed = Mixed.of("anthropic")) {
            mixed.at("anthropic").next(Fault.status(413, "x-should-retry", "false"));
            RawReply reply = mixed.ask(Client.CHAT);
            assertThat(reply.status()).as(reply.body()).isEqualTo(413);
            assertThat(reply.header("x-should-retry")).isEqualTo("false");
            assertThat(Running.json(reply).at("/error/message").asText()).contains("Staged");
            assertThat(Running.json(reply).has("type")).isFalse();
        }
        try (Mixed mixed = Mixed.of("azure")) {
            mixed.at("azure").next(Fault.status(400));
            RawReply reply = mixed.ask(Client.MESSAGES, STREAM);
            assertThat(reply.status()).as(reply.body()).isEqualTo(400);
            assertThat(Running.json(reply).path("type").asText()).isEqualTo("error");
            assertThat(Running.json(reply).at("/error/type").asText()).isEqualTo("invalid_request_error");
        }
    }

    @Test
    void what_cannot_be_said_passes_an_endpoint_over_by_the_fields_name() throws IOException {
        try (Mixed mixed = Mixed.of("anthropic", "vllm")) {
            RawReply served = mixed.ask(Client.CHAT, ",\"logprobs\":true");
            assertThat(served.header("bailiwick-endpoint")).as(served.body()).isEqualTo("vllm");
            mixed.held("vllm");
        }
        try (Mixed mixed = Mixed.of("anthropic")) {
            RawReply refused = mixed.ask(Client.CHAT, ",\"logprobs\":true");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Border.candidates(refused)).containsExactly("anthropic=dialect:logprobs");
            assertThat(refused.header("x-should-retry")).isEqualTo("false");
            assertThat(Border.error(refused).path("message").asText())
                    .isEqualTo(
                            "no endpoint inside 'eu' can serve this request (dialect:logprobs); it was not sent elsewhere");
            assertThat(Border.error(refused).path("param").asText()).isEqualTo("logprobs");
            mixed.held();
        }
    }

    @Test
    void a_reply_that_says_it_ran_abroad_is_withheld_in_whatever_words() throws IOException {
        for (String how : new String[] {"", STREAM}) {
            try (Mixed mixed = Mixed.of("anthropic", "vllm")) {
                mixed.at("anthropic").next(Fault.inferenceGeo("us"));
                RawReply reply = mixed.ask(Client.CHAT, how);
                assertThat(reply.status()).as(reply.body()).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_contradicted");
                assertThat(reply.body()).doesNotContain("Hello");
                RawReply next = mixed.ask(Client.CHAT, how);
                assertThat(next.header("bailiwick-endpoint")).isEqualTo("vllm");
            }
        }
    }

    @Test
    void nothing_is_smuggled_through_another_dialect() throws IOException {
        try (Mixed mixed = Mixed.of("mistral", "vllm")) {
            refused(mixed.ask(
                    Client.MESSAGES, ",\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]"));
            mixed.held();
        }
        try (Mixed mixed = Mixed.of("anthropic", "mistral")) {
            refused(mixed.ask(
                    Client.RESPONSES,
                    ",\"tools\":[{\"type\":\"mcp\",\"server_label\":\"us\",\"server_url\":\"" + REMOTE + "\"}]"));
            refused(mixed.ask(Client.RESPONSES, ",\"store\":true"));
            refused(mixed.ask(Client.CHAT, ",\"web_search_options\":{}"));
            for (Client client : Client.values()) {
                String part = switch (client) {
                    case CHAT -> "{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + REMOTE + "\"}}";
                    case RESPONSES -> "{\"type\":\"input_image\",\"image_url\":\"" + REMOTE + "\"}";
                    case MESSAGES -> "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"" + REMOTE + "\"}}";
                };
                String body = client.body(mixed.canaries, "")
                        .replaceFirst("\"content\":\"[^\"]*\"", "\"content\":[" + part.replace("$", "") + "]");
                refused(mixed.running.post(client.path, mixed.canaries.key(), body, "anthropic-version", "2023-06-01"));
            }
            mixed.held();
        }
    }

    @Test
    void a_reload_while_an_attempt_is_under_way_closes_the_other_dialects_too() throws Exception {
        Gate gate = new Gate();
        try (Mixed mixed = Mixed.of("azure", "anthropic")) {
            mixed.at("azure").next(Fault.gated(gate).and(Fault.status(503)));
            CompletableFuture<RawReply> asking = CompletableFuture.supplyAsync(() -> {
                try {
                    return mixed.ask(Client.CHAT);
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            });
            mixed.at("azure").await(Duration.ofSeconds(20));
            mixed.reload("azure");
            gate.open();

            RawReply reply = asking.get();
            assertThat(reply.status()).as(reply.body()).isEqualTo(503);
            assertThat(Border.candidates(reply)).contains("anthropic=outside");
            mixed.held("azure");
        }
    }

    @Test
    void an_endpoint_of_which_nothing_is_left_rests_until_something_is() throws IOException {
        try (Mixed mixed = Mixed.of("mistral", "azure")) {
            mixed.at("mistral")
                    .next(Fault.headers(
                            "x-ratelimit-limit-requests", "1",
                            "x-ratelimit-remaining-requests", "0",
                            "x-ratelimit-reset-requests", "1m0s"));
            assertThat(mixed.ask(Client.CHAT).header("bailiwick-endpoint")).isEqualTo("mistral");
            assertThat(mixed.ask(Client.CHAT).header("bailiwick-endpoint")).isEqualTo("azure");
        }
    }

    private static void refused(RawReply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(reply.header("x-should-retry")).as(reply.body()).isEqualTo("false");
        assertThat(reply.body()).containsAnyOf("feature:", "dialect:");
    }
}
