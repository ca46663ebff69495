package io.bailiwick.residency;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReachProperties {

    @Property
    void a_reach_within_a_boundary_uses_only_regions_inside(
            @ForAll("reaches") Reach reach, @ForAll("boundaries") Boundary boundary) {
        if (reach.within(boundary)) {
            assertThat(Drawn.regionsOf(boundary)).containsAll(Drawn.regionsOf(reach));
        }
    }

    @Property
    void what_is_unknown_is_outside_every_boundary_but_anywhere(@ForAll("boundaries") Boundary boundary) {
        assertThat(Reach.anywhere().within(boundary)).isEqualTo(boundary.equals(Boundary.anywhere()));
    }

    @Property
    void a_reach_is_outside_exactly_where_some_place_is(
            @ForAll("reaches") Reach reach, @ForAll("boundaries") Boundary boundary) {
        boolean anywhere = reach.equals(Reach.anywhere());
        if (!anywhere) {
            assertThat(reach.outside(boundary).isEmpty()).isEqualTo(reach.within(boundary));
        }
    }

    @Property
    void adding_to_a_reach_never_brings_it_inside(
            @ForAll("reaches") Reach reach, @ForAll("reaches") Reach more, @ForAll("boundaries") Boundary boundary) {
        Reach sum = reach.plus(more);

        assertThat(sum.covers(reach)).isTrue();
        assertThat(sum.covers(more)).isTrue();
        if (sum.within(boundary)) {
            assertThat(reach.within(boundary)).isTrue();
            assertThat(more.within(boundary)).isTrue();
        }
    }

    @Property
    void covering_never_narrows(
            @ForAll("reaches") Reach wide, @ForAll("reaches") Reach narrow, @ForAll("boundaries") Boundary boundary) {
        if (wide.covers(narrow)) {
            assertThat(Drawn.regionsOf(wide)).containsAll(Drawn.regionsOf(narrow));
            if (wide.within(boundary)) {
                assertThat(narrow.within(boundary)).isTrue();
            }
        }
    }

    @Property
    void narrowing_a_boundary_never_lets_a_reach_in(
            @ForAll("reaches") Reach reach,
            @ForAll("boundaries") Boundary wide,
            @ForAll("boundaries") Boundary narrow) {
        if (wide.contains(narrow) && reach.within(narrow)) {
            assertThat(reach.within(wide)).isTrue();
        }
    }

    @Provide
    Arbitrary<Boundary> boundaries() {
        return Drawn.boundaries();
    }

    @Provide
    Arbitrary<Reach> reaches() {
        return Drawn.reaches();
    }
}
