package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.BuiltInCatalogue.Row;
import io.bailiwick.providers.Provider;
import io.bailiwick.residency.Catalogue;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Geography;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueFilesTest {

    private static final List<String> FILES = List.of(
            "regions",
            "geographies",
            "territories",
            "hosts",
            "bedrock-profiles",
            "bedrock-vendors",
            "azure-skus",
            "roaming-models");

    private final Catalogue catalogue = Policies.CATALOGUE;

    @Test
    void every_row_says_who_said_so_and_when() {
        for (String file : FILES) {
            assertThat(BuiltInCatalogue.rows(file)).isNotEmpty().allSatisfy(row -> {
                assertThat(row.get("source")).isNotBlank();
                assertThat(row.asOf()).isBetween(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 11, 29));
            });
        }
    }

    @Test
    void the_catalogue_has_a_hundred_and_fifty_regions() {
        assertThat(catalogue.regionNames()).hasSize(150).contains("aws:eu-central-1", "azure:norwayeast");
        assertThat(Objects.requireNonNull(catalogue.region("azure:norwayeast")).country())
                .isEqualTo(new Country("NO"));
    }

    @Test
    void microsofts_own_list_of_regions_is_as_old_as_its_copy() {
        assertThat(BuiltInCatalogue.rows("regions"))
                .filteredOn(row -> row.get("source").equals("Microsoft Azure regions list"))
                .isNotEmpty()
                .allMatch(row -> row.asOf().equals(LocalDate.of(2025, 3, 1)));
    }

    @Test
    void the_union_has_27_members_and_the_economic_area_30() {
        Set<Country> union = Objects.requireNonNull(catalogue.territory("EU"));
        Set<Country> area = Objects.requireNonNull(catalogue.territory("EEA"));

        assertThat(union).hasSize(27).doesNotContain(new Country("NO"), new Country("CH"), new Country("GB"));
        assertThat(area)
                .hasSize(30)
                .containsAll(union)
                .contains(new Country("NO"), new Country("IS"), new Country("LI"));
    }

    @Test
    void norway_is_a_country_wherever_it_stands() {
        assertThat(BuiltInCatalogue.rows("regions"))
                .filteredOn(row -> row.get("region").startsWith("azure:norway"))
                .hasSize(2)
                .allMatch(row -> row.get("country").equals("NO"));
        assertThat(countries("azure:eu-data-zone"))
                .contains(new Country("NO"), new Country("CH"))
                .hasSize(9);
    }

    @Test
    void six_areas_called_europe_are_six_sets() {
        assertThat(countries("openai:eu"))
                .hasSize(31)
                .contains(new Country("CH"))
                .doesNotContain(new Country("GB"));
        assertThat(countries("openrouter:eu")).hasSize(32).contains(new Country("GB"));
        assertThat(countries("vertex:eu")).hasSize(27).doesNotContain(new Country("CH"));
        assertThat(countries("mistral:eu")).hasSize(31);
    }

    @Test
    void every_host_row_names_a_provider_of_the_grammar_or_none() {
        assertThat(BuiltInCatalogue.rows("hosts"))
                .extracting(row -> row.get("provider"))
                .contains("openai", "azure", "anthropic", "mistral", "")
                .allMatch(word -> word.isEmpty() || Provider.ofWord(word) != null);
    }

    @Test
    void the_catalogue_has_one_digest_wherever_it_is_read() {
        assertThat(catalogue.digest())
                .matches("[0-9a-f]{64}")
                .isEqualTo(BuiltInCatalogue.load().digest());
    }

    @Test
    void every_host_row_names_a_place_that_exists() {
        assertThat(BuiltInCatalogue.rows("hosts"))
                .filteredOn(row ->
                        row.get("rule").equals("place") || row.get("rule").equals("inference-geo"))
                .isNotEmpty()
                .allMatch(row -> catalogue.geography(row.get("reach")) != null);
    }

    @Test
    void names_of_models_that_roam_are_marked_as_a_judgement() {
        assertThat(BuiltInCatalogue.rows("roaming-models")).allSatisfy(row -> {
            assertThat(row.get("basis")).isEqualTo("judgement");
            assertThat(row.get("models")).isLowerCase().hasSizeGreaterThan(4);
            assertThat(row.get("why")).isNotBlank();
        });
    }

    @Test
    void every_profile_names_regions_that_exist() {
        assertThat(BuiltInCatalogue.rows("bedrock-profiles")).allSatisfy(row -> {
            assertThat(row.get("source_region").equals("*")
                            || catalogue.region("aws:" + row.get("source_region")) != null)
                    .isTrue();
            if (!row.get("destinations").equals("anywhere")) {
                assertThat(row.words("destinations"))
                        .isNotEmpty()
                        .allMatch(code -> catalogue.region("aws:" + code) != null);
            }
        });
    }

    @Test
    void no_two_rows_speak_of_the_same() {
        assertThat(BuiltInCatalogue.rows("hosts"))
                .extracting(row -> row.get("pattern"))
                .doesNotHaveDuplicates();
        assertThat(BuiltInCatalogue.rows("bedrock-profiles"))
                .extracting(row -> row.get("prefix") + " " + row.get("source_region"))
                .doesNotHaveDuplicates();
        assertThat(BuiltInCatalogue.rows("azure-skus"))
                .extracting((Row row) -> row.get("sku") + " " + row.get("dialect"))
                .doesNotHaveDuplicates();
    }

    private Set<Country> countries(String geography) {
        Geography found = Objects.requireNonNull(catalogue.geography(geography));
        return found.countries();
    }
}
