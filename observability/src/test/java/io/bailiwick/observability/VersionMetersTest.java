package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Expectations;
import io.bailiwick.providers.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VersionMetersTest {

    private static final Expectations TWO_VERSIONS = new Expectations(
            Map.of("chat", Set.of("gpt-4o-2024-11-20", "gpt-4o-2025-03-26")),
            Map.of("support", Set.of("v47", "v48"), "billing", Set.of("v1")));

    private final AtomicLong nanos = new AtomicLong(7);
    private final GatewayMetrics metrics = Policies.metrics(nanos::get);

    private Page page() {
        return Page.of(metrics.page());
    }

    private void force(Expectations expect) {
        metrics.inForce(Policies.of("digest-1", List.of(Policies.standardRoute()), Map.of(), expect));
    }

    private void serve(String modelVersion, String promptVersion, Usage usage) {
        Exchanges exchange = Exchanges.served();
        exchange.modelVersion = modelVersion;
        exchange.promptVersion = promptVersion;
        exchange.usage = usage;
        metrics.finished(exchange.record());
    }

    /** As docs/metrics.md tells an operator to ask. */
    private double hitRate(String promptVersion) {
        Page page = page();
        return sum(page, "bailiwick_cache_read_tokens_total", promptVersion)
                / sum(page, "bailiwick_cache_input_tokens_total", promptVersion);
    }

    private static double sum(Page page, String name, String promptVersion) {
        return page.named(name).stream()
                .filter(sample -> promptVersion.equals(sample.labels().get("prompt_version")))
                .mapToDouble(Page.Sample::value)
                .sum();
    }

    @Test
    void a_cache_that_a_new_prompt_version_left_cold_shows_beside_the_warm_one() {
        force(TWO_VERSIONS);
        for (int i = 0; i < 10; i++) {
            serve("gpt-4o-2024-11-20", "v47", new Usage(1000L, 10L, 900L, 0L, 0L));
        }
        serve("gpt-4o-2024-11-20", "v48", new Usage(1000L, 10L, 0L, 0L, 0L));
        serve("gpt-4o-2024-11-20", "v48", new Usage(1000L, 10L, 100L, 0L, 0L));

        assertThat(hitRate("v47")).isEqualTo(0.9);
        assertThat(hitRate("v48")).isEqualTo(0.05);
    }

    @Test
    void an_upstream_that_says_nothing_of_its_cache_is_neither_cold_nor_warm() {
        force(TWO_VERSIONS);
        serve("gpt-4o-2024-11-20", "v47", new Usage(1000L, 10L, 500L, null, null));
        serve("gpt-4o-2024-11-20", "v47", new Usage(1000L, 10L, null, null, null));

        assertThat(hitRate("v47")).isEqualTo(0.5);
    }

    @Test
    void versions_that_nobody_expects_are_counted_by_whose_they_are() {
        force(TWO_VERSIONS);
        String[] model = {"region", "azure:swedencentral", "model", "chat", "what", "model"};
        String[] prompt = {"region", "azure:swedencentral", "model", "chat", "what", "prompt"};
        assertThat(page().value("bailiwick_version_unexpected_total", model)).isZero();
        assertThat(page().value("bailiwick_version_unexpected_total", prompt)).isZero();

        serve("gpt-4o-2024-11-20", "v47", Usage.UNKNOWN);
        serve("gpt-4o-of-tomorrow", "v47", Usage.UNKNOWN);
        serve("unknown", "v99", Usage.UNKNOWN);

        assertThat(page().value("bailiwick_version_unexpected_total", model)).isEqualTo(1);
        assertThat(page().value("bailiwick_version_unexpected_total", prompt)).isEqualTo(1);
    }

    @Test
    void what_is_expected_is_exported_and_leaves_with_the_policy_that_expects_it() {
        force(TWO_VERSIONS);
        assertThat(page().named("bailiwick_model_version_expected"))
                .extracting(sample -> sample.labels().get("model_version"))
                .containsExactlyInAnyOrder("gpt-4o-2024-11-20", "gpt-4o-2025-03-26");
        assertThat(page().value("bailiwick_prompt_version_expected", "prompt_name", "billing", "prompt_version", "v1"))
                .isEqualTo(1);

        force(new Expectations(Map.of("chat", Set.of("gpt-4o-2025-03-26")), Map.of()));

        assertThat(page().named("bailiwick_model_version_expected"))
                .extracting(sample -> sample.labels().get("model_version"))
                .containsExactly("gpt-4o-2025-03-26");
        assertThat(page().named("bailiwick_prompt_version_expected")).isEmpty();
    }

    @Test
    void versions_that_nobody_used_for_a_day_leave_the_page_and_come_back_at_one() {
        force(TWO_VERSIONS);
        serve("gpt-4o-2024-11-20", "v47", new Usage(10L, 1L, 5L, null, null));
        serve("gpt-4o-2024-11-20", "v48", new Usage(10L, 1L, 5L, null, null));
        nanos.addAndGet(Duration.ofHours(23).toNanos());
        serve("gpt-4o-2024-11-20", "v48", new Usage(10L, 1L, 5L, null, null));
        assertThat(page().named("bailiwick_version_requests_total")).hasSize(2);

        nanos.addAndGet(Duration.ofHours(1).toNanos());

        for (String name : List.of(
                "bailiwick_version_requests_total",
                "bailiwick_cache_read_tokens_total",
                "bailiwick_cache_input_tokens_total")) {
            assertThat(page().named(name))
                    .extracting(sample -> sample.labels().get("prompt_version"))
                    .as(name)
                    .containsExactly("v48");
        }
        serve("gpt-4o-2024-11-20", "v47", Usage.UNKNOWN);
        assertThat(page().named("bailiwick_version_requests_total"))
                .filteredOn(sample -> sample.labels().get("prompt_version").equals("v47"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.value()).isEqualTo(1));
    }
}
