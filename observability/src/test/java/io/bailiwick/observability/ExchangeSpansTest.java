package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExchangeSpansTest {

    private static final long AT = 1_795_255_200_123_456_000L;

    private final ExchangeSpans spans =
            new ExchangeSpans(new Once<>(() -> new ServiceResource("0.1.0", () -> 1).in("aws:eu-central-1")), () -> 8);

    private List<SpanData> of(ExchangeRecord record) {
        List<SpanData> made = spans.of(record);
        assertThat(made).hasSize(ExchangeSpans.count(record));
        return made;
    }

    static Map<String, String> facts(SpanData span) {
        Map<String, String> facts = new TreeMap<>();
        span.getAttributes().forEach((key, value) -> facts.put(key.getKey(), String.valueOf(value)));
        return facts;
    }

    @Test
    void a_failover_is_a_request_a_call_and_two_attempts_below_it() {
        Exchanges exchange =
                new Exchanges().tried(Policies.FRANKFURT, "5xx", 503).tried(Policies.SWEDEN, "ok", 200);
        exchange.parentSpanId = "00f067aa0ba902b7";
        List<SpanData> made = of(exchange.record());
        SpanData server = made.get(0);
        SpanData call = made.get(1);
        SpanData first = made.get(2);
        SpanData second = made.get(3);

        assertThat(made)
                .extracting(SpanData::getName)
                .containsExactly("POST /v1/chat/completions", "chat gpt-4o", "POST", "POST");
        assertThat(made)
                .extracting(SpanData::getKind)
                .containsExactly(SpanKind.SERVER, SpanKind.CLIENT, SpanKind.CLIENT, SpanKind.CLIENT);
        assertThat(made).extracting(SpanData::getTraceId).containsOnly("0af7651916cd43dd8448eb211c80319c");
        assertThat(server.getSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(server.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(server.getParentSpanContext().isRemote()).isTrue();
        assertThat(call.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(first.getParentSpanId()).isEqualTo(call.getSpanId());
        assertThat(second.getParentSpanId()).isEqualTo(call.getSpanId());
        assertThat(first.getSpanId()).isEqualTo("00f067aa0ba902b1");
        assertThat(made)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.UNSET, StatusCode.UNSET, StatusCode.ERROR, StatusCode.UNSET);
        assertThat(server.getStartEpochNanos()).isEqualTo(AT);
        assertThat(server.getEndEpochNanos()).isEqualTo(AT + exchange.durationNanos);
        assertThat(second.getStartEpochNanos()).isEqualTo(AT + 1_101_234_567L);

        assertThat(facts(first))
                .containsEntry("bailiwick.inference.region", "onprem:fra1")
                .containsEntry("bailiwick.attempt.result", "5xx")
                .containsEntry("error.type", "503")
                .doesNotContainKeys("http.request.resend_count", "bailiwick.failover.reason", "cloud.region");
        assertThat(facts(second))
                .containsEntry("http.request.resend_count", "1")
                .containsEntry("bailiwick.failover.reason", "5xx")
                .containsEntry("bailiwick.failover.from_region", "onprem:fra1")
                .containsEntry("bailiwick.inference.region", "azure:swedencentral")
                .containsEntry("cloud.provider", "azure")
                .containsEntry("cloud.region", "swedencentral")
                .containsEntry("bailiwick.upstream.request_id", "req-2")
                .doesNotContainKey("error.type");
        assertThat(facts(call)).containsKeys("server.address", "server.port");
    }

    @Test
    void the_call_is_of_the_endpoint_that_was_sent_to_where_a_later_one_could_not_be_reached() {
        Exchanges exchange = Exchanges.served().tried(Policies.FRANKFURT, "connect", null);
        SpanData call = of(exchange.record()).get(1);
        assertThat(facts(call))
                .containsEntry("bailiwick.endpoint", "azure-sweden")
                .containsEntry(
                        "server.address", Policies.SWEDEN.endpoint().url().getHost());
    }

    @Test
    void what_was_never_sent_is_one_span_without_a_parent() {
        List<SpanData> made = of(Exchanges.refused(Refusal.of(RefusalCode.RESIDENCY_NO_POOL, "no"), Outcome.DENIED)
                .record());
        assertThat(made).hasSize(1);
        assertThat(made.get(0).getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(made.get(0).getParentSpanContext()).isEqualTo(SpanContext.getInvalid());
        assertThat(made.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(made.get(0).getStatus().getDescription()).isEmpty();
        assertThat(facts(made.get(0)))
                .containsEntry("bailiwick.residency.decision", "denied")
                .containsEntry("bailiwick.residency.reason", "residency_no_pool");
    }

    @Test
    void a_path_that_is_not_listed_and_a_method_that_is_none_stand_nowhere() {
        Exchanges exchange = Exchanges.refused(Refusal.of(RefusalCode.PATH_NOT_FOUND, "no"), Outcome.CLIENT_ERROR);
        exchange.path = Stamp.UNKNOWN;
        exchange.method = "CANARY";
        SpanData span = of(exchange.record()).get(0);
        assertThat(span.getName()).isEqualTo("HTTP");
        assertThat(facts(span)).doesNotContainKey("url.path").containsEntry("http.request.method", "_OTHER");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void a_client_that_left_is_no_error_on_any_span() {
        Exchanges exchange = new Exchanges().tried(Policies.SWEDEN, "cancelled", 200);
        exchange.outcome = Outcome.CANCELLED;
        exchange.status = 499;
        assertThat(of(exchange.record())).allSatisfy(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
            assertThat(facts(span)).doesNotContainKey("error.type");
        });
    }

    @Test
    void a_gateway_outside_the_boundary_exports_nobodys_name() {
        Exchanges exchange =
                Exchanges.refused(Refusal.of(RefusalCode.RESIDENCY_GATEWAY_OUTSIDE, "not here"), Outcome.DENIED);
        assertThat(facts(of(exchange.record()).get(0)))
                .doesNotContainKeys("bailiwick.tenant.id", "gen_ai.conversation.id");
    }
}
