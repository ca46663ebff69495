package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private final Jurisdiction wide = jurisdiction("wide", Set.of("DE", "FR", "NO"), Set.of("DE", "FR", "NO"));
    private final Jurisdiction narrow = jurisdiction("narrow", Set.of("DE"), Set.of("DE"));
    private final Jurisdiction beside = jurisdiction("beside", Set.of("FR", "CH"), Set.of("FR"));
    private final Coverage coverage = new Coverage(List.of(wide, narrow, beside));

    @Test
    void a_country_answers_the_narrowest_jurisdiction_that_covers_it() {
        assertThat(coverage.of(new Country("DE"))).containsExactly(narrow);
        assertThat(coverage.of(new Country("NO"))).containsExactly(wide);
    }

    @Test
    void a_country_that_two_unrelated_jurisdictions_cover_answers_both() {
        assertThat(coverage.of(new Country("FR"))).containsExactly(wide, beside);
    }

    @Test
    void a_country_that_nobody_covers_answers_nothing() {
        assertThat(coverage.of(new Country("CH"))).isEmpty();
    }

    private static Jurisdiction jurisdiction(String name, Set<String> boundary, Set<String> users) {
        return new Jurisdiction(name, Boundary.within(countries(boundary), Set.of()), countries(users), Evidence.NONE);
    }

    private static Set<Country> countries(Set<String> codes) {
        return Stream.of(codes.toArray(new String[0])).map(Country::new).collect(Collectors.toSet());
    }
}
