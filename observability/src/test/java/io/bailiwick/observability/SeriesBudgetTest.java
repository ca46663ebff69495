package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Expectations;
import io.bailiwick.config.MetricsSettings;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.routing.Candidate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesBudgetTest {

    private static final int REGIONS = 12;
    private static final int MODELS = 8;
    private static final int BUDGET = 15_000;
    private static final int GEN_AI_BUDGET = 10_000;

    @Test
    void a_large_gateway_under_every_kind_of_traffic_stays_inside_its_budget_of_series() {
        assertThat(Page.of(afterAllKindsOfTraffic(MetricsSettings.DEFAULT).page()).samples)
                .hasSizeBetween(10_000, BUDGET);
    }

    @Test
    void the_same_in_the_words_of_the_convention_has_a_budget_of_its_own() {
        Page page =
                Page.of(afterAllKindsOfTraffic(new MetricsSettings(true, true)).page());

        assertThat(page.samples)
                .filteredOn(sample -> sample.name().startsWith("gen_ai_"))
                .hasSizeBetween(5_000, GEN_AI_BUDGET);
        assertThat(page.samples).hasSizeLessThan(BUDGET + GEN_AI_BUDGET);
    }

    private static GatewayMetrics afterAllKindsOfTraffic(MetricsSettings settings) {
        List<Candidate> candidates = IntStream.range(0, REGIONS)
                .mapToObj(i -> Policies.candidate("endpoint-" + i, "azure", "azure:region-" + i, "DE"))
                .toList();
        List<String> models =
                IntStream.range(0, MODELS).mapToObj(i -> "model-" + i).toList();
        Map<String, Set<String>> expected =
                models.stream().collect(Collectors.toMap(Function.identity(), model -> Set.of("v1", "v2")));
        GatewayMetrics metrics = Policies.metrics(() -> 0);
        metrics.inForce(Policies.of(
                "digest",
                models.stream()
                        .map(model -> Policies.route(model, Map.of(Policies.EU, candidates)))
                        .toList(),
                Map.of(),
                Map.of(),
                new Expectations(expected, Map.of("support", Set.of("v47"))),
                settings));

        for (String model : models) {
            for (int i = 0; i < REGIONS; i++) {
                Candidate next = candidates.get((i + 1) % REGIONS);
                for (boolean stream : new boolean[] {true, false}) {
                    for (String version : List.of("v1", "v2")) {
                        metrics.finished(exchange(model, candidates.get(i), "ok", stream, version, next));
                    }
                    Exchanges failed = base(model, candidates.get(i), stream, "v1");
                    failed.outcome = Outcome.UPSTREAM_ERROR;
                    failed.refusal = Refusal.of(RefusalCode.UPSTREAM_BROKEN, "broken");
                    failed.tried(candidates.get(i), "reset", 200);
                    metrics.finished(failed.record());
                }
                metrics.finished(exchange(model, candidates.get(i), "5xx", false, "v1", next));
                metrics.finished(exchange(model, candidates.get(i), "429", false, "v1", next));
            }
        }

        return metrics;
    }

    private static ExchangeRecord exchange(
            String model, Candidate from, String result, boolean stream, String version, Candidate next) {
        if (result.equals("ok")) {
            return base(model, from, stream, version).tried(from, "ok", 200).record();
        }
        return base(model, next, stream, version)
                .tried(from, result, 503)
                .tried(next, "ok", 200)
                .record();
    }

    private static Exchanges base(String model, Candidate served, boolean stream, String version) {
        Exchanges exchange = new Exchanges();
        exchange.route = model;
        exchange.region = served.reach().shown();
        exchange.country = "DE";
        exchange.modelVersion = version;
        exchange.stream = stream;
        return exchange;
    }
}
