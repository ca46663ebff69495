package io.bailiwick.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MakeReportTest {

    private static final String SWEDEN = "azure:swedencentral";
    private static final String FRANCE = "azure:francecentral";

    @Test
    void a_region_costs_what_its_plain_cached_and_output_tokens_cost() {
        Report report = Reports.of(Logged.served().tokens(1_000_000, 400_000, 100_000));

        // 600,000 at 2, 400,000 at 1, 100,000 at 10 a million
        assertThat(Reports.cost(Reports.row(report, SWEDEN))).isEqualTo("2.6000 EUR");
        assertThat(Reports.cost(report.total())).isEqualTo("2.6000 EUR");
    }

    @Test
    void a_count_of_tokens_costs_nothing_whatever_an_older_line_says_of_it() {
        Report report = Reports.of(
                Logged.served().tokens(1_000_000, 400_000, 100_000),
                Logged.served()
                        .with("gen_ai.operation.name", "count_tokens")
                        .with("bailiwick.model.version", "unknown")
                        .without("gen_ai.usage.output_tokens")
                        .without("gen_ai.usage.cache_read.input_tokens"));

        assertThat(report.total().tally().requests).isEqualTo(2);
        assertThat(Reports.cost(report.total())).isEqualTo("2.6000 EUR");
        assertThat(Reports.penalty(report.total())).isEqualTo("0");
    }

    @Test
    void the_penalty_is_what_the_input_would_have_cost_less_at_the_best_regions_hit_rate() {
        Report report = Reports.of(
                Logged.served().at(SWEDEN).tokens(1_000_000, 800_000, 0),
                Logged.served().at(FRANCE).tokens(2_000_000, 400_000, 0));

        assertThat(report.best().get("chat").region()).isEqualTo(SWEDEN);
        assertThat(Reports.penalty(Reports.row(report, SWEDEN))).isEqualTo("0");
        // (0.8 - 0.2) * 2,000,000 tokens * (2 - 1) a million
        assertThat(Reports.penalty(Reports.row(report, FRANCE))).isEqualTo("1.2000 EUR");
        assertThat(Reports.penalty(report.total())).isEqualTo("1.2000 EUR");
    }

    @Test
    void tokens_without_a_price_make_the_cost_unknown_and_are_named_never_zero() {
        Report report = Reports.of(
                Logged.served().tokens(1_000_000, 0, 0),
                Logged.served()
                        .at("onprem:fra1")
                        .with("gen_ai.provider.name", "vllm")
                        .tokens(5_000, 0, 70));

        Row priceless = Reports.row(report, "onprem:fra1");
        assertThat(Reports.cost(priceless)).isEqualTo("unknown");
        assertThat(priceless.cost().unpriced())
                .extracting(Cost.Unpriced::words)
                .containsExactly(
                        "5,000 input tokens of chat at onprem:fra1 (provider vllm, model gpt-4o-2024-11-20): no price fits",
                        "70 output tokens of chat at onprem:fra1 (provider vllm, model gpt-4o-2024-11-20): no price fits");
        assertThat(Reports.cost(report.total())).isEqualTo("unknown");
        assertThat(report.total().cost().priced().words()).isEqualTo("2.0000 EUR");
    }

    @Test
    void a_missing_count_of_cached_tokens_is_unknown_and_not_a_miss() {
        Report report = Reports.of(
                Logged.served().at(FRANCE).without("gen_ai.usage.cache_read.input_tokens"),
                Logged.served().at(SWEDEN).tokens(1_000, 900, 0));

        Row row = Reports.row(report, FRANCE);
        assertThat(Words.hitRate(row.tally())).isEqualTo("unknown");
        assertThat(Reports.penalty(row)).isEqualTo("unknown");
        assertThat(Reports.cost(row)).isEqualTo("unknown");
        assertThat(row.cost().unpriced().get(0).why()).contains("came from the cache was not counted");
    }

    @Test
    void a_missing_count_of_cached_tokens_costs_the_same_where_cached_tokens_cost_the_same() {
        Report report = Reports.of(Logged.served()
                .at("onprem:fra1")
                .with("gen_ai.provider.name", "openai-compatible")
                .with("bailiwick.model.version", "sim-large")
                .with("gen_ai.usage.input_tokens", 2_000_000)
                .without("gen_ai.usage.cache_read.input_tokens")
                .without("gen_ai.usage.cache_creation.input_tokens"));

        Row row = Reports.row(report, "onprem:fra1");
        assertThat(Reports.cost(row)).isEqualTo("1.0001 EUR");
        assertThat(Reports.penalty(row)).isEqualTo("0");
        assertThat(Words.hitRate(row.tally())).isEqualTo("unknown");
    }

    @Test
    void only_what_failed_of_itself_is_an_error_and_a_refusal_stands_beside() {
        Report report = Reports.of(
                Logged.served(),
                Logged.served().with("bailiwick.outcome", "upstream_error"),
                Logged.served().with("bailiwick.outcome", "client_error"),
                Logged.served().with("bailiwick.outcome", "cancelled"),
                Logged.denied());

        Row row = Reports.row(report, SWEDEN);
        assertThat(row.tally().requests).isEqualTo(4);
        assertThat(row.errorRate()).isEqualTo(0.25);
        assertThat(Reports.row(report, "none").refused()).isEqualTo(1);
        assertThat(Reports.row(report, "none").errorRate()).isZero();
        assertThat(report.total().tally().requests).isEqualTo(5);
    }

    @Test
    void an_answer_whose_tokens_nobody_counted_is_said_to_be_in_no_cost() {
        Report report = Reports.of(Logged.served()
                .without("gen_ai.usage.input_tokens")
                .without("gen_ai.usage.output_tokens")
                .without("gen_ai.usage.cache_read.input_tokens"));

        assertThat(report.total().tally().uncounted).isEqualTo(1);
        assertThat(Notes.of(report)).anyMatch(note -> note.contains("came without token counts"));
    }

    @Test
    void the_time_to_first_token_is_one_that_a_stream_really_had() {
        List<String> lines = new java.util.ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            lines.add(Logged.served().with("ttft_ms", i + ".500").line());
        }
        lines.add(Logged.served()
                .with("gen_ai.request.stream", false)
                .with("ttft_ms", "9999.000")
                .line());

        Latency latency =
                Reports.of(Reports.PRICES, lines, false).total().tally().latency();
        assertThat(latency.count()).isEqualTo(100);
        assertThat(latency.millis(0.5)).isEqualTo(50.5);
        assertThat(latency.millis(0.95)).isEqualTo(95.5);
    }

    @Test
    void amounts_in_different_currencies_are_never_added() {
        String prices = "region,currency,input,cached_input,cache_write,output\n" + SWEDEN + ",EUR,1,1,input,1\n"
                + FRANCE + ",USD,3,3,input,3\n";
        Report report = Reports.of(
                prices,
                List.of(
                        Logged.served().at(SWEDEN).tokens(1_000_000, 0, 0).line(),
                        Logged.served().at(FRANCE).tokens(1_000_000, 0, 0).line()),
                false);

        assertThat(Reports.cost(report.total())).isEqualTo("1.0000 EUR + 3.0000 USD");
    }

    @Test
    void by_model_each_route_has_its_own_line_and_its_own_best_region() {
        Report report = Reports.of(
                Reports.PRICES,
                List.of(
                        Logged.served().at(SWEDEN).tokens(1_000, 800, 0).line(),
                        Logged.served().at(FRANCE).tokens(1_000, 100, 0).line(),
                        Logged.served()
                                .at(FRANCE)
                                .with("bailiwick.route.name", "fast")
                                .tokens(1_000, 500, 0)
                                .line()),
                true);

        assertThat(report.rows())
                .extracting(row -> row.region() + "/" + row.route())
                .containsExactly(FRANCE + "/chat", FRANCE + "/fast", SWEDEN + "/chat");
        assertThat(Reports.penalty(report.rows().get(0))).isEqualTo("0.0007 EUR");
        assertThat(Reports.penalty(report.rows().get(1))).isEqualTo("0");
    }
}
