package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.config.TelemetrySink;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Region;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanExportTest {

    private static final SpanExport.Bounds SHORT =
            new SpanExport.Bounds(64, 5, Duration.ofMillis(1), Duration.ofMillis(100), Duration.ofSeconds(10));

    private final ConcurrentMap<String, FakeCollector> collectors = new ConcurrentHashMap<>();
    private final Map<String, Integer> dropped = new HashMap<>();
    private final Map<String, IntSupplier> queues = new ConcurrentHashMap<>();
    private final SpanExport export = new SpanExport(
            new BuildInfo("0.1.0", "abc"),
            new SpanObserver() {
                @Override
                public void dropped(String jurisdiction, Loss why, int spans) {
                    synchronized (dropped) {
                        dropped.merge(jurisdiction + " " + why.word(), spans, Integer::sum);
                    }
                }

                @Override
                public void queue(String jurisdiction, IntSupplier waiting, int capacity) {
                    queues.put(jurisdiction, waiting);
                }

                @Override
                public void noQueue(String jurisdiction) {
                    queues.remove(jurisdiction);
                }
            },
            System::nanoTime,
            () -> 7,
            SHORT,
            (jurisdiction, sink) -> collectors.computeIfAbsent(sink.otlp().getHost(), absent -> new FakeCollector()));

    @AfterEach
    void close() {
        export.close();
    }

    private Map<String, Integer> dropped() {
        synchronized (dropped) {
            return Map.copyOf(dropped);
        }
    }

    private FakeCollector collector(String host) {
        return collectors.computeIfAbsent(host, absent -> new FakeCollector());
    }

    private static TelemetrySink sink(String host, String country) {
        Reach reach = Reach.of(new Region("onprem:" + country.toLowerCase(Locale.ROOT), new Country(country)));
        return new TelemetrySink(URI.create("http://" + host + ":4318"), reach, 1, Map.of(), null);
    }

    private void inForce(Map<String, TelemetrySink> sinks) {
        export.inForce(Policies.exporting(sinks));
    }

    private void bothCollectors() {
        inForce(Map.of("eu", sink("eu.example", "DE"), "us", sink("us.example", "US")));
    }

    private static ExchangeRecord of(Jurisdiction home) {
        Exchanges exchange = Exchanges.served();
        exchange.home = home;
        exchange.jurisdiction = home.name();
        return exchange.record();
    }

    private static ExchangeRecord unsampled(Exchanges exchange) {
        exchange.sampled = false;
        return exchange.record();
    }

    private void awaitTaken(String host, int spans) {
        await().untilAsserted(() -> assertThat(collector(host).taken()).hasSize(spans));
    }

    @Test
    void spans_go_to_the_collector_of_their_jurisdiction_and_to_no_other() {
        bothCollectors();
        for (int i = 0; i < 5; i++) {
            export.finished(of(Policies.EU));
            export.finished(of(Policies.US));
        }
        awaitTaken("eu.example", 15);
        awaitTaken("us.example", 15);
        assertThat(collector("eu.example").taken())
                .allSatisfy(span -> assertThat(home(span)).isEqualTo("eu"));
        assertThat(collector("us.example").taken())
                .allSatisfy(span -> assertThat(home(span)).isEqualTo("us"));
        assertThat(dropped()).isEmpty();
    }

    private static String home(SpanData span) {
        return String.valueOf(span.getAttributes().asMap().entrySet().stream()
                .filter(entry -> entry.getKey().getKey().equals("bailiwick.home.jurisdiction"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow());
    }

    @Test
    void denials_violations_and_errors_are_kept_whatever_the_caller_asks_for() {
        bothCollectors();
        Exchanges violation = Exchanges.served();
        violation.evidence = Evidence.CONTRADICTED;
        Exchanges broken = Exchanges.served();
        broken.outcome = Outcome.UPSTREAM_ERROR;
        Exchanges wrong = Exchanges.served();
        wrong.outcome = Outcome.CLIENT_ERROR;
        wrong.status = 422;
        export.finished(unsampled(Exchanges.served()));
        export.finished(unsampled(wrong));
        export.finished(unsampled(Exchanges.refused(Refusal.of(RefusalCode.RESIDENCY_NO_POOL, "no"), Outcome.DENIED)));
        export.finished(unsampled(violation));
        export.finished(unsampled(broken));

        awaitTaken("eu.example", 1 + 3 + 3);
        assertThat(dropped()).isEmpty();
    }

    @Test
    void of_a_flood_of_refusals_a_few_are_sent_and_each_of_the_others_is_counted() {
        bothCollectors();
        Refusal full = Refusal.of(RefusalCode.RESIDENCY_POOL_EXHAUSTED, "full");
        for (int i = 0; i < 40; i++) {
            export.finished(unsampled(Exchanges.refused(full, Outcome.DENIED)));
        }
        Exchanges elsewhere = Exchanges.refused(full, Outcome.DENIED);
        elsewhere.home = Policies.US;
        elsewhere.jurisdiction = "us";
        export.finished(unsampled(elsewhere));
        awaitTaken("us.example", 1); // another's flood hides nobody's

        await().untilAsserted(() -> assertThat(
                        collector("eu.example").taken().size() + dropped().get("eu too_many"))
                .isEqualTo(40));
        assertThat(collector("eu.example").taken().size()).isBetween(5, 39);
        assertThat(dropped().keySet()).containsExactly("eu too_many");
    }

    @Test
    void a_refusal_that_something_was_tried_for_or_that_was_sampled_is_never_one_of_many() {
        inForce(Map.of("eu", sink("eu.example", "DE")));
        Refusal exhausted = Refusal.of(RefusalCode.RESIDENCY_POOL_EXHAUSTED, "failed");
        for (int i = 0; i < 8; i++) {
            export.finished(Exchanges.refused(exhausted, Outcome.DENIED).record());
            export.finished(
                    unsampled(Exchanges.refused(exhausted, Outcome.DENIED).tried(Policies.SWEDEN, "5xx", 503)));
            awaitTaken("eu.example", 4 * (i + 1));
        }
        assertThat(dropped()).isEmpty();
    }

    @Test
    void what_nobody_can_place_is_counted_and_sent_nowhere() {
        bothCollectors();
        Exchanges nobody =
                Exchanges.refused(Refusal.of(RefusalCode.AUTHENTICATION_FAILED, "who?"), Outcome.CLIENT_ERROR);
        nobody.jurisdiction = Stamp.UNKNOWN;
        export.finished(unsampled(nobody));
        export.close();

        assertThat(dropped()).containsExactly(Map.entry("unknown no_route", 1));
        assertThat(collector("eu.example").sends() + collector("us.example").sends())
                .isZero();
    }

    @Test
    void a_jurisdiction_without_a_collector_inherits_none() {
        inForce(Map.of("eu", sink("eu.example", "DE")));
        export.finished(of(Policies.US));
        export.close();

        assertThat(dropped()).containsExactly(Map.entry("us no_route", 3));
        assertThat(collector("eu.example").sends()).isZero();
    }

    @Test
    void without_any_collector_nothing_is_exported_and_nothing_is_lost() {
        inForce(Map.of());
        export.finished(of(Policies.EU));
        assertThat(dropped()).isEmpty();
    }

    @Test
    void a_dead_collector_holds_up_nobody_and_every_span_that_it_costs_is_counted() {
        collector("eu.example").in(FakeCollector.Mood.STALLS);
        bothCollectors();
        for (int i = 0; i < 100; i++) {
            export.finished(of(Policies.EU));
            export.finished(of(Policies.US));
            awaitTaken("us.example", 3 * (i + 1));
        }
        assertThat(queues.get("eu").getAsInt()).isLessThanOrEqualTo(64);
        export.close();

        Map<String, Integer> lost = dropped();
        assertThat(lost.get("eu queue_full")).isPositive();
        assertThat(lost.get("eu queue_full") + lost.get("eu shutdown")).isEqualTo(300);
        assertThat(lost.keySet()).containsExactlyInAnyOrder("eu queue_full", "eu shutdown");
    }

    @Test
    void a_collector_that_refuses_costs_what_it_was_sent() {
        collector("eu.example").in(FakeCollector.Mood.REFUSES);
        bothCollectors();
        export.finished(of(Policies.EU));
        await().untilAsserted(() -> assertThat(dropped()).containsExactly(Map.entry("eu export_failed", 3)));
        assertThat(collector("eu.example").refused()).isEqualTo(3);
        collector("eu.example").in(FakeCollector.Mood.TAKES);
        export.finished(of(Policies.EU));
        awaitTaken("eu.example", 3);
    }

    @Test
    void a_collector_that_the_policy_took_away_gets_nothing_more() {
        collector("old.example").in(FakeCollector.Mood.STALLS);
        inForce(Map.of("eu", sink("old.example", "DE")));
        export.finished(of(Policies.EU));
        await().until(() -> collector("old.example").sends() == 1);
        export.finished(of(Policies.EU));
        inForce(Map.of());
        collector("old.example").in(FakeCollector.Mood.TAKES);
        export.finished(of(Policies.EU));

        await().untilAsserted(() -> assertThat(dropped()).containsExactly(Map.entry("eu no_route", 9)));
        assertThat(collector("old.example").sends()).isEqualTo(1);
        assertThat(queues).isEmpty();
    }

    @Test
    void what_waits_for_a_collector_that_moved_goes_where_it_moved_to() {
        collector("old.example").in(FakeCollector.Mood.STALLS);
        inForce(Map.of("eu", sink("old.example", "DE")));
        export.finished(of(Policies.EU));
        await().until(() -> collector("old.example").sends() == 1);
        export.finished(of(Policies.EU));
        export.finished(of(Policies.EU));
        inForce(Map.of("eu", sink("new.example", "FR")));

        awaitTaken("new.example", 6);
        await().untilAsserted(() -> assertThat(dropped()).containsExactly(Map.entry("eu no_route", 3)));
    }

    @Test
    void a_jurisdiction_that_grew_takes_no_older_exchange_along() {
        Jurisdiction narrow = Policies.jurisdiction("eu", "DE");
        inForce(Map.of("eu", sink("new.example", "SE")));
        export.finished(of(narrow));
        export.finished(of(Policies.EU));

        awaitTaken("new.example", 3);
        assertThat(dropped()).containsExactly(Map.entry("eu no_route", 3));
    }

    @Test
    void a_reload_that_changes_nothing_keeps_the_pipeline() {
        bothCollectors();
        IntSupplier before = queues.get("eu");
        bothCollectors();
        assertThat(queues.get("eu")).isSameAs(before);
    }

    @Test
    void the_end_sends_what_waits_and_counts_what_cannot_be_sent() {
        bothCollectors();
        collector("us.example").in(FakeCollector.Mood.STALLS);
        for (int i = 0; i < 10; i++) {
            export.finished(of(Policies.EU));
            export.finished(of(Policies.US));
        }
        export.close();
        export.finished(of(Policies.EU));

        assertThat(collector("eu.example").taken()).hasSize(30);
        assertThat(dropped()).containsOnly(Map.entry("us shutdown", 30), Map.entry("eu shutdown", 3));
    }

    @Test
    void through_reloads_and_outages_every_span_is_taken_or_counted_once() throws InterruptedException {
        bothCollectors();
        int exchanges = 2_000;
        List<Thread> loops = new ArrayList<>();
        for (Jurisdiction home : List.of(Policies.EU, Policies.US)) {
            Thread loop = new Thread(() -> {
                for (int i = 0; i < exchanges; i++) {
                    export.finished(of(home));
                }
            });
            loop.start();
            loops.add(loop);
        }
        FakeCollector.Mood[] moods = {FakeCollector.Mood.REFUSES, FakeCollector.Mood.TAKES};
        for (int i = 0; i < 60; i++) {
            inForce(
                    i % 3 == 0
                            ? Map.of("us", sink("us.example", "US"))
                            : Map.of("eu", sink("eu" + i % 2 + ".example", "DE"), "us", sink("us.example", "US")));
            collector("us.example").in(moods[i % 2]);
        }
        for (Thread loop : loops) {
            loop.join();
        }
        export.close();

        int taken = collectors.values().stream()
                .mapToInt(each -> each.taken().size())
                .sum();
        int lost = dropped().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(taken + lost).isEqualTo(2 * exchanges * 3);
        assertThat(collector("us.example").taken())
                .allSatisfy(span -> assertThat(home(span)).isEqualTo("us"));
    }
}
