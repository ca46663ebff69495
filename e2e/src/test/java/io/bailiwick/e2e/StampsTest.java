package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Do the response's headers, the log line and the metrics say the same of one exchange? */
final class StampsTest {

    private static final String EXPECT = """
        expect: { models: { chat: [sim-large-2024-11-20], claude: [sim-claude-2024-11-20] }, prompts: { support: [v47] } }
        """;
    private static final Map<String, String> LOG_KEYS = Map.of(
            "bailiwick-jurisdiction", "bailiwick.home.jurisdiction",
            "bailiwick-region", "bailiwick.inference.region",
            "bailiwick-region-evidence", "bailiwick.region.evidence",
            "bailiwick-model-version", "bailiwick.model.version",
            "bailiwick-prompt-version", "bailiwick.prompt.version",
            "bailiwick-endpoint", "bailiwick.endpoint",
            "bailiwick-attempts", "bailiwick.attempt.count",
            "bailiwick-trace-id", "trace_id");

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
    void of_a_served_reply() throws IOException {
        RawReply reply = chat(Running.chatBody("Hello"));

        assertStamp(reply, "eu", ThreeRegions.FRANKFURT, "attested", ThreeRegions.CHAT_VERSION, "v47", "frankfurt", 1);
        assertRequest("eu", ThreeRegions.FRANKFURT, "ok");
        assertVersion(ThreeRegions.FRANKFURT, ThreeRegions.CHAT_VERSION, "v47");
        assertAttempts(Map.of(ThreeRegions.FRANKFURT, 1));
    }

    @Test
    void of_a_stream() throws IOException {
        RawReply reply = chat(Running.streamBody("Hello"));

        assertThat(reply.events().done()).isTrue();
        assertStamp(reply, "eu", ThreeRegions.FRANKFURT, "attested", ThreeRegions.CHAT_VERSION, "v47", "frankfurt", 1);
        assertRequest("eu", ThreeRegions.FRANKFURT, "ok");
        assertVersion(ThreeRegions.FRANKFURT, ThreeRegions.CHAT_VERSION, "v47");
        assertAttempts(Map.of(ThreeRegions.FRANKFURT, 1));
    }

    @Test
    void of_a_failover_where_the_next_endpoint_served() throws IOException {
        site.frankfurt().next(Fault.status(500));

        RawReply reply = chat(Running.chatBody("Hello"));

        assertStamp(reply, "eu", ThreeRegions.PARIS, "attested", ThreeRegions.CHAT_VERSION, "v47", "paris", 2);
        assertRequest("eu", ThreeRegions.PARIS, "ok");
        assertVersion(ThreeRegions.PARIS, ThreeRegions.CHAT_VERSION, "v47");
        assertAttempts(Map.of(ThreeRegions.FRANKFURT, 1, ThreeRegions.PARIS, 1));
        assertThat(Samples.of(site.gateway.metrics()).positive("bailiwick_failover_total"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels())
                        .containsEntry("from_region", ThreeRegions.FRANKFURT)
                        .containsEntry("to_region", ThreeRegions.PARIS)
                        .containsEntry("result", "recovered"));
    }

    @Test
    void of_a_refusal_before_anything_was_sent() throws IOException {
        RawReply reply =
                site.gateway.chat(Running.DE_KEY, Running.chatBody("Hello"), "bailiwick-prompt", "support/v47");

        assertThat(reply.status()).isEqualTo(503);
        assertStamp(reply, "de", "none", "none", "unknown", "v47", "none", 0);
        assertRequest("de", "none", "denied");
        assertThat(line(reply).path("bailiwick.residency.reason").asText()).isEqualTo("residency_no_pool");
        assertDenied("de", "residency_no_pool");
        assertAttempts(Map.of());
    }

    @Test
    void of_a_refusal_after_every_endpoint_failed() throws IOException {
        site.frankfurt().next(Fault.status(500));
        site.sinks.sink(ThreeRegions.PARIS).next(Fault.status(500));

        RawReply reply = chat(Running.chatBody("Hello"));

        assertThat(reply.status()).isEqualTo(503);
        assertStamp(reply, "eu", ThreeRegions.PARIS, "attested", "unknown", "v47", "paris", 2);
        assertRequest("eu", ThreeRegions.PARIS, "denied");
        assertDenied("eu", "residency_pool_exhausted");
        assertAttempts(Map.of(ThreeRegions.FRANKFURT, 1, ThreeRegions.PARIS, 1));
    }

