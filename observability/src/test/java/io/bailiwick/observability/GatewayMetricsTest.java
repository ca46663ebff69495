package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Expectations;
import io.bailiwick.config.MetricsSettings;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Usage;
import io.bailiwick.residency.Evidence;
import io.bailiwick.routing.RestReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatewayMetricsTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final GatewayMetrics metrics = Policies.metrics(nanos::get);

    private Page page() {
        return Page.of(metrics.page());
    }

    @Test
    void a_served_exchange_is_counted_where_it_was_served_and_under_whose_law() {
        metrics.inForce(Policies.standard());

        metrics.finished(Exchanges.served().record());

        assertThat(page().value(
                                "bailiwick_requests_total",
                                "jurisdiction",
                                "eu",
                                "region",
                                "azure:swedencentral",
                                "country",
                                "SE",
                                "provider",
                                "azure",
                                "model",
                                "chat",
                                "outcome",
                                "ok"))
                .isEqualTo(1);
    }

    @Test
    void what_an_alert_watches_stands_at_zero_before_anything_happens() {
        metrics.inForce(Policies.standard());

        Page page = page();
        for (RefusalCode code : RefusalCode.values()) {
            for (String jurisdiction : List.of("eu", "us", "unknown")) {
                assertThat(page.value(
                                "bailiwick_residency_denials_total",
                                "jurisdiction",
                                jurisdiction,
                                "reason",
                                code.word()))
                        .as(code + " " + jurisdiction)
                        .isEqualTo(code.isDenial() ? Double.valueOf(0) : Double.valueOf(Double.NaN));
            }
        }
        for (String region : List.of("azure:swedencentral", "onprem:fra1", "azure:eastus", "unknown")) {
            assertThat(page.value("bailiwick_residency_violations_total", "jurisdiction", "eu", "region", region))
                    .isZero();
        }
        assertThat(page.named("bailiwick_requests_total"))
                .hasSize(3)
                .allSatisfy(sample -> assertThat(sample.value()).isZero());
        assertThat(page.value("bailiwick_residency_last_violation_timestamp_seconds", "jurisdiction", "us"))
                .isZero();
        assertThat(page.value("bailiwick_log_lines_dropped_total", "jurisdiction", "eu", "reason", "queue_full"))
                .isZero();
        for (String ending : List.of("served", "expired", "withdrawn", "spent", "left", "cut", "turned_away")) {
            assertThat(page.value("bailiwick_waits_total", "jurisdiction", "eu", "outcome", ending))
                    .as(ending)
                    .isZero();
        }
    }

    @Test
    void a_denial_is_counted_by_its_code_and_went_to_no_region() {
        metrics.inForce(Policies.standard());

        metrics.finished(Exchanges.refused(Refusal.of(RefusalCode.RESIDENCY_POOL_EXHAUSTED, "no"), Outcome.DENIED)
                .tried(Policies.SWEDEN, "5xx", 503)
                .record());

        assertThat(page().value(
                                "bailiwick_residency_denials_total",
                                "jurisdiction",
                                "eu",
                                "reason",
                                "residency_pool_exhausted"))
                .isEqualTo(1);
        assertThat(page().named("bailiwick_requests_total"))
                .filteredOn(sample -> "denied".equals(sample.labels().get("outcome")))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels())
                        .containsEntry("region", "none")
                        .containsEntry("provider", "none"));
    }

    @Test
    void a_refusal_that_no_law_asked_for_is_no_denial() {
        metrics.inForce(Policies.standard());

        metrics.finished(Exchanges.refused(Refusal.of(RefusalCode.OVERLOADED, "full"), Outcome.GATEWAY_ERROR)
                .record());

        assertThat(page().named("bailiwick_residency_denials_total"))
                .allSatisfy(sample -> assertThat(sample.value()).isZero());
    }

    @Test
    void a_contradiction_is_a_violation_where_it_was_observed_and_leaves_its_time() {
        metrics.inForce(Policies.standard());
        Exchanges exchange = Exchanges.served();
        exchange.evidence = Evidence.CONTRADICTED;
        exchange.region = "anthropic:us";
        exchange.refusal = Refusal.of(RefusalCode.RESIDENCY_CONTRADICTED, "withheld");
        exchange.outcome = Outcome.DENIED;

        metrics.finished(exchange.record());

        Page page = page();
        assertThat(page.value("bailiwick_residency_violations_total", "jurisdiction", "eu", "region", "anthropic:us"))
                .isEqualTo(1);
        assertThat(page.value("bailiwick_residency_last_violation_timestamp_seconds", "jurisdiction", "eu"))
                .isEqualTo(1_795_255_200);
        assertThat(page.value("bailiwick_residency_last_violation_timestamp_seconds", "jurisdiction", "us"))
                .isZero();
    }

    @Test
    void a_region_that_nothing_confirms_is_counted_with_the_reason() {
        metrics.inForce(Policies.standard());
        Exchanges silent = Exchanges.served();
        silent.evidence = Evidence.NONE;
        Exchanges global = Exchanges.served();
        global.evidence = Evidence.NONE;
        global.region = Stamp.UNKNOWN;
        Exchanges elsewhere = Exchanges.served();
        elsewhere.evidence = Evidence.OBSERVED;
        elsewhere.mismatch = true;

        List.of(silent, global, elsewhere, Exchanges.served()).forEach(each -> metrics.finished(each.record()));

        String name = "bailiwick_region_unverified_total";
        Page page = page();
        assertThat(page.value(name, "region", "azure:swedencentral", "provider", "azure", "why", "no_evidence"))
                .isEqualTo(1);
        assertThat(page.value(name, "region", "unknown", "provider", "azure", "why", "global_endpoint"))
                .isEqualTo(1);
        assertThat(page.value(name, "region", "azure:swedencentral", "provider", "azure", "why", "mismatch"))
                .isEqualTo(1);
    }

    @Test
    void moving_on_is_counted_from_region_to_region_with_its_ending() {
        metrics.inForce(Policies.standard());
        Exchanges recovered = new Exchanges();
        recovered.tried(Policies.SWEDEN, "5xx", 503).tried(Policies.FRANKFURT, "ok", 200);
        Exchanges failed = Exchanges.refused(Refusal.of(RefusalCode.RESIDENCY_POOL_EXHAUSTED, "no"), Outcome.DENIED);
        failed.tried(Policies.SWEDEN, "5xx", 503).tried(Policies.FRANKFURT, "connect", null);

        metrics.finished(recovered.record());
        metrics.finished(failed.record());

        for (String ending : List.of("recovered", "failed")) {
            assertThat(page().value(
                                    "bailiwick_failover_total",
                                    "from_region",
                                    "azure:swedencentral",
                                    "to_region",
                                    "onprem:fra1",
                                    "reason",
                                    "5xx",
                                    "result",
                                    ending))
                    .as(ending)
                    .isEqualTo(1);
        }
        assertThat(page().value(
                                "bailiwick_upstream_attempts_total",
                                "region",
                                "onprem:fra1",
                                "provider",
                                "openai-compatible",
                                "model",
                                "chat",
                                "result",
                                "connect"))
                .isEqualTo(1);
    }

    @Test
    void the_same_endpoint_by_a_new_connection_is_no_failover() {
        metrics.inForce(Policies.standard());

        metrics.finished(new Exchanges()
                .tried(Policies.SWEDEN, "reset", null)
                .tried(Policies.SWEDEN, "ok", 200)
                .record());

        assertThat(page().named("bailiwick_failover_total")).isEmpty();
    }

    @Test
    void tokens_that_nobody_counted_are_unknown_and_never_zero() {
        metrics.inForce(Policies.standard());
        Exchanges exchange = Exchanges.served();
        exchange.usage = Usage.UNKNOWN;

        metrics.finished(exchange.record());

        assertThat(page().named("bailiwick_tokens_total")).isEmpty();
        assertThat(page().value("bailiwick_usage_unknown_total", "region", "azure:swedencentral", "model", "chat"))
                .isEqualTo(1);
    }

    @Test
    void a_count_of_tokens_uses_none() {
        metrics.inForce(Policies.standard());
        Exchanges exchange = Exchanges.served();
        exchange.path = "/v1/messages/count_tokens";

        metrics.finished(exchange.record());

        assertThat(page().named("bailiwick_tokens_total")).isEmpty();
        assertThat(page().named("bailiwick_usage_unknown_total")).isEmpty();
    }

    @Test
    void tokens_are_added_by_type() {
        metrics.inForce(Policies.standard());

        metrics.finished(Exchanges.served().record());
        metrics.finished(Exchanges.served().record());

        Map<String, Integer> expected =
                Map.of("input", 200, "output", 22, "cache_read", 80, "cache_write", 10, "reasoning", 6);
        expected.forEach((type, tokens) -> assertThat(page().value(
                                "bailiwick_tokens_total",
                                "region",
                                "azure:swedencentral",
                                "model",
                                "chat",
                                "type",
                                type))
                .as(type)
                .isEqualTo((double) tokens));
    }

    @Test
    void first_tokens_are_timed_from_both_ends_and_the_rest_by_token() {
        metrics.inForce(Policies.standard());

        metrics.finished(Exchanges.served().record());

        Page page = page();
        String[] where = {"region", "azure:swedencentral", "model", "chat"};
        assertThat(page.value("bailiwick_time_to_first_token_seconds_sum", where))
                .isEqualTo(0.25);
        assertThat(page.value("bailiwick_upstream_time_to_first_token_seconds_sum", where))
                .isEqualTo(0.2400005);
        assertThat(page.value("bailiwick_time_per_output_token_seconds_sum", where))
                .isEqualTo(0.2);
        assertThat(page.value("bailiwick_gateway_overhead_seconds_sum")).isEqualTo(0.001234567);
        assertThat(page.value(
                        "bailiwick_request_duration_seconds_bucket",
                        "region",
                        "azure:swedencentral",
                        "model",
                        "chat",
                        "stream",
                        "true",
                        "outcome_class",
                        "ok",
                        "le",
                        "2.56"))
                .isEqualTo(1);
    }

    @Test
    void a_whole_reply_has_no_first_token() {
        metrics.inForce(Policies.standard());
        Exchanges exchange = Exchanges.served();
        exchange.stream = false;

        metrics.finished(exchange.record());

        assertThat(page().named("bailiwick_time_to_first_token_seconds_count")).isEmpty();
        assertThat(page().named("bailiwick_time_per_output_token_seconds_count"))
                .isEmpty();
    }

    @Test
    void only_expected_versions_are_labels() {
        metrics.inForce(Policies.standard());
        Exchanges surprising = Exchanges.served();
        surprising.modelVersion = "gpt-4o-of-tomorrow";
        surprising.promptVersion = "v48";
        Exchanges undeclared = Exchanges.served();
        undeclared.promptName = null;
        undeclared.promptVersion = "fp-0123456789abcdef";

        List.of(Exchanges.served(), surprising, undeclared).forEach(each -> metrics.finished(each.record()));

        assertThat(page().named("bailiwick_version_requests_total"))
                .extracting(sample -> sample.labels().get("model_version") + " "
                        + sample.labels().get("prompt_name") + " "
                        + sample.labels().get("prompt_version"))
                .containsExactlyInAnyOrder(
                        "gpt-4o-2024-11-20 support v47",
                        "_other support _other",
                        "gpt-4o-2024-11-20 undeclared undeclared");
    }

    @Test
    void a_model_that_no_policy_names_is_counted_as_other_and_the_overflow_with_it() {
        metrics.inForce(Policies.standard());
        assertThat(page().value(
                                "bailiwick_label_overflow_total",
                                "metric",
                                "bailiwick_requests_total",
                                "label",
                                "model"))
                .isZero();
        Exchanges junk = Exchanges.served();
        junk.route = "junk-" + "x".repeat(40);

        metrics.finished(junk.record());
        metrics.finished(junk.record());

        assertThat(page().text).doesNotContain("junk-");
        assertThat(page().value(
                                "bailiwick_label_overflow_total",
                                "metric",
                                "bailiwick_requests_total",
                                "label",
                                "model"))
                .isEqualTo(2);
        assertThat(page().named("bailiwick_requests_total")).anySatisfy(sample -> {
            assertThat(sample.labels()).containsEntry("model", "_other");
            assertThat(sample.value()).isEqualTo(2);
        });
    }

    @Test
    void places_that_nobody_listed_cannot_make_series_without_end() {
        metrics.inForce(Policies.standard());
        for (int i = 0; i < 1000; i++) {
            Exchanges exchange = Exchanges.served();
            exchange.region = "observed:place-" + i;
            metrics.finished(exchange.record());
        }

        List<Page.Sample> requests = page().named("bailiwick_requests_total");
        assertThat(requests).hasSizeLessThan(250);
        assertThat(requests.stream().mapToDouble(Page.Sample::value).sum()).isEqualTo(1000);
    }

    @Test
    void nothing_that_a_client_wrote_is_a_label() {
        metrics.inForce(Policies.standard());
        Exchanges exchange = Exchanges.served();
        exchange.tenant = "canary-tenant";
        exchange.session = "canary-session";
        exchange.model = "canary-model";
        exchange.method = "canary-method";
        exchange.path = "canary-path";
        exchange.promptName = "canary-prompt";
        exchange.promptVersion = "canary-version";
        exchange.modelVersion = "canary-served";
        exchange.fingerprint = "canary-fingerprint";
        exchange.refusal = Refusal.of(RefusalCode.UPSTREAM_BROKEN, "canary-message", "canary-param");
        exchange.tried(Policies.SWEDEN, "canary-result", 200);

        metrics.finished(exchange.record());

        assertThat(page().text).doesNotContain("canary");
    }

    @Test
    void an_endpoint_is_down_while_it_rests() {
        metrics.inForce(Policies.standard());
        String[] sweden = {"region", "azure:swedencentral", "provider", "azure", "upstream", "azure-sweden"};
        assertThat(page().value("bailiwick_upstream_up", sweden)).isEqualTo(1);

        metrics.rests(Policies.SWEDEN, RestReason.ASKED, Duration.ofSeconds(5));
        assertThat(page().value("bailiwick_upstream_up", sweden)).isZero();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(page().value("bailiwick_upstream_up", sweden)).isEqualTo(1);

        metrics.rests(Policies.SWEDEN, RestReason.FAILURES, Duration.ofSeconds(5));
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(page().value("bailiwick_upstream_up", sweden))
                .as("nothing has shown that it serves again")
                .isZero();
        metrics.serves(Policies.SWEDEN);
        assertThat(page().value("bailiwick_upstream_up", sweden)).isEqualTo(1);
        assertThat(page().named("bailiwick_upstream_rests_total"))
                .filteredOn(sample -> sample.labels().get("upstream").equals("azure-sweden"))
                .extracting(sample -> sample.labels().get("why") + " " + sample.value())
                .containsExactlyInAnyOrder("failures 1.0", "asked 1.0", "credential 0.0");
    }

    @Test
    void a_pool_says_how_many_of_its_candidates_are_up_for_that_jurisdiction() {
        metrics.inForce(Policies.standard());
        String[] eu = {"jurisdiction", "eu", "model", "chat"};
        String[] us = {"jurisdiction", "us", "model", "chat"};
        String[] sweden = {"jurisdiction", "eu", "region", "azure:swedencentral", "upstream", "azure-sweden"};
        assertThat(page().value("bailiwick_candidates", eu)).isEqualTo(2);
        assertThat(page().value("bailiwick_candidates_up", eu)).isEqualTo(2);
        assertThat(page().value("bailiwick_upstream_quarantined", sweden)).isZero();

        metrics.rests(Policies.FRANKFURT, RestReason.FAILURES, Duration.ofSeconds(5));
        metrics.quarantined(Policies.SWEDEN, Policies.EU, "azure:eastus");
        metrics.held(Policies.VIRGINIA.key(), "eu");

        assertThat(page().value("bailiwick_candidates", eu)).isEqualTo(2);
        assertThat(page().value("bailiwick_candidates_up", eu)).isZero();
        assertThat(page().value("bailiwick_candidates_up", us)).isEqualTo(1);
        assertThat(page().value("bailiwick_upstream_quarantined", sweden)).isEqualTo(1);
        assertThat(page().value(
                                "bailiwick_upstream_up",
                                "region",
                                "azure:swedencentral",
                                "provider",
                                "azure",
                                "upstream",
                                "azure-sweden"))
                .as("a quarantine is of one jurisdiction, not of the endpoint")
                .isEqualTo(1);

        metrics.lifted(Policies.SWEDEN.key(), "eu");
        assertThat(page().value("bailiwick_candidates_up", eu)).isEqualTo(1);
        assertThat(page().value("bailiwick_upstream_quarantined", sweden)).isZero();
    }

    @Test
    void an_endpoint_that_left_the_policy_leaves_the_page() {
        metrics.inForce(Policies.standard());
        metrics.inForce(Policies.of(
                "digest-2",
                List.of(Policies.route("chat", Map.of(Policies.EU, List.of(Policies.FRANKFURT)))),
                Map.of(),
                Expectations.NONE));

        assertThat(page().named("bailiwick_upstream_up"))
                .extracting(sample -> sample.labels().get("upstream"))
                .containsExactly("vllm-frankfurt");
    }

    @Test
    void streams_under_way_are_known_per_region() {
        metrics.inForce(Policies.standard());
        metrics.streamOpened("onprem:fra1");
        metrics.streamOpened("onprem:fra1");
        metrics.streamClosed("onprem:fra1");

        assertThat(page().value("bailiwick_streams_active", "region", "onprem:fra1"))
                .isEqualTo(1);
        assertThat(page().value("bailiwick_streams_active", "region", "azure:eastus"))
                .isZero();
    }

    @Test
    void the_page_names_the_policy_in_force_and_says_when_a_newer_one_was_refused() {
        metrics.inForce(Policies.standard());
        assertThat(page().value("bailiwick_config_last_reload_ok")).isEqualTo(1);

        metrics.refused(List.of());
        assertThat(page().value("bailiwick_config_last_reload_ok")).isZero();
        assertThat(page().value("bailiwick_config_reloads_refused_total")).isEqualTo(1);
        assertThat(page().value(
                                "bailiwick_config_info",
                                "catalogue_digest",
                                "catalogue-1",
                                "policy_digest",
                                "digest-1"))
                .isEqualTo(1);

        metrics.inForce(Policies.of("digest-2", List.of(Policies.standardRoute()), Map.of(), Policies.EXPECT));
        assertThat(page().value("bailiwick_config_last_reload_ok")).isEqualTo(1);
        assertThat(page().named("bailiwick_config_info"))
                .extracting(sample -> sample.labels().get("policy_digest"))
                .containsExactly("digest-2");
    }

    @Test
    void lost_lines_are_counted_by_jurisdiction_and_reason() {
        metrics.inForce(Policies.standard());

        metrics.lost("eu", LogObserver.Loss.WRITE_FAILED);

        assertThat(page().value("bailiwick_log_lines_dropped_total", "jurisdiction", "eu", "reason", "write_failed"))
                .isEqualTo(1);
    }

    @Test
    void refused_and_settled_allowances_are_counted_by_jurisdiction_and_never_by_tenant() {
        metrics.inForce(Policies.standard());

        metrics.rateLimited("eu", "tokens");
        metrics.settled("eu", "estimate");

        assertThat(page().value("bailiwick_rate_limited_total", "jurisdiction", "eu", "reason", "tokens"))
                .isEqualTo(1);
        assertThat(page().value("bailiwick_rate_limited_total", "jurisdiction", "eu", "reason", "requests"))
                .isZero();
        assertThat(page().value("bailiwick_allowance_settled_total", "jurisdiction", "eu", "by", "estimate"))
                .isEqualTo(1);
    }

    @Test
    void who_waits_is_counted_as_long_as_it_does_and_by_how_that_ended() {
        metrics.inForce(Policies.standard());

        metrics.waits("eu");
        metrics.waits("eu");
        metrics.waited("eu", "expired");
        metrics.turnedAway("eu");

        assertThat(page().value("bailiwick_waiting", "jurisdiction", "eu")).isEqualTo(1);
        assertThat(page().value("bailiwick_waiting", "jurisdiction", "us")).isZero();
        assertThat(page().value("bailiwick_waits_total", "jurisdiction", "eu", "outcome", "expired"))
                .isEqualTo(1);
        assertThat(page().value("bailiwick_waits_total", "jurisdiction", "eu", "outcome", "turned_away"))
                .isEqualTo(1);
    }

    @Test
    void a_scraper_gets_the_format_that_it_asks_for() {
        metrics.inForce(Policies.standard());
        String accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";

        assertThat(metrics.page().contentType(accept)).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(new String(metrics.page().scrape(accept), StandardCharsets.UTF_8))
                .endsWith("# EOF\n");
        assertThat(metrics.page().contentType("*/*")).startsWith("text/plain; version=0.0.4");
        assertThat(new String(metrics.page().scrape(null), StandardCharsets.UTF_8))
                .doesNotContain("# EOF");
    }

    @Test
    void every_exported_series_is_in_the_catalogue_with_its_help_and_its_labels() {
        metrics.inForce(Policies.withToken(new MetricsSettings(true, false)));
        metrics.lost("eu", LogObserver.Loss.CLOSED);
        metrics.lagged(1_000_000);
        metrics.finished(new Exchanges()
                .tried(Policies.SWEDEN, "5xx", 503)
                .tried(Policies.FRANKFURT, "ok", 200)
                .record());
        Exchanges silent = Exchanges.served();
        silent.evidence = Evidence.NONE;
        silent.usage = Usage.UNKNOWN;
        metrics.finished(silent.record());
        metrics.spans().queue("eu", () -> 0, 1);

        Page page = page();
        for (Metric metric : Metric.values()) {
            assertThat(page.text).contains("# HELP " + metric.exportedName() + " " + metric.help());
            for (String sample : metric.sampleNames()) {
                List<String> labels = metric.labelsOf(sample).stream()
                        .filter(label -> !label.equals("error_type"))
                        .toList();
                assertThat(page.named(sample))
                        .as(sample)
                        .isNotEmpty()
                        .allSatisfy(each -> assertThat(each.labels().keySet())
                                .filteredOn(label -> !label.equals("error_type"))
                                .containsExactlyInAnyOrderElementsOf(labels));
            }
        }
        assertThat(page.samples)
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(Metric.ofSample(sample.name())).isNotNull());
    }

    @Test
    void exchanges_that_end_at_once_are_all_counted() throws Exception {
        metrics.inForce(Policies.standard());
        int threads = 8;
        int each = 500;
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> pool.submit(() -> {
                        go.await();
                        for (int i = 0; i < each; i++) {
                            metrics.finished(Exchanges.served().record());
                        }
                        return null;
                    }))
                    .toList();
            go.countDown();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(page().named("bailiwick_requests_total").stream()
                        .mapToDouble(Page.Sample::value)
                        .sum())
                .isEqualTo(threads * each);
    }
}
