package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Do Prometheus' own tools accept the rules, and does each alert fire and keep quiet as its tests say? */
final class PrometheusRulesTest {

    /** {@code days.yml} replays three days; on a busy machine that takes a while. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Path PROMETHEUS = ProjectRoot.path().resolve("docker/prometheus");

    @TempDir
    private Path staged;

    @BeforeAll
    static void needsPromtool() {
        assumeTrue(Shell.has("promtool"), "promtool is not on the PATH (Debian: prometheus)");
    }

    @Test
    void promtool_accepts_every_rule_file() throws IOException {
        List<String> command = new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        AlertRules.files(PROMETHEUS.resolve("rules")).forEach(file -> command.add(file.toString()));
        Shell.Ran ran = promtool(command.toArray(String[]::new));
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("SUCCESS");
    }

    @Test
    void promtool_accepts_the_scrape_configuration() throws IOException {
        Shell.Ran ran = promtool("check", "config", "--syntax-only", "prometheus.yml");
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    }

    @Test
    void promtool_parses_every_query_of_a_runbook() throws IOException {
        List<String> queries = AlertChecks.queries(ProjectRoot.path().resolve("docs/runbooks"));
        Shell.Ran ran = promtool(
                "check", "rules", PrometheusQueries.asRules(queries, staged).toString());
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains(queries.size() + " rules found");
    }

    @Test
    void promtool_parses_every_query_of_a_dashboard() throws IOException {
        List<String> queries = Dashboard.shipped().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .toList();
        assertThat(queries).hasSizeGreaterThan(50);
        Shell.Ran ran = promtool(
                "check", "rules", PrometheusQueries.asRules(queries, staged).toString());
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains(queries.size() + " rules found");
    }

    @Test
    void a_query_that_does_not_parse_is_found() throws IOException {
        Path broken = PrometheusQueries.asRules(List.of("sum by (region (bailiwick_requests_total)"), staged);
        assertThat(promtool("check", "rules", broken.toString()).exit()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"residency", "versions", "service", "days", "health"})
    void alerts_fire_and_keep_quiet_as_tested(String file) throws IOException {
        Shell.Ran ran = promtool("test", "rules", "tests/" + file + ".yml");
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    }

    @Test
    void no_test_file_is_left_out() {
        assertThat(AlertRules.files(PROMETHEUS.resolve("tests")))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("residency.yml", "versions.yml", "service.yml", "days.yml", "health.yml");
    }

    @Test
    void a_test_that_a_rule_fails_is_a_failure() throws IOException {
        String tests = Files.readString(PROMETHEUS.resolve("tests/residency.yml"))
                .replace("../rules/", PROMETHEUS.resolve("rules") + "/")
                .replace("_x20 1x40", "_x20 0x40");
        Path wrong = Files.writeString(staged.resolve("wrong.yml"), tests);
        Shell.Ran ran = promtool("test", "rules", wrong.toString());
        assertThat(ran.exit()).isNotZero();
        assertThat(ran.out() + ran.err()).contains("BailiwickResidencyViolation");
    }

    private static Shell.Ran promtool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        return Shell.in(PROMETHEUS).within(LIMIT).run(command.toArray(String[]::new));
    }
}