    @Test
    void of_a_contradiction() throws IOException {
        site.frankfurt().next(Fault.inferenceGeo("us"));

        RawReply reply = site.gateway.post(
                "/v1/messages",
                Running.EU_KEY,
                "{\"model\":\"claude\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "bailiwick-prompt",
                "support/v47");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).contains("residency_contradicted").doesNotContain("simulated");
        assertStamp(
                reply, "eu", "anthropic:us", "contradicted", ThreeRegions.CLAUDE_VERSION, "v47", "claude-frankfurt", 1);
        assertRequest("eu", "anthropic:us", "denied");
        assertVersion("anthropic:us", ThreeRegions.CLAUDE_VERSION, "v47");
        assertDenied("eu", "residency_contradicted");
        assertThat(Samples.of(site.gateway.metrics()).positive("bailiwick_residency_violations_total"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels())
                        .containsEntry("jurisdiction", "eu")
                        .containsEntry("region", "anthropic:us"));
        assertThat(line(reply).path("bailiwick.residency.violation").asBoolean())
                .isTrue();
    }

    @Test
    void of_a_list_of_models() throws IOException {
        RawReply reply;
        try (RawClient client = site.gateway.raw()) {
            reply = client.send(RawClient.request("GET", "/v1/models", "", "authorization", "Bearer " + Running.EU_KEY))
                    .reply();
        }

        assertThat(reply.status()).isEqualTo(200);
        assertStamp(reply, "eu", "none", "none", "unknown", "unknown", "none", 0);
        assertRequest("eu", "none", "ok");
        assertAttempts(Map.of());
    }

    @Test
    void of_who_is_nobody() throws IOException {
        RawReply reply = site.gateway.chat("bw-nobody", Running.chatBody("Hello"));

        assertThat(reply.status()).isEqualTo(401);
        assertStamp(reply, "unknown", "none", "none", "unknown", "unknown", "none", 0);
        assertRequest("unknown", "none", "client_error");
    }

    private RawReply chat(String body) throws IOException {
        return site.gateway.chat(Running.EU_KEY, body, "bailiwick-prompt", "support/v47");
    }

    private JsonNode line(RawReply reply) {
        return site.gateway.logLine(reply.header("bailiwick-trace-id"));
    }

    private void assertStamp(
            RawReply reply,
            String jurisdiction,
            String region,
            String evidence,
            String modelVersion,
            String promptVersion,
            String endpoint,
            int attempts) {
        Map<String, String> stamp = new LinkedHashMap<>();
        stamp.put("bailiwick-jurisdiction", jurisdiction);
        stamp.put("bailiwick-region", region);
        stamp.put("bailiwick-region-evidence", evidence);
        stamp.put("bailiwick-model-version", modelVersion);
        stamp.put("bailiwick-prompt-version", promptVersion);
        stamp.put("bailiwick-endpoint", endpoint);
        stamp.put("bailiwick-attempts", String.valueOf(attempts));
        stamp.put("bailiwick-trace-id", reply.header("bailiwick-trace-id"));
        JsonNode line = line(reply);
        stamp.forEach((header, value) -> {
            assertThat(reply.headers(header)).as("header " + header).containsExactly(value);
            assertThat(line.path(LOG_KEYS.get(header)).asText())
                    .as("in the log line")
                    .isEqualTo(value);
        });
        assertThat(line.path("http.response.status_code").asInt()).isEqualTo(reply.status());
        assertThat(line.path("bailiwick.attempts")).hasSize(attempts);
    }

    private void assertRequest(String jurisdiction, String region, String outcome) {
        assertThat(Samples.of(site.gateway.metrics()).positive("bailiwick_requests_total"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels())
                        .containsEntry("jurisdiction", jurisdiction)
                        .containsEntry("region", region)
                        .containsEntry("outcome", outcome));
    }

    private void assertVersion(String region, String modelVersion, String promptVersion) {
        assertThat(Samples.of(site.gateway.metrics()).positive("bailiwick_version_requests_total"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels())
                        .containsEntry("region", region)
                        .containsEntry("model_version", modelVersion)
                        .containsEntry("prompt_name", "support")
                        .containsEntry("prompt_version", promptVersion));
    }

    private void assertDenied(String jurisdiction, String reason) {
        assertThat(Samples.of(site.gateway.metrics()).positive("bailiwick_residency_denials_total"))
                .extracting(Samples.Sample::labels)
                .isEqualTo(List.of(Map.of("jurisdiction", jurisdiction, "reason", reason)));
    }

    private void assertAttempts(Map<String, Integer> byRegion) {
        Map<String, Integer> counted = new LinkedHashMap<>();
        Samples.of(site.gateway.metrics())
                .positive("bailiwick_upstream_attempts_total")
                .forEach(sample -> counted.merge(sample.labels().get("region"), (int) sample.value(), Integer::sum));
        assertThat(counted).isEqualTo(byRegion);
    }
}
