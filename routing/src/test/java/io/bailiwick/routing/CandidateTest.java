package io.bailiwick.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Region;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CandidateTest {

    private static final Reach FRANKFURT = Reach.of(new Region("aws:eu-central-1", new Country("DE")));

    @Test
    void two_names_for_one_place_share_a_key_and_two_places_or_models_do_not() {
        Candidate.Key key = candidate("a", "https://one.example/v1", "m").key();

        assertThat(candidate("b", "https://one.example/v1", "m").key())
                .isEqualTo(key)
                .hasSameHashCodeAs(key);
        assertThat(candidate("a", "https://two.example/v1", "m").key()).isNotEqualTo(key);
        assertThat(candidate("a", "https://one.example/v1", "n").key()).isNotEqualTo(key);
        assertThat(key).isNotEqualTo(key.model());
    }

    @Test
    void candidates_that_are_equal_are_found_by_their_hash_and_any_difference_tells_two_apart() {
        Candidate candidate = candidate("a", "https://one.example/v1", "m");

        assertThat(Set.of(candidate)).contains(candidate("a", "https://one.example/v1", "m"));
        assertThat(candidate("b", "https://one.example/v1", "m")).isNotEqualTo(candidate);
        assertThat(candidate("a", "https://two.example/v1", "m")).isNotEqualTo(candidate);
        assertThat(candidate("a", "https://one.example/v1", "n")).isNotEqualTo(candidate);
        assertThat(candidate.surface())
                .isEqualTo(candidate("a", "https://two.example/v1", "m").surface())
                .hasSameHashCodeAs(candidate("a", "https://two.example/v1", "m").surface())
                .isNotEqualTo(candidate("a", "https://one.example/v1", "n").surface());
    }

    private static Candidate candidate(String name, String url, String model) {
        Endpoint endpoint = new Endpoint(name, URI.create(url), "openai", Set.of("chat"), Set.of(), true, 8);
        return new Candidate(endpoint, model, FRANKFURT, Evidence.DECLARED, Evidence.ATTESTED);
    }
}
