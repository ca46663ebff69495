package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.residency.Evidence;
import io.bailiwick.routing.PassedOver;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExchangeLineTest {

    private final ExchangeLine line = new ExchangeLine();

    private JsonNode read(ExchangeRecord record) throws Exception {
        return new ObjectMapper().readTree(line.of(record));
    }

    @Test
    void a_served_exchange_reads_like_this() {
        Exchanges exchange =
                new Exchanges().tried(Policies.FRANKFURT, "5xx", 503).tried(Policies.SWEDEN, "ok", 200);

        assertThat(line.of(exchange.record()))
                .isEqualTo(
                        "{\"timestamp\":\"2026-11-21T10:00:00.123Z\""
                                + ",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"trace_flags\":\"01\""
                                + ",\"span_id\":\"b7ad6b7169203331\",\"http.request.method\":\"POST\""
                                + ",\"http.route\":\"/v1/chat/completions\",\"url.path\":\"/v1/chat/completions\""
                                + ",\"url.scheme\":\"https\",\"http.response.status_code\":200"
                                + ",\"bailiwick.outcome\":\"ok\",\"gen_ai.operation.name\":\"chat\""
                                + ",\"gen_ai.provider.name\":\"azure.ai.openai\",\"gen_ai.request.model\":\"gpt-4o\""
                                + ",\"gen_ai.response.model\":\"gpt-4o-2024-11-20\""
                                + ",\"gen_ai.response.id\":\"chatcmpl-1\",\"gen_ai.request.stream\":true"
                                + ",\"gen_ai.response.time_to_first_chunk\":0.240000,\"bailiwick.route.name\":\"chat\""
                                + ",\"bailiwick.home.jurisdiction\":\"eu\""
                                + ",\"bailiwick.inference.region\":\"azure:swedencentral\""
                                + ",\"bailiwick.inference.country\":\"SE\",\"bailiwick.region.evidence\":\"declared\""
                                + ",\"bailiwick.region.mismatch\":false,\"bailiwick.residency.decision\":\"allowed\""
                                + ",\"bailiwick.residency.violation\":false,\"bailiwick.policy.version\":\"digest-1\""
                                + ",\"bailiwick.gateway.region\":\"aws:eu-central-1\""
                                + ",\"bailiwick.model.version\":\"gpt-4o-2024-11-20\""
                                + ",\"bailiwick.model.fingerprint\":\"fp_1\",\"gen_ai.prompt.name\":\"support\""
                                + ",\"gen_ai.prompt.version\":\"v47\",\"bailiwick.prompt.version\":\"v47\""
                                + ",\"bailiwick.parser.version\":\"unknown\",\"bailiwick.tools.version\":\"unknown\""
                                + ",\"bailiwick.release.id\":\"unknown\""
                                + ",\"bailiwick.endpoint\":\"azure-sweden\",\"bailiwick.attempt.count\":2"
                                + ",\"bailiwick.tenant.id\":\"acme-gmbh\",\"gen_ai.conversation.id\":\"session-1\""
                                + ",\"gen_ai.usage.input_tokens\":100,\"gen_ai.usage.output_tokens\":11"
                                + ",\"gen_ai.usage.cache_read.input_tokens\":40"
                                + ",\"gen_ai.usage.cache_creation.input_tokens\":5"
                                + ",\"gen_ai.usage.reasoning.output_tokens\":3,\"bailiwick.request.bytes\":512"
                                + ",\"bailiwick.reply.bytes\":2048,\"duration_ms\":2250.000,\"ttft_ms\":250.000"
                                + ",\"upstream_ttft_ms\":240.000,\"overhead_ms\":1.234"
                                + ",\"bailiwick.attempts\":[{\"number\":1,\"span_id\":\"00f067aa0ba902b1\",\"endpoint\":\"vllm-frankfurt\""
                                + ",\"region\":\"onprem:fra1\",\"result\":\"5xx\",\"status\":503"
                                + ",\"request_id\":\"req-1\",\"duration_ms\":1000.000},{\"number\":2,\"span_id\":\"00f067aa0ba902b2\",\"endpoint\":\"azure-sweden\",\"region\":\"azure:swedencentral\",\"result\":\"ok\",\"status\":200,\"request_id\":\"req-2\",\"duration_ms\":1000.000}]}\n");
    }

    @Test
    void a_denial_carries_its_reason_and_says_that_nothing_was_sent() throws Exception {
        JsonNode denied = read(Exchanges.refused(Refusal.of(RefusalCode.RESIDENCY_NO_POOL, "no"), Outcome.DENIED)
                .record());

        assertThat(denied.path("bailiwick.residency.decision").asText()).isEqualTo("denied");
        assertThat(denied.path("bailiwick.residency.reason").asText()).isEqualTo("residency_no_pool");
        assertThat(denied.path("error.type").asText()).isEqualTo("residency_no_pool");
        assertThat(denied.path("bailiwick.inference.region").asText()).isEqualTo("none");
        assertThat(denied.path("bailiwick.attempts").size()).isZero();
    }

    @Test
    void a_refusal_says_who_was_passed_over_and_nothing_that_the_client_wrote() throws Exception {
        List<PassedOver> candidates = Stream.of(
                        PassedOver.failed(Policies.FRANKFURT, "connect"),
                        new PassedOver(Policies.FRANKFURT, PassedOver.dialect("messages[0].annas_key")),
                        PassedOver.feature(Policies.FRANKFURT, "field:annas_key"),
                        new PassedOver(Policies.FRANKFURT, PassedOver.DIALECT),
                        new PassedOver(Policies.FRANKFURT, PassedOver.capability("vision")))
                .toList();
        JsonNode refused = read(Exchanges.refused(
                        Refusal.of(RefusalCode.RESIDENCY_POOL_EXHAUSTED, "no").considering(candidates), Outcome.DENIED)
                .record());

        assertThat(refused.path("bailiwick.passed_over").findValuesAsText("reason"))
                .containsExactly("failed:connect", "dialect", "feature", "dialect", "capability:vision");
        assertThat(refused.path("bailiwick.passed_over").findValuesAsText("endpoint"))
                .containsOnly(Policies.FRANKFURT.endpoint().name());
        assertThat(read(Exchanges.served().record()).has("bailiwick.passed_over"))
                .isFalse();
    }

    @Test
    void what_is_unknown_of_region_and_versions_is_said_and_never_left_out() throws Exception {
        Exchanges exchange = Exchanges.served();
        exchange.region = Stamp.UNKNOWN;
        exchange.country = Stamp.UNKNOWN;
        exchange.evidence = Evidence.NONE;
        exchange.modelVersion = Stamp.UNKNOWN;
        exchange.promptVersion = Stamp.UNKNOWN;
        exchange.promptName = null;
        exchange.fingerprint = null;

        JsonNode read = read(exchange.record());

        for (String key : List.of(
                "bailiwick.inference.region",
                "bailiwick.inference.country",
                "bailiwick.model.version",
                "bailiwick.model.fingerprint",
                "bailiwick.prompt.version")) {
            assertThat(read.path(key).asText()).as(key).isEqualTo("unknown");
        }
        assertThat(read.has("gen_ai.response.model")).isFalse();
        assertThat(read.has("gen_ai.prompt.name")).isFalse();
    }

    @Test
    void an_exchange_without_a_jurisdiction_names_nobody_and_was_neither_allowed_nor_denied() throws Exception {
        Exchanges exchange =
                Exchanges.refused(Refusal.of(RefusalCode.AUTHENTICATION_FAILED, "who?"), Outcome.CLIENT_ERROR);
        exchange.jurisdiction = Stamp.UNKNOWN;

        JsonNode read = read(exchange.record());

        assertThat(read.path("bailiwick.home.jurisdiction").asText()).isEqualTo("unknown");
        assertThat(read.path("bailiwick.residency.decision").asText()).isEqualTo("unknown");
        assertThat(read.has("bailiwick.tenant.id")).isFalse();
        assertThat(read.has("gen_ai.conversation.id")).isFalse();
    }

    @Test
    void a_gateway_outside_the_boundary_keeps_nobodys_name() throws Exception {
        JsonNode read =
                read(Exchanges.refused(Refusal.of(RefusalCode.RESIDENCY_GATEWAY_OUTSIDE, "not here"), Outcome.DENIED)
                        .record());

        assertThat(read.path("bailiwick.home.jurisdiction").asText()).isEqualTo("eu");
        assertThat(read.has("bailiwick.tenant.id")).isFalse();
        assertThat(read.has("gen_ai.conversation.id")).isFalse();
    }

    @Test
    void a_refusals_words_may_quote_the_client_and_are_not_logged() {
        Exchanges exchange = Exchanges.refused(
                Refusal.of(RefusalCode.ROUTE_NOT_FOUND, "no route is called 'canary-message'", "canary-param")
                        .considering(List.of(PassedOver.feature(Policies.SWEDEN, "canary-feature")))
                        .atPeer("https://canary-peer"),
                Outcome.CLIENT_ERROR);
        exchange.method = "canary-method";

        assertThat(line.of(exchange.record())).doesNotContain("canary").contains("\"_OTHER\"");
    }

    @Test
    void a_client_that_left_is_no_error_and_one_that_was_wrong_is() throws Exception {
        Exchanges left = Exchanges.served();
        left.outcome = Outcome.CANCELLED;
        left.status = 499;
        Exchanges wrong = Exchanges.served();
        wrong.outcome = Outcome.CLIENT_ERROR;
        wrong.status = 422;

        assertThat(read(left.record()).has("error.type")).isFalse();
        assertThat(read(wrong.record()).path("error.type").asText()).isEqualTo("422");
    }

    @Test
    void text_from_outside_can_neither_forge_a_line_nor_hide_in_one() throws Exception {
        Exchanges exchange = Exchanges.served();
        exchange.session = "a\n{\"forged\":1}\r\u2028\u202e\u001b[2J\u007f";
        exchange.modelVersion = "x".repeat(500);
        exchange.fingerprint = "half \ud83d";

        String written = line.of(exchange.record());

        assertThat(written.chars().filter(c -> c < ' ' || c > '~')).containsExactly((int) '\n');
        assertThat(written).endsWith("}\n").contains("\\u202E").contains("\\u007F");
        JsonNode read = new ObjectMapper().readTree(written);
        assertThat(read.path("gen_ai.conversation.id").asText()).isEqualTo(exchange.session);
        assertThat(read.path("bailiwick.model.version").asText()).isEqualTo("x".repeat(128) + "\u2026");
        assertThat(read.path("bailiwick.model.fingerprint").asText()).isEqualTo("half \ufffd");
    }

    @Test
    void a_long_list_of_places_is_not_shortened() throws Exception {
        Exchanges exchange = Exchanges.served();
        exchange.region = "azure:germanywestcentral,".repeat(30);

        assertThat(read(exchange.record()).path("bailiwick.inference.region").asText())
                .isEqualTo(exchange.region);
    }
}
