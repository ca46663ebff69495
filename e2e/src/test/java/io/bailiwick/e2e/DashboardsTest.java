package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Do the dashboards ask for what the gateway exports, and would Grafana's linter take them? */
final class DashboardsTest {

    private static final KnownMetrics KNOWN = KnownMetrics.exported();

    @Test
    void there_is_one_for_regions_residency_versions_and_cost() {
        assertThat(Dashboard.shipped())
                .extracting(each -> each.json().path("uid").asText())
                .containsExactly("bailiwick-cost", "bailiwick-regions", "bailiwick-residency", "bailiwick-versions");
    }

    @Test
    void every_dashboard_holds_to_the_rules() {
        assertThat(Dashboard.shipped().stream().flatMap(each -> DashboardChecks.of(each, KNOWN).stream()))
                .isEmpty();
    }

    @Test
    void a_dashboard_that_is_wrong_in_every_way_is_found_wrong_in_every_way() {
        Dashboard wrong = Dashboard.of("wrong.json", """
                {"title": "", "uid": "", "id": 7, "schemaVersion": 12, "__inputs": [],
                 "templating": {"list": [{"name": "job", "type": "custom", "label": "job"}]},
                 "panels": [
                   {"id": 1, "title": "A", "gridPos": {"x": 20, "y": 0, "w": 8, "h": 4}, "targets": []},
                   {"id": 1, "title": "B", "gridPos": {"x": 20, "y": 3, "w": 2, "h": 4}, "targets": [
                     {"expr": "sum by (colour) (bailiwick_requests_total{region=\\"$place\\"})"},
                     {"expr": "rate(bailiwick_gone_total[5m])"}]}]}
                """);

        assertThat(DashboardChecks.of(wrong, KNOWN))
                .contains(
                        "wrong.json head: no title",
                        "wrong.json head: no stable uid of at most 40 characters",
                        "wrong.json head: an id of one Grafana",
                        "wrong.json head: editable",
                        "wrong.json head: schemaVersion is not 39",
                        "wrong.json head: __inputs cannot be provisioned",
                        "wrong.json datasource: no variable of that type",
                        "wrong.json job: is no query",
                        "wrong.json job: is not labelled 'Job'",
                        "wrong.json job: is no multi select",
                        "wrong.json job: allValue is not .+",
                        "wrong.json region: no such variable",
                        "wrong.json A: leaves the grid",
                        "wrong.json A: no description",
                        "wrong.json A: no unit",
                        "wrong.json A: does not use the templated data source",
                        "wrong.json A: asks nothing",
                        "wrong.json B: its id is another's too",
                        "wrong.json B: lies over another",
                        "wrong.json B: uses $place, which nobody declares",
                        "wrong.json B: no such metric: bailiwick_gone_total",
                        "wrong.json B: bailiwick_requests_total is not narrowed to $job",
                        "wrong.json B: bailiwick_requests_total is not narrowed to $instance",
                        "wrong.json B: bailiwick_requests_total counts, and is not asked for its rate or increase",
                        "wrong.json B: a range of 5m rather than $__rate_interval")
                .anyMatch(each -> each.contains("nothing in it has a label colour"));
    }
}
