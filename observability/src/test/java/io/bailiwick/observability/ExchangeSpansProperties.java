package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ExchangeSpansProperties {

    private final ExchangeSpans writer = ReadSpans.fresh();

    @Property(tries = 300)
    void whatever_stands_in_its_texts_a_collector_reads_them_bounded_and_no_other_field(
            @ForAll String session, @ForAll String version, @ForAll String tenant, @ForAll long bytes) {
        Exchanges exchange = Exchanges.served();
        exchange.session = session;
        exchange.modelVersion = version;
        exchange.tenant = tenant;
        exchange.durationNanos = bytes;
        exchange.attempts.add(
                new AttemptRecord(2, Policies.SWEDEN, "00f067aa0ba902b2", version, 200, session, bytes, bytes));

        List<Span> read = ReadSpans.of(exchange.record());

        assertThat(read).hasSize(4);
        assertThat(read).allSatisfy(span -> {
            assertThat(span.getUnknownFields().asMap()).isEmpty();
            assertThat(span.getAttributesList())
                    .allSatisfy(
                            each -> assertThat(each.getUnknownFields().asMap()).isEmpty());
            assertThat(span.getEventsCount() + span.getLinksCount()).isZero();
        });
        assertThat(ReadSpans.facts(read.get(0))).containsEntry("bailiwick.tenant.id", Bounded.own(tenant));
        assertThat(ReadSpans.facts(read.get(1)))
                .containsEntry("gen_ai.conversation.id", Bounded.foreign(session))
                .containsEntry("bailiwick.model.version", Bounded.foreign(version));
        assertThat(ReadSpans.facts(read.get(3)))
                .containsEntry("bailiwick.upstream.request_id", Bounded.foreign(session));
        assertThat(read.get(0).getEndTimeUnixNano() - read.get(0).getStartTimeUnixNano())
                .isEqualTo(bytes);
    }

    /** A writer remembers how it last wrote each text. */
    @Property(tries = 200)
    void what_a_writer_wrote_before_changes_no_span(
            @ForAll @Size(max = 12) List<@From("texts") String> sessions,
            @ForAll @Size(max = 12) List<@From("texts") String> names) {
        List<ExchangeRecord> records = new ArrayList<>();
        List<Span> alone = new ArrayList<>();
        for (int i = 0; i < Math.min(sessions.size(), names.size()); i++) {
            Exchanges exchange = Exchanges.served();
            exchange.session = sessions.get(i);
            exchange.modelVersion = names.get(i);
            exchange.promptName = i % 3 == 0 ? null : sessions.get(i);
            exchange.route = names.get(i);
            exchange.parentSpanId = i % 2 == 0 ? null : "00f067aa0ba902b7";
            records.add(exchange.record());
            alone.addAll(ReadSpans.of(exchange.record()));
        }

        assertThat(ReadSpans.in(writer.of(records))).isEqualTo(alone);
    }

    /** Few, so that many come again, and long enough for lengths of one byte, of two and of three. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("", "chat", "\u0163", "\ud83d\ude00", "\ud83d", "x".repeat(128), "\u20ac".repeat(20_000));
    }
}
