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
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SameWordsTest {

    private static void agree(ExchangeRecord record) throws Exception {
        GatewayMetrics metrics = Policies.metrics(() -> 0);
        metrics.inForce(Policies.standard());
        metrics.finished(record);
        JsonNode line = new ObjectMapper().readTree(new ExchangeLine().of(record));

        Map<String, String> counted = Page.of(metrics.page()).named("bailiwick_requests_total").stream()
                .filter(sample -> sample.value() == 1)
                .findFirst()
                .orElseThrow()
                .labels();

        assertThat(counted)
                .containsEntry(
                        "jurisdiction", line.path("bailiwick.home.jurisdiction").asText())
                .containsEntry("region", line.path("bailiwick.inference.region").asText())
                .containsEntry(
                        "country", line.path("bailiwick.inference.country").asText())
                .containsEntry("model", line.path("bailiwick.route.name").asText())
                .containsEntry("outcome", line.path("bailiwick.outcome").asText());
        Page.of(metrics.page())
                .named("bailiwick_version_requests_total")
                .forEach(sample -> assertThat(sample.labels())
                        .containsEntry(
                                "model_version",
                                line.path("bailiwick.model.version").asText())
                        .containsEntry(
                                "prompt_version",
                                line.path("bailiwick.prompt.version").asText()));
        double violations = Page.of(metrics.page()).named("bailiwick_residency_violations_total").stream()
                .mapToDouble(Page.Sample::value)
                .sum();
        assertThat(violations > 0)
                .isEqualTo(line.path("bailiwick.residency.violation").asBoolean());
        assertThat(line.path("bailiwick.region.evidence").asText())
                .isEqualTo(record.stamp().evidence().word());
        spansAgree(record, line);
    }

    /** What the request's span or the call's has in common with the line is the same word, and neither lacks any. */
    private static void spansAgree(ExchangeRecord record, JsonNode line) {
        List<SpanData> spans = new ExchangeSpans(
                        new Once<>(() -> new ServiceResource("0.1.0", () -> 1).in("aws:eu-central-1")), () -> 8)
                .of(record);
        agree(spans.get(0), Fact.Place.SERVER, line);
        if (spans.size() > 1) {
            agree(spans.get(1), Fact.Place.CALL, line);
        }
        assertThat(line.path("trace_id").asText()).isEqualTo(spans.get(0).getTraceId());
        assertThat(line.path("span_id").asText()).isEqualTo(spans.get(0).getSpanId());
        assertThat(line.path("trace_flags").asText())
                .isEqualTo(spans.get(0).getSpanContext().getTraceFlags().asHex());
    }

    private static void agree(SpanData span, Fact.Place place, JsonNode line) {
        Map<String, String> facts = ExchangeSpansTest.facts(span);
        for (Fact fact : Fact.values()) {
            if (fact.standsOn(place) && fact.standsOn(Fact.Place.LINE)) {
                JsonNode written = line.path(fact.key());
                String told = facts.get(fact.key());
                assertThat(written.isMissingNode() ? null : written.asText())
                        .as(fact.key())
                        .isEqualTo(told);
            }
        }
    }

    @Test
    void line_and_metric_say_the_same_of_a_served_exchange() throws Exception {
        agree(Exchanges.served().record());
    }

    @Test
    void line_and_metric_say_the_same_of_a_denial() throws Exception {
        agree(Exchanges.refused(Refusal.of(RefusalCode.RESIDENCY_NO_POOL, "no"), Outcome.DENIED)
                .record());
    }

    @Test
    void line_and_metric_say_the_same_of_an_exchange_that_nobody_could_place() throws Exception {
        Exchanges exchange =
                Exchanges.refused(Refusal.of(RefusalCode.AUTHENTICATION_FAILED, "no"), Outcome.CLIENT_ERROR);
        exchange.jurisdiction = Stamp.UNKNOWN;
        exchange.route = Stamp.UNKNOWN;
        agree(exchange.record());
    }

    @Test
    void line_and_metric_say_the_same_of_a_contradiction() throws Exception {
        Exchanges exchange = Exchanges.served();
        exchange.evidence = Evidence.CONTRADICTED;
        exchange.region = Stamp.UNKNOWN;
        exchange.country = Stamp.UNKNOWN;
        exchange.refusal = Refusal.of(RefusalCode.RESIDENCY_CONTRADICTED, "withheld");
        exchange.outcome = Outcome.DENIED;
        exchange.modelVersion = Stamp.UNKNOWN;
        agree(exchange.record());
    }
}
