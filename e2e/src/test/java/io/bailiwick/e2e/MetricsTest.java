package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Do the numbers say what happened on the wire? */
final class MetricsTest {

    private static final Duration SILENCE = Duration.ofMillis(100);
    private static final String EXPECT = """
        expect: { models: { chat: [sim-large-2024-11-20] }, prompts: { support: [v47, v48] } }
        """;

    private ThreeRegions site;

    @BeforeEach
    void start() throws IOException {
        site = ThreeRegions.start(EXPECT);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void the_first_token_of_a_chat_is_what_the_model_wrote_and_not_the_role_before_it() throws IOException {
        silentAfter(1, "/v1/chat/completions", Running.streamBody("Hello"), "\"role\":\"assistant\"");

        assertFirstTokenCameAfterTheSilence("chat");
    }

    @Test
    void the_first_token_of_a_message_is_what_the_model_wrote_and_not_the_start_of_its_block() throws IOException {
        silentAfter(
                2,
                "/v1/messages",
                "{\"model\":\"claude\",\"max_tokens\":64,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "content_block_start");

        assertFirstTokenCameAfterTheSilence("claude");
    }

    /** Opens the gate only when the client has had the events before it for a while. */
    private void silentAfter(int events, String path, String body, String seen) throws IOException {
        Gate gate = new Gate();
        site.frankfurt().next(Fault.streamStall(events, gate));
        try (RawClient client = site.gateway.raw()) {
            client.send(RawClient.request("POST", path, body, "authorization", "Bearer " + Running.EU_KEY));
            client.head();
            client.readTo(seen);
            Awaitility.await().pollDelay(SILENCE).until(() -> true);
            gate.open();
            client.readTo(path.endsWith("messages") ? "message_stop" : "[DONE]");
        }
    }

    private void assertFirstTokenCameAfterTheSilence(String model) {
        for (String name :
                new String[] {"bailiwick_time_to_first_token_seconds", "bailiwick_upstream_time_to_first_token_seconds"
                }) {
            assertThat(value(name + "_count", model)).as(name).isEqualTo(1);
            assertThat(value(name + "_sum", model)).as(name).isGreaterThanOrEqualTo(SILENCE.toMillis() / 1e3);
        }
    }

    private double value(String name, String model) {
        return Awaitility.await(name)
                .until(
                        () -> Samples.of(site.gateway.metrics()).positive(name).stream()
                                .filter(sample -> model.equals(sample.labels().get("model")))
                                .mapToDouble(Samples.Sample::value)
                                .sum(),
                        sum -> sum > 0);
    }

    @Test
    void regions_that_serve_two_versions_are_skewed_on_the_page_and_in_the_metric_alike() throws IOException {
        site.gateway.chat(Running.EU_KEY, Running.chatBody("Hello"), "bailiwick-prompt", "support/v47");
        eventually(() -> assertThat(
                        page().path("skew").path("models").path(0).path("skew").asInt(-1))
                .isZero());

        site.frankfurt().next(Fault.status(500));
        site.sinks.sink(ThreeRegions.PARIS).next(Fault.model("sim-large-2025-05-01"));
        site.gateway.chat(Running.EU_KEY, Running.chatBody("Hello"), "bailiwick-prompt", "support/v48");

        eventually(() -> assertThat(page().path("skew").path("models").toString())
                .isEqualTo(
                        "[{\"route\":\"chat\",\"skew\":1,\"regions_by_version\":{\"sim-large-2024-11-20\":[\"onprem:fra1\"],"
                                + "\"sim-large-2025-05-01\":[\"onprem:par1\"]}}]"));
        assertThat(page().path("models").get(1).path("expected").asBoolean(true))
                .isFalse();
        assertThat(value("bailiwick_model_version_skew", "chat")).isEqualTo(1);
        onlyPositive("bailiwick_prompt_version_skew", Map.of("prompt_name", "support"));
        onlyPositive(
                "bailiwick_version_unexpected_total",
                Map.of("region", ThreeRegions.PARIS, "model", "chat", "what", "model"));
    }

    /** What an exchange counts for is told after its reply. */
    private static void eventually(ThrowingRunnable holds) {
        Awaitility.await().untilAsserted(holds);
    }

    private void onlyPositive(String name, Map<String, String> labels) {
        eventually(() -> assertThat(Samples.of(site.gateway.metrics()).positive(name))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels()).containsAllEntriesOf(labels)));
    }

    private JsonNode page() throws IOException {
        return new ObjectMapper()
                .readTree(site.gateway.admin("GET", "/v1/versions").body());
    }

    @Test
    void what_leaves_the_gateways_region_is_counted_by_where_it_went() throws IOException {
        site.gateway.chat(Running.EU_KEY, Running.chatBody("Hello"));

        onlyPositive("bailiwick_cross_region_requests_total", Map.of("region", ThreeRegions.FRANKFURT));
    }

    @Test
    void a_process_says_which_jurisdictions_it_is_inside_of() {
        Map<String, Double> served = Samples.of(site.gateway.metrics()).all().stream()
                .filter(sample -> sample.name().equals("bailiwick_jurisdiction_served"))
                .collect(Collectors.toMap(sample -> sample.labels().get("jurisdiction"), Samples.Sample::value));

        assertThat(served).containsEntry("eu", 1.0).containsEntry("us", 0.0);
    }

    @Test
    void nothing_that_a_client_sends_is_a_label() throws IOException {
        String mark = "zqmark";
        String body = "{\"model\":\"" + mark + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + mark
                + "\"}],\"user\":\"" + mark + "\"}";
        site.gateway.post("/v1/chat/completions", Running.EU_KEY, body, "bailiwick-prompt", mark + "/" + mark);
        site.gateway.post("/v1/" + mark, Running.EU_KEY, body);
        site.gateway.post("/v1/chat/completions", mark, body, "user-agent", mark, "bailiwick-session", mark);
        site.gateway.chat(
                Running.EU_KEY,
                Running.chatBody(mark),
                "bailiwick-prompt",
                mark + "/" + mark,
                "bailiwick-session",
                mark,
                "bailiwick-jurisdiction",
                mark);
        site.gateway.chat(Running.EU_KEY, Running.chatBody(mark), "bailiwick-prompt", "support/" + mark);

        eventually(() -> assertThat(site.gateway.log().lines()).hasSize(5));
        assertThat(site.gateway.metrics()).doesNotContain(mark);
    }
}
