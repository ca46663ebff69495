package io.bailiwick.residency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BoundaryProperties {

    @Property
    void a_boundary_contains_itself(@ForAll("boundaries") Boundary boundary) {
        assertThat(boundary.contains(boundary)).isTrue();
        assertThat(boundary.isNarrowerThan(boundary)).isFalse();
    }

    @Property
    void containing_is_transitive(
            @ForAll("boundaries") Boundary outer,
            @ForAll("boundaries") Boundary middle,
            @ForAll("boundaries") Boundary inner) {
        if (outer.contains(middle) && middle.contains(inner)) {
            assertThat(outer.contains(inner)).isTrue();
        }
    }

    @Property
    void what_contains_has_every_region_of_what_is_contained(
            @ForAll("boundaries") Boundary outer, @ForAll("boundaries") Boundary inner) {
        if (outer.contains(inner)) {
            assertThat(Drawn.regionsOf(outer)).containsAll(Drawn.regionsOf(inner));
        }
    }

    @Property
    void of_two_boundaries_at_most_one_is_narrower(
            @ForAll("boundaries") Boundary one, @ForAll("boundaries") Boundary other) {
        assertThat(one.isNarrowerThan(other) && other.isNarrowerThan(one)).isFalse();
    }

    @Property
    void a_place_inside_a_boundary_is_inside_every_wider_one(
            @ForAll("places") Place place, @ForAll("boundaries") Boundary inner, @ForAll("boundaries") Boundary outer) {
        if (inner.contains(place) && outer.contains(inner)) {
            assertThat(outer.contains(place)).isTrue();
        }
    }

    @Property
    void a_boundary_of_single_regions_holds_no_country(
            @ForAll("places") Place place, @ForAll("boundaries") Boundary boundary) {
        for (Country country : place.countries()) {
            if (boundary.contains(country)) {
                assertThat(Drawn.regionsOf(boundary))
                        .containsAll(Drawn.REGIONS.stream()
                                .filter(region -> region.country().equals(country))
                                .toList());
            }
        }
    }

    /** As its sets say it, of every country that there is. */
    @Property(tries = 200)
    void a_boundary_holds_the_countries_that_it_lists_and_no_other(@ForAll("boundaries") Boundary boundary) {
        boundary.match(() -> Set.of(), within -> {
            for (String code : Locale.getISOCountries()) {
                Country country = new Country(code);
                assertThat(within.contains(country))
                        .isEqualTo(within.countries().contains(country));
                Region region = new Region("cloud:somewhere", country);
                assertThat(within.contains(region))
                        .isEqualTo(within.countries().contains(country)
                                || within.regions().contains(region));
            }
            return within.countries();
        });
    }

    @Example
    void every_country_has_a_number_of_its_own() {
        assertThat(Arrays.stream(Locale.getISOCountries())
                        .map(code -> new Country(code).number())
                        .distinct())
                .hasSize(Locale.getISOCountries().length)
                .allMatch(number -> number >= 0 && number < Country.MOST);
    }

    @Property
    void a_reach_is_inside_exactly_when_each_of_its_places_is(
            @ForAll("reaches") Reach reach, @ForAll("boundaries") Boundary boundary) {
        boolean inside = reach.match(
                () -> boundary.equals(Boundary.anywhere()),
                places -> places.stream().allMatch(boundary::contains));
        assertThat(reach.within(boundary)).isEqualTo(inside);
    }

    @Provide
    Arbitrary<Reach> reaches() {
        return Drawn.reaches();
    }

    @Provide
    Arbitrary<Boundary> boundaries() {
        return Drawn.boundaries();
    }

    @Provide
    Arbitrary<Place> places() {
        return Drawn.places();
    }
}
