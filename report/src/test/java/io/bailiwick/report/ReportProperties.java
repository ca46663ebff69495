package io.bailiwick.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Laws of the report, over drawn logs. */
class ReportProperties {

    @Provide
    Arbitrary<String> line() {
        return Combinators.combine(
                        Arbitraries.of("azure:swedencentral", "azure:francecentral", "onprem:fra1"),
                        Arbitraries.of("chat", "fast"),
                        Arbitraries.longs().between(0, 5_000_000),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.longs().between(0, 50_000),
                        Arbitraries.of("ok", "upstream_error", "denied", "cancelled"),
                        Arbitraries.integers().between(0, 6))
                .as((region, route, input, share, output, outcome, odd) -> {
                    Logged line = Logged.served()
                            .at(region)
                            .with("bailiwick.route.name", route)
                            .tokens(input, (long) (input * share), output)
                            .with("bailiwick.outcome", outcome)
                            .with("ttft_ms", output + ".125");
                    return (odd == 0 ? line.without("gen_ai.usage.cache_read.input_tokens") : line).line();
                });
    }

    @Property(tries = 150)
    void the_lines_add_up_to_the_total(
            @ForAll @Size(min = 1, max = 30) List<@net.jqwik.api.From("line") String> lines) {
        for (boolean byRoute : new boolean[] {true, false}) {
            Report report = Reports.of(Reports.PRICES, lines, byRoute);
            Tally sum = new Tally();
            Cost cost = Cost.NOTHING;
            for (Row row : report.rows()) {
                sum.add(row.tally());
                cost = cost.and(row.cost());
            }
            assertThat(sum.requests)
                    .isEqualTo(lines.size())
                    .isEqualTo(report.total().tally().requests);
            assertThat(sum.input()).isEqualTo(report.total().tally().input());
            assertThat(sum.output).isEqualTo(report.total().tally().output);
            assertThat(sum.outcomes).isEqualTo(report.total().tally().outcomes);
            assertThat(cost.priced().words())
                    .isEqualTo(report.total().cost().priced().words());
            assertThat(cost.unpriced()).hasSameSizeAs(report.total().cost().unpriced());
        }
    }

    @Property(tries = 150)
    void no_penalty_is_negative_and_the_best_region_of_a_route_has_none(
            @ForAll @Size(min = 1, max = 30) List<@net.jqwik.api.From("line") String> lines) {
        Report report = Reports.of(Reports.PRICES, lines, true);
        for (Row row : report.rows()) {
            row.penalty()
                    .match(
                            money -> assertThat(money.amounts().values())
                                    .allMatch(amount -> amount.compareTo(BigDecimal.ZERO) >= 0),
                            why -> assertThat(why).isNotBlank());
            CachePenalty.Best best = report.best().get(row.route());
            if (best != null && best.region().equals(row.region())) {
                assertThat(Reports.penalty(row)).isEqualTo("0");
            }
        }
    }

    @Property(tries = 100)
    void the_order_of_the_lines_changes_nothing(
            @ForAll @Size(min = 1, max = 30) List<@net.jqwik.api.From("line") String> lines, @ForAll long seed) {
        List<String> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(RenderJson.of(Reports.of(Reports.PRICES, shuffled, true)))
                .isEqualTo(RenderJson.of(Reports.of(Reports.PRICES, lines, true)));
    }
}
