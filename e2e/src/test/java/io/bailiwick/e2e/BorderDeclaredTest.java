package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Received;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an endpoint under a provider's own name is sent, and what is shown of it. */
class BorderDeclaredTest {

    @TempDir
    private Path directory;

    @Test
    void openai_in_europe_is_shown_as_declared() throws IOException {
        try (Border border = Declared.openai(directory, "")) {
            RawReply reply = border.post("/v1/chat/completions", Declared.asked(border.chat()));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.header("bailiwick-region")).isEqualTo("openai:eu");
            assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("declared");
            Received received = sink(border).received().get(0);
            assertThat(received.serverName()).isEqualTo(Declared.OPENAI);
            assertThat(received.header("authorization")).isEqualTo("Bearer secret-of-fra");
            assertThat(received.json().path("model").asText()).isEqualTo("gpt-4o");
            border.held(Declared.SINK);
        }
    }

    @Test
    void only_listed_headers_leave() throws IOException {
        try (Border border = Declared.openai(directory, "")) {
            border.post(
                    "/v1/chat/completions",
                    Declared.asked(border.chat()),
                    "openai-organization",
                    "org-1",
                    "openai-project",
                    "proj-1",
                    "baggage",
                    "user=1",
                    "user-agent",
                    "sdk/1",
                    "accept",
                    "application/json",
                    "x-stainless-os",
                    "Linux",
                    "bailiwick-session",
                    "s-1");
            assertThat(sink(border).received().get(0).headers())
                    .extracting(header -> header.name().toLowerCase(java.util.Locale.ROOT))
                    .containsExactlyInAnyOrder(
                            "host",
                            "content-length",
                            "content-type",
                            "accept",
                            "accept-encoding",
                            "traceparent",
                            "authorization");
            assertThat(sink(border).received().get(0).header("accept-encoding")).isEqualTo("identity");
            border.held(Declared.SINK);
        }
    }

    @Test
    void no_query_string_leaves() throws IOException {
        try (Border border = Declared.openai(directory, "")) {
            RawReply reply = border.post(
                    "/v1/chat/completions?region=" + border.canaries().header(), Declared.asked(border.chat()));
            assertThat(sink(border).received())
                    .allMatch(received -> received.target().equals("/v1/chat/completions"));
            assertThat(reply.status()).isIn(200, 404);
            border.heldWithin(Declared.SINK);
        }
    }

    @Test
    void a_field_that_nobody_vouches_for_is_refused() throws IOException {
        for (String field : List.of(
                "\"base_url\":\"https://us.api.openai.com/v1\"",
                "\"extra_body\":{\"region\":\"us\"}",
                "\"inference_geo\":\"us\"",
                "\"data_residency\":\"us\"",
                "\"route\":\"fallback\"",
                "\"models\":[\"gpt-4o\",\"us-model\"]",
                "\"provider\":{\"order\":[\"us\"]}")) {
            try (Border border = Declared.openai(directory, "")) {
                RawReply reply = border.post("/v1/chat/completions", Declared.asked(border.chat(field)));
                assertThat(reply.status()).as(field).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_feature_refused");
                assertThat(Border.candidates(reply)).singleElement().asString().startsWith("openai=feature:");
                assertThat(reply.header("x-should-retry")).isEqualTo("false");
                border.heldWithin();
            }
        }
    }

    @Test
    void a_features_use_is_refused_unless_the_endpoint_lists_it() throws IOException {
        String search = "\"web_search_options\":{}";
        try (Border border = Declared.openai(directory, "")) {
            RawReply reply = border.post("/v1/chat/completions", Declared.asked(border.chat(search)));
            assertThat(Border.code(reply)).isEqualTo("residency_feature_refused");
            assertThat(Border.candidates(reply)).containsExactly("openai=feature:web_search");
            border.heldWithin();
        }
        try (Border border = Declared.openai(directory, ", features: [web_search]")) {
            RawReply reply = border.post("/v1/chat/completions", Declared.asked(border.chat(search)));
            assertThat(reply.status()).isEqualTo(200);
            border.held(Declared.SINK);
        }
    }

    @Test
    void a_tool_that_runs_elsewhere_is_refused() throws IOException {
        for (String tool :
                List.of("web_search", "mcp", "code_interpreter", "file_search", "image_generation", "never_heard_of")) {
            try (Border border = Declared.openai(directory, "")) {
                RawReply reply = border.post(
                        "/v1/responses",
                        Declared.asked(border.responses("\"tools\":[{\"type\":\"" + tool
                                + "\",\"server_label\":\"x\",\"server_url\":\"https://mcp.example.com\"}]")));
                assertThat(Border.code(reply)).as(tool).isEqualTo("residency_feature_refused");
                border.heldWithin();
            }
        }
    }

    @Test
    void responses_are_not_stored_where_the_body_does_not_say() throws IOException {
        try (Border border = Declared.openai(directory, "")) {
            RawReply reply = border.post("/v1/responses", Declared.asked(border.responses()));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(sink(border).received().get(0).json().path("store").isBoolean())
                    .isTrue();
            assertThat(sink(border).received().get(0).json().path("store").asBoolean())
                    .isFalse();
            border.held(Declared.SINK);
        }
    }

    @Test
    void azure_is_asked_in_its_own_way() throws IOException {
        try (Border border = Declared.azure(directory)) {
            sink(border).next(Fault.headers("x-ms-served-model", "gpt-4o-2024-11-20"));
            RawReply reply = border.post("/v1/chat/completions", Declared.asked(border.chat()));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.header("bailiwick-region")).isEqualTo("azure:swedencentral");
            assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("declared");
            assertThat(reply.header("bailiwick-model-version")).isEqualTo("gpt-4o-2024-11-20");
            Received received = sink(border).received().get(0);
            assertThat(received.target()).isEqualTo("/openai/v1/chat/completions");
            assertThat(received.header("api-key")).isEqualTo("secret-of-par");
            assertThat(received.header("authorization")).isNull();
            border.held(Declared.SINK);
        }
    }

    @Test
    void anthropic_is_told_where_to_run_and_held_to_it() throws IOException {
        try (Border border = Declared.anthropic(directory)) {
            sink(border).next(Fault.inferenceGeo("us"));
            RawReply reply = messages(border, "\"inference_geo\":\"global\",");
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("observed");
            assertThat(reply.header("bailiwick-region")).isEqualTo("anthropic:us");
            Received received = sink(border).received().get(0);
            assertThat(received.json().path("inference_geo").asText()).isEqualTo("us");
            assertThat(received.body()).containsOnlyOnce("inference_geo");
            assertThat(received.header("x-api-key")).isEqualTo("secret-of-iad");
        }
    }

    @Test
    void anthropic_that_says_nothing_stays_declared() throws IOException {
        for (String silent : new String[] {null, "not_available"}) {
            try (Border border = Declared.anthropic(directory)) {
                sink(border).next(Fault.inferenceGeo(silent));
                RawReply reply = messages(border, "");
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("declared");
                assertThat(sink(border)
                                .received()
                                .get(0)
                                .json()
                                .path("inference_geo")
                                .asText())
                        .isEqualTo("us");
            }
        }
    }

    @Test
    void anthropic_that_ran_anywhere_is_withheld() throws IOException {
        try (Border border = Declared.anthropic(directory)) {
            sink(border).next(Fault.inferenceGeo("global"));
            RawReply reply = messages(border, "");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Running.json(reply)
                            .path("error")
                            .path("bailiwick")
                            .path("code")
                            .asText())
                    .isEqualTo("residency_contradicted");
            assertThat(reply.body()).doesNotContain("simulated word by word");
        }
    }

    private static RawReply messages(Border border, String member) throws IOException {
        return border.running()
                .post(
                        "/v1/messages",
                        Running.US_KEY,
                        "{\"model\":\"declared\"," + member
                                + "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                        "anthropic-version",
                        "2023-06-01");
    }

    private static SimulatedProvider sink(Border border) {
        return border.sinks().sink(Declared.SINK);
    }
}
