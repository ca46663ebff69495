package io.bailiwick.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PriceFileTest {

    private static final Traffic SWEDEN = new Traffic("azure:swedencentral", "chat", "azure", "gpt-4o-2024-11-20");

    private static Priced price(String csv, Traffic traffic) throws IOException {
        return PriceFile.read("p.csv", csv).of(traffic);
    }

    private static String input(Priced priced) {
        return priced.match(row -> Words.price(row.input()), why -> why);
    }

    @Test
    void every_built_in_row_has_a_date_a_source_and_a_currency() {
        assertThat(PriceFile.builtIn().rows()).hasSizeGreaterThan(20).allSatisfy(row -> {
            assertThat(row.asOf()).as(row.where()).isNotNull();
            assertThat(row.source()).as(row.where()).isNotBlank();
            assertThat(row.model().text()).as(row.where()).isNotEqualTo("*");
        });
    }

    @Test
    void inference_that_stays_in_the_us_costs_a_tenth_more_at_anthropic() {
        Priced us = PriceFile.builtIn().of(new Traffic("anthropic:us", "claude", "anthropic", "claude-opus-4-6"));
        Priced anywhere = PriceFile.builtIn().of(new Traffic("unknown", "claude", "anthropic", "claude-opus-4-6"));

        assertThat(input(us)).isEqualTo("5.5");
        assertThat(input(anywhere)).isEqualTo("5");
    }

    @Test
    void a_newer_model_of_a_like_name_has_no_price_until_somebody_gives_it_one() {
        assertThat(input(PriceFile.builtIn().of(new Traffic("unknown", "c", "anthropic", "claude-opus-5-9"))))
                .isEqualTo("no price fits");
        assertThat(input(PriceFile.builtIn().of(new Traffic("unknown", "c", "openai", "gpt-4o-2024-11-20-ft"))))
                .isEqualTo("no price fits");
    }

    @Test
    void the_first_row_that_fits_is_the_price() throws IOException {
        String csv = "region,model,currency,input\nazure:norwayeast,*,EUR,9\nazure:*,gpt-4o-*,EUR,2\n*,*,EUR,7\n";

        assertThat(input(price(csv, SWEDEN))).isEqualTo("2");
        assertThat(input(price(csv, new Traffic("onprem:fra1", "chat", null, null))))
                .isEqualTo("7");
    }

    @Test
    void a_row_that_only_might_fit_is_no_price_and_hides_those_below_it() throws IOException {
        String csv = "model,currency,input\ngpt-4o-*,EUR,2\n*,EUR,7\n";

        assertThat(input(price(csv, new Traffic("azure:swedencentral", "chat", "azure", null))))
                .contains("not known well enough", "p.csv:2");
    }

    @Test
    void a_route_can_have_a_price_where_no_model_is_known() throws IOException {
        String csv = "route,currency,input\nchat,EUR,3\n";

        assertThat(input(price(csv, new Traffic("azure:swedencentral", "chat", null, null))))
                .isEqualTo("3");
    }

    @Test
    void every_mistake_is_listed_with_its_line_and_what_was_expected() {
        String csv = "# mine\nregion,currency,input,cached_input,verified,as_of\n"
                + "a,eur,1,,,\n"
                + "b,EUR,,,,\n"
                + "c,EUR,1.5,x,,\n"
                + "d,EUR,1,2,,\n"
                + "e,EUR,1,1,maybe,\n"
                + "f,EUR,1,1,yes,yesterday\n"
                + "g,EUR,1\n";

        assertThatThrownBy(() -> PriceFile.read("p.csv", csv))
                .hasMessageContainingAll(
                        "p.csv:3: currency is 'eur'",
                        "p.csv:4: input is empty",
                        "p.csv:5: cached_input is 'x'",
                        "p.csv:6: cached_input costs more than input",
                        "p.csv:7: verified is 'maybe' (expected: yes or no)",
                        "p.csv:8: as_of is 'yesterday'",
                        "p.csv:9: 3 cells (expected: 6");
    }

    @Test
    void a_column_that_nobody_knows_is_refused_with_those_that_are_known() {
        assertThatThrownBy(() -> PriceFile.read("p.csv", "region,currency,prompt\n"))
                .hasMessageContainingAll("p.csv:1", "'prompt'", "cached_input");
        assertThatThrownBy(() -> PriceFile.read("p.csv", "# nothing\n")).hasMessageContaining("names the columns");
    }
}
