package io.bailiwick.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrometheusSourceTest {

    private static final double NONE = Double.NaN;
    private static final String REQUESTS = "bailiwick_requests_total";
    private static final String BEGAN = "bailiwick_process_start_time_seconds";
    private static final String TOKENS = "bailiwick_tokens_total";
    private static final String BUCKETS = "bailiwick_time_to_first_token_seconds_bucket";
    private static final String VERSIONS = "bailiwick_version_requests_total";
    private static final String SWEDEN = "\"region\":\"azure:swedencentral\",\"model\":\"chat\"";

    private static String request(String outcome) {
        return SWEDEN + ",\"provider\":\"azure\",\"jurisdiction\":\"eu\",\"outcome\":\"" + outcome + "\"";
    }

    private static String tokens(String type) {
        return SWEDEN + ",\"type\":\"" + type + "\"";
    }

    private static String version(String version) {
        return SWEDEN + ",\"model_version\":\"" + version + "\"";
    }

    private static Told day() {
        return new Told()
                .with(REQUESTS, request("ok"), 10, 12, 20)
                .with(VERSIONS, version("gpt-4o-2024-11-20"), 10, 20)
                .with(TOKENS, tokens("input"), 5_000, 1_005_000)
                .with(TOKENS, tokens("cache_read"), 0, 400_000)
                .with(TOKENS, tokens("cache_write"), 0, 0)
                .with(TOKENS, tokens("output"), 0, 100_000);
    }

    @Test
    void what_was_counted_before_the_period_is_not_in_it() throws IOException {
        Report report = day().report(Reports.PRICES);

        assertThat(report.total().tally().requests).isEqualTo(10);
        assertThat(report.total().tally().input()).isEqualTo(1_000_000);
        assertThat(Reports.cost(report.total())).isEqualTo("2.6000 EUR");
        assertThat(Words.hitRate(report.total().tally())).isEqualTo("40.0 %");
    }

    @Test
    void a_counter_that_restarts_begins_at_zero_again_and_loses_nothing_that_was_seen() throws IOException {
        Told told = new Told().with(REQUESTS, request("ok"), 100, 107, 3, 8, NONE, NONE, 9, 2);

        assertThat(told.report(Reports.PRICES).total().tally().requests).isEqualTo(7 + 3 + 5 + 1 + 2);
    }

    @Test
    void a_series_that_is_born_in_the_period_counts_from_zero() throws IOException {
        Told told = new Told().with(REQUESTS, request("ok"), NONE, 4, 9);

        assertThat(told.report(Reports.PRICES).total().tally().requests).isEqualTo(9);
    }

    @Test
    void a_process_that_is_first_seen_late_and_is_older_than_the_period_leaves_out_its_past() throws IOException {
        String instance = ",\"instance\":\"a:9090\",\"job\":\"bailiwick\"";
        double before = Logged.DAY.from().getEpochSecond() - 86_400;
        Told told = new Told()
                .with(BEGAN, "\"x\":\"y\"" + instance, NONE, NONE, before, before)
                .with(REQUESTS, request("ok") + instance, NONE, NONE, 1_000_000, 1_000_007)
                .with(REQUESTS, request("timeout") + instance, NONE, NONE, NONE, 2);

        Report report = told.report(Reports.PRICES);

        assertThat(report.total().tally().requests).isEqualTo(7 + 2);
        assertThat(Notes.of(report)).anyMatch(note -> note.contains("instance a:9090 of bailiwick began before"));
    }

    @Test
    void a_process_that_begins_in_the_period_counts_from_zero_and_so_does_a_counter_that_it_did_not_have()
            throws IOException {
        String instance = ",\"instance\":\"a:9090\",\"job\":\"bailiwick\"";
        double within = Logged.DAY.from().getEpochSecond() + 60;
        Told told = new Told()
                .with(BEGAN, "\"x\":\"y\"" + instance, NONE, NONE, within, within)
                .with(REQUESTS, request("ok") + instance, NONE, NONE, 4, 9);

        assertThat(told.report(Reports.PRICES).total().tally().requests).isEqualTo(9);
    }

    @Test
    void a_request_without_an_answer_does_not_hide_which_model_the_others_had() throws IOException {
        Report report = day().with(REQUESTS, request("timeout"), 0, 1)
                .with(VERSIONS, version("unknown"), 0, 1)
                .report(Reports.PRICES);
        assertThat(Reports.cost(report.total())).isEqualTo("2.6000 EUR");

        Report answered = day().with(VERSIONS, version("unknown"), 0, 1).report(Reports.PRICES);
        assertThat(Reports.cost(answered.total()))
                .as("an answer whose model nobody knows")
                .isEqualTo("unknown");
    }

    @Test
    void replicas_are_added_up() throws IOException {
        Told told = new Told()
                .with(REQUESTS, request("ok") + ",\"instance\":\"a\"", 0, 4)
                .with(REQUESTS, request("ok") + ",\"instance\":\"b\"", 0, 5)
                .with(REQUESTS, request("timeout") + ",\"instance\":\"b\"", 0, 1);

        Row row = Reports.row(told.report(Reports.PRICES), "azure:swedencentral");
        assertThat(row.tally().requests).isEqualTo(10);
        assertThat(row.errorRate()).isEqualTo(0.1);
    }

    @Test
    void two_models_behind_one_route_have_no_price_by_model_and_are_named() throws IOException {
        Report report = day().with(VERSIONS, version("gpt-4o-2024-08-06"), 0, 1).report(Reports.PRICES);

        assertThat(Reports.cost(report.total())).isEqualTo("unknown");
        assertThat(report.total().cost().unpriced().get(0).words())
                .contains("model unknown", "not known well enough", "prices.csv:2");
    }

    @Test
    void a_price_by_route_is_what_such_a_route_needs() throws IOException {
        Report report = day().with(VERSIONS, version("_other"), 0, 1)
                .report("route,currency,input,cached_input,cache_write,output\nchat,EUR,2,1,input,10\n");

        assertThat(Reports.cost(report.total())).isEqualTo("2.6000 EUR");
    }

    @Test
    void cached_tokens_that_no_counter_knows_are_unknown() throws IOException {
        Report report = new Told()
                .with(REQUESTS, request("ok"), 0, 1)
                .with(TOKENS, tokens("input"), 0, 1_000)
                .report(Reports.PRICES);

        assertThat(Words.hitRate(report.total().tally())).isEqualTo("unknown");
        assertThat(Reports.penalty(report.total())).isEqualTo("unknown");
    }

    @Test
    void the_time_to_first_token_lies_in_its_bucket() throws IOException {
        Report report = new Told()
                .with(REQUESTS, request("ok"), 0, 10)
                .with(BUCKETS, SWEDEN + ",\"le\":\"0.1\"", 0, 5)
                .with(BUCKETS, SWEDEN + ",\"le\":\"0.2\"", 0, 9)
                .with(BUCKETS, SWEDEN + ",\"le\":\"+Inf\"", 0, 10)
                .report(Reports.PRICES);

        Latency latency = report.total().tally().latency();
        assertThat(latency.count()).isEqualTo(10);
        assertThat(latency.millis(0.5)).isEqualTo(100);
        assertThat(latency.millis(0.8)).isBetween(100.0, 200.0);
        assertThat(latency.millis(0.99)).isEqualTo(200);
        assertThat(Notes.of(report)).anyMatch(note -> note.contains("buckets"));
    }

    @Test
    void it_asks_for_six_metrics_by_name_and_for_no_more_points_than_prometheus_gives() throws IOException {
        Told told = day();
        told.read();

        assertThat(told.asked).hasSize(6).allSatisfy(parameters -> {
            assertThat(parameters.get("query")).matches("last_over_time\\(bailiwick_[a-z_]+\\[[0-9]+ms\\]\\)");
            double span = Double.parseDouble(parameters.get("end")) - Double.parseDouble(parameters.get("start"));
            assertThat(span / Double.parseDouble(parameters.get("step"))).isLessThan(11_000);
        });
    }

    @Test
    void a_warning_of_prometheus_is_passed_on() throws IOException {
        assertThat(day().warning("results truncated").read().notes()).contains("Prometheus warns: results truncated");
    }

    @Test
    void a_period_in_which_nothing_was_scraped_says_so() throws IOException {
        assertThat(new Told().read().notes()).anyMatch(note -> note.contains("knows no bailiwick_requests_total"));
    }

    @Test
    void a_jurisdiction_cannot_be_asked_of_counters_that_do_not_know_it() {
        PrometheusSource source = new PrometheusSource(URI.create("http://127.0.0.1:9090"), new Told());

        assertThatThrownBy(() -> source.read(new Question(Logged.DAY, "eu"), Progress.NONE))
                .hasMessageContaining("know no jurisdiction");
    }

    @Test
    void an_answer_that_is_none_of_prometheus_is_refused_in_words() {
        for (String body : new String[] {
            "<html>login</html>",
            "[]",
            "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[[1,\"x\"]]}]}}"
        }) {
            PrometheusWire wire = (path, parameters) -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> new PrometheusSource(URI.create("http://127.0.0.1:9090"), wire)
                            .read(new Question(Logged.DAY, null), Progress.NONE))
                    .as(body)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(
                            "(?s).*(no Prometheus answer|no JSON object|query timed out|expected: a matrix|is no sample).*");
        }
    }
}
