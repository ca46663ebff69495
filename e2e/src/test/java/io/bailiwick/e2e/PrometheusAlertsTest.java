package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bailiwick.simulator.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Does a real Prometheus, told of nothing but what two gateways export under load, page for what is staged and for nothing
 * else? What it scraped stays in {@code e2e/target/alerts}, for docker/grafana/preview to draw.
 */
final class PrometheusAlertsTest {

    private static final Path DIRECTORY = ProjectRoot.path().resolve("e2e/target/alerts");

    private static final String VIOLATION = "BailiwickResidencyViolation eu anthropic:us";
    private static final String SKEW = "BailiwickModelVersionSkewBetweenRegions chat";
    private static final List<String> OUTAGE = List.of(
            "BailiwickErrorBudgetBurn eu",
            "BailiwickErrorBudgetBurnFast eu",
            "BailiwickJurisdictionDown eu",
            "BailiwickResidencyDenialBurn eu");

    /** True of the outage, but only for moments, or only once it has lasted for an hour's thirtieth, as the quarantine may. */
    private static final List<String> IN_PASSING = List.of(
            "BailiwickFailoverStorm onprem:fra1",
            "BailiwickErrorBudgetBurnSlow eu",
            "BailiwickEndpointQuarantined eu onprem:fra1");

    private final List<String> told = new ArrayList<>();
    private final Instant began = Instant.now();

    @BeforeAll
    static void needsPrometheus() {
        assumeTrue(Shell.has("prometheus"), "prometheus is not on the PATH (Debian: prometheus)");
    }

    @Test
    void what_is_staged_pages_and_nothing_else_does() throws IOException {
        clear(DIRECTORY);
        try (TwoGateways site = new TwoGateways()) {
            site.keepAsking();
            await("gateways that have warmed up, so that only what is staged is slow")
                    .until(() -> site.answered() > 300);
            try (PrometheusServer prometheus = PrometheusServer.start(DIRECTORY, site.adminAddresses())) {
                watch(site, prometheus);
            }
        } finally {
            Files.write(DIRECTORY.resolve("told.txt"), told);
        }
    }

    private void watch(TwoGateways site, PrometheusServer prometheus) {
        // Healthy: nobody is paged.
        await("a minute's thirtieth of traffic, seen by Prometheus")
                .until(() -> !prometheus
                        .query(
                                "min(rate(bailiwick_requests_total{outcome=\"ok\",region=~\"onprem:(fra1|iad1)\"}[10s]) > 0)")
                        .isEmpty());
        await("silence for five minutes' thirtieth")
                .during(Duration.ofSeconds(12))
                .until(() -> prometheus.firing().isEmpty());
        tell("healthy", prometheus);

        // A reply from abroad, and one region on a new model.
        site.frankfurt()
                .next(
                        Fault.inferenceGeo("us"),
                        Fault.inferenceGeo("us"),
                        Fault.inferenceGeo("us"),
                        Fault.inferenceGeo("us"));
        site.virginia().always(Fault.model(TwoGateways.NEW));
        await("the violation").until(() -> prometheus.firing().contains(VIOLATION));
        tell("a contradicted reply", prometheus);
        await("the skew").until(() -> prometheus.firing().contains(SKEW));
        tell("a version skew", prometheus);
        assertThat(prometheus.firing()).containsExactlyInAnyOrder(VIOLATION, SKEW);

        // Both regions of the EU are gone; the US goes on.
        site.frankfurt().breakDown();
        site.paris().breakDown();
        await("the outage's alerts").until(() -> prometheus.firing().containsAll(OUTAGE));
        tell("an outage of the EU", prometheus);
        assertThat(prometheus.firing()).allMatch(PrometheusAlertsTest::isStaged);
        assertThat(prometheus.query("sum(rate(bailiwick_requests_total{jurisdiction=\"us\",outcome=\"ok\"}[10s])) > 0"))
                .as("the US is served meanwhile")
                .isNotEmpty();
        assertThat(prometheus.query(
                        "sum(increase(bailiwick_requests_total{jurisdiction=\"eu\",region=~\".*iad1.*\"}[1h])) > 0"))
                .as("the EU is served elsewhere")
                .isEmpty();

        site.frankfurt().recover();
        site.paris().recover();
        await("the end of the outage").until(() -> !prometheus.firing().contains("BailiwickJurisdictionDown eu"));
        tell("recovered", prometheus);

        assertThat(prometheus.everFired())
                .allMatch(PrometheusAlertsTest::isStaged)
                .contains(VIOLATION, SKEW);
        assertThat(prometheus.alerts())
                .allSatisfy(alert -> assertThat(alert.path("annotations").toString())
                        .doesNotContain("<no value>", "error expanding")
                        .contains("docs/runbooks/"));
    }

    private static boolean isStaged(String alert) {
        return alert.equals(VIOLATION) || alert.equals(SKEW) || OUTAGE.contains(alert) || IN_PASSING.contains(alert);
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(500));
    }

    private void tell(String stage, PrometheusServer prometheus) {
        told.add(Instant.now() + " +" + Duration.between(began, Instant.now()).toSeconds() + " s, " + stage + ": "
                + prometheus.firing());
    }

    private static void clear(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder())
                    .filter(each -> !each.equals(directory))
                    .forEach(each -> {
                        try {
                            Files.delete(each);
                        } catch (IOException kept) {
                            throw new UncheckedIOException(kept);
                        }
                    });
        }
    }
}
