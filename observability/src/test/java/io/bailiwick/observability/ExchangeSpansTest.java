package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExchangeSpansTest {

    private static final long AT = 1_795_255_200_123_456_000L;

    private static List<Span> of(ExchangeRecord record) {
        List<Span> made = ReadSpans.of(record);
        assertThat(made).hasSize(ExchangeSpans.count(record));
        return made;
    }

    private static Map<String, String> facts(Span span) {
        return ReadSpans.facts(span);
    }

    @Test
    void a_failover_is_a_request_a_call_and_two_attempts_below_it() {
        Exchanges exchange =
                new Exchanges().tried(Policies.FRANKFURT, "5xx", 503).tried(Policies.SWEDEN, "ok", 200);
        exchange.parentSpanId = "00f067aa0ba902b7";
        List<Span> made = of(exchange.record());
        Span server = made.get(0);
        Span call = made.get(1);
        Span first = made.get(2);
        Span second = made.get(3);

        assertThat(made)
                .extracting(Span::getName)
                .containsExactly("POST /v1/chat/completions", "chat gpt-4o", "POST", "POST");
        assertThat(made)
                .extracting(Span::getKind)
                .containsExactly(
                        SpanKind.SPAN_KIND_SERVER,
                        SpanKind.SPAN_KIND_CLIENT,
                        SpanKind.SPAN_KIND_CLIENT,
                        SpanKind.SPAN_KIND_CLIENT);
        assertThat(made).extracting(ReadSpans::traceId).containsOnly("0af7651916cd43dd8448eb211c80319c");
        assertThat(ReadSpans.spanId(server)).isEqualTo("b7ad6b7169203331");
        assertThat(ReadSpans.parentId(server)).isEqualTo("00f067aa0ba902b7");
        assertThat(server.getFlags()).isEqualTo(0x301);
        assertThat(call.getFlags()).isEqualTo(0x101);
        assertThat(ReadSpans.parentId(call)).isEqualTo(ReadSpans.spanId(server));
        assertThat(ReadSpans.parentId(first)).isEqualTo(ReadSpans.spanId(call));
        assertThat(ReadSpans.parentId(second)).isEqualTo(ReadSpans.spanId(call));
        assertThat(ReadSpans.spanId(first)).isEqualTo("00f067aa0ba902b1");
        assertThat(made)
                .extracting(span -> span.getStatus().getCode())
                .containsExactly(
                        StatusCode.STATUS_CODE_UNSET,
                        StatusCode.STATUS_CODE_UNSET,
                        StatusCode.STATUS_CODE_ERROR,
                        StatusCode.STATUS_CODE_UNSET);
        assertThat(server.getStartTimeUnixNano()).isEqualTo(AT);
        assertThat(server.getEndTimeUnixNano()).isEqualTo(AT + exchange.durationNanos);
        assertThat(second.getStartTimeUnixNano()).isEqualTo(AT + 1_101_234_567L);

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
    void what_was_never_sent_is_one_span_without_a_parent() {
        List<Span> made = of(Exchanges.refused(Refusal.of(RefusalCode.RESIDENCY_NO_POOL, "no"), Outcome.DENIED)
                .record());
        assertThat(made).hasSize(1);
        assertThat(ReadSpans.parentId(made.get(0))).isEmpty();
        assertThat(made.get(0).getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(made.get(0).getStatus().getMessage()).isEmpty();
        assertThat(facts(made.get(0)))
                .containsEntry("bailiwick.residency.decision", "denied")
                .containsEntry("bailiwick.residency.reason", "residency_no_pool");
    }

    @Test
    void a_path_that_is_not_listed_and_a_method_that_is_none_stand_nowhere() {
        Exchanges exchange = Exchanges.refused(Refusal.of(RefusalCode.PATH_NOT_FOUND, "no"), Outcome.CLIENT_ERROR);
        exchange.path = Stamp.UNKNOWN;
        exchange.method = "CANARY";
        Span span = of(exchange.record()).get(0);
        assertThat(span.getName()).isEqualTo("HTTP");
        assertThat(facts(span)).doesNotContainKey("url.path").containsEntry("http.request.method", "_OTHER");
        assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
    }

    @Test
    void a_client_that_left_is_no_error_on_any_span() {
        Exchanges exchange = new Exchanges().tried(Policies.SWEDEN, "cancelled", 200);
        exchange.outcome = Outcome.CANCELLED;
        exchange.status = 499;
        assertThat(of(exchange.record())).allSatisfy(span -> {
            assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
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

    @Test
    void a_request_says_which_process_it_is_of() {
        ResourceSpans all = ReadSpans.whole(
                        ReadSpans.fresh().of(List.of(Exchanges.served().record())))
                .getResourceSpans(0);

        assertThat(ReadSpans.facts(all.getResource().getAttributesList()))
                .containsOnlyKeys("service.name", "service.version", "service.instance.id", "bailiwick.gateway.region")
                .containsEntry("service.name", "bailiwick")
                .containsEntry("service.version", "0.1.0")
                .containsEntry("bailiwick.gateway.region", "aws:eu-central-1");
        assertThat(all.getScopeSpans(0).getScope().getName()).isEqualTo("io.bailiwick");
    }
}
