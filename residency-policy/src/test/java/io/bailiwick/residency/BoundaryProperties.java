package io.bailiwick.residency;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
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

    @Provide
    Arbitrary<Boundary> boundaries() {
        return Drawn.boundaries();
    }

    @Provide
    Arbitrary<Place> places() {
        return Drawn.places();
    }
}
