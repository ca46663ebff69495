package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does every alert speak of metrics that exist, say what to do, and have a test in which it fires and one in which it does not? */
final class AlertRulesTest {

    private static final AlertRules SHIPPED = AlertRules.shipped();
    private static final Path RUNBOOKS = ProjectRoot.path().resolve("docs/runbooks");

    @TempDir
    private Path staged;

    @Test
    void rules_use_metrics_and_labels_of_the_catalogue_alone() {
        assertThat(SHIPPED.alerts()).hasSizeGreaterThan(20);
        assertThat(AlertChecks.names(SHIPPED)).isEmpty();
    }

    @Test
    void every_alert_says_how_bad_it_is_what_happened_and_where_to_read_on() {
        assertThat(AlertChecks.words(SHIPPED)).isEmpty();
    }

    @Test
    void every_alert_has_a_runbook_and_every_runbook_an_alert() {
        assertThat(AlertChecks.runbooks(SHIPPED, RUNBOOKS)).isEmpty();
    }

    @Test
    void the_table_of_runbooks_has_every_alert_with_its_severity_and_nothing_else() {
        assertThat(AlertChecks.listed(SHIPPED, RUNBOOKS)).isEmpty();
    }

    @Test
    void queries_of_runbooks_use_metrics_and_labels_of_the_catalogue_alone() {
        KnownMetrics known = KnownMetrics.exported().recordedBy(SHIPPED);
        List<String> queries = AlertChecks.queries(RUNBOOKS);
        assertThat(queries).hasSizeGreaterThan(40);
        assertThat(queries)
                .allSatisfy(query -> assertThat(known.problems(query)).isEmpty());
    }

    @Test
    void every_alert_is_tested_in_firing_and_in_quiet() {
        assertThat(AlertChecks.tested(SHIPPED)).isEmpty();
    }

    @Test
    void no_alert_on_residency_hangs_on_one_instance() {
        assertThat(SHIPPED.alerts())
                .filteredOn(alert -> alert.file().equals("residency.yml"))
                .isNotEmpty()
                .allSatisfy(alert ->
                        assertThat(PromQl.read(alert.expression()).grouped()).doesNotContain("instance"));
    }

    @Test
    void the_violation_alert_is_critical_and_waits_for_nothing() {
        AlertRules.Alert violation = SHIPPED.alerts().stream()
                .filter(alert -> alert.name().equals("BailiwickResidencyViolation"))
                .findFirst()
                .orElseThrow();
        assertThat(violation.severity()).isEqualTo("critical");
        assertThat(violation.rule().has("for")).isFalse();
    }

    @Test
    void a_rule_that_is_wrong_in_every_way_is_found_wrong_in_every_way() throws IOException {
        Files.createDirectories(staged.resolve("tests"));
        Files.createDirectories(staged.resolve("runbooks"));
        Files.writeString(Files.createDirectories(staged.resolve("rules")).resolve("a.yml"), """
                groups:
                  - name: a
                    rules:
                      - { record: "a:b:c", expr: "sum by (region) (bailiwick_requests_total)" }
                      - alert: Wrong
                        expr: sum by (colour) (bailiwick_requests_total{shape="x"}) > bailiwick_gone_total + a:b:c{job="j", model="m"}
                        labels: { severity: loud }
                """);
        Files.writeString(staged.resolve("tests/a.yml"), """
                tests:
                  - name: Wrong fires never
                    promql_expr_test: [{ expr: 'ALERTS{alertname="Wrong"}', exp_samples: [] }]
                  - name: Wrong is quiet, says its name alone
                    promql_expr_test: [{ expr: 'ALERTS{alertname="Wrong"}', exp_samples: [{ labels: 'ALERTS{alertname="Wrong"}' }] }]
                """);
        Files.writeString(staged.resolve("runbooks/Other.md"), "# Other\n");
        AlertRules wrong = AlertRules.in(staged);

        assertThat(AlertChecks.names(wrong))
                .anyMatch(each -> each.endsWith("bailiwick_requests_total has no label shape"))
                .anyMatch(each -> each.endsWith("no such metric: bailiwick_gone_total"))
                .anyMatch(each -> each.endsWith("a:b:c has no label job"))
                .anyMatch(each -> each.endsWith("a:b:c has no label model"))
                .anyMatch(each -> each.contains("nothing in it has a label colour"));
        assertThat(AlertChecks.words(wrong))
                .anyMatch(each -> each.contains("severity loud"))
                .anyMatch(each -> each.endsWith("no summary"))
                .anyMatch(each -> each.endsWith("no description"))
                .anyMatch(each -> each.contains("runbook_url"));
        assertThat(AlertChecks.runbooks(wrong, staged.resolve("runbooks")))
                .containsExactly("Wrong: no page Wrong.md", "Other.md: no alert of that name");
        assertThat(AlertChecks.tested(wrong))
                .containsExactly("Wrong: no test in which it fires", "Wrong: no test in which it is quiet");
    }

    @Test
    void a_reader_of_queries_takes_no_function_keyword_or_text_for_a_metric() {
        PromQl read = PromQl.read(
                "label_replace(histogram_quantile(0.9, sum by (le, region) (rate(a_bucket{b=~\"c.*\", d!='e'}[$__rate_interval] offset 1d))), \"made\", \"$1\", \"region\", \"(.*)\")"
                        + " and on (job) group_left () x:y:z > bool 5 # not this");
        assertThat(read.selectors())
                .containsExactly(
                        new PromQl.Selector("a_bucket", Set.of("b", "d"), "rate", "$__rate_interval"),
                        new PromQl.Selector("x:y:z", Set.of(), "", ""));
        assertThat(read.grouped()).containsExactly("job", "le", "region");
        assertThat(read.made()).containsExactly("made");
    }

    @Test
    void shortened_rules_divide_times_and_nothing_else() {
        assertThat(
                        ShortenedRules.shortened(
                                "for: 5m\nkeep_firing_for: 1h\nexpr: x:rate5m[5m] offset 1d > 30 * rate(y[30m])\nsummary: after 15m"))
                .isEqualTo(
                        "for: 10s\nkeep_firing_for: 120s\nexpr: x:rate5m[10s] offset 2880s > 30 * rate(y[60s])\nsummary: after 15m");
    }
}
