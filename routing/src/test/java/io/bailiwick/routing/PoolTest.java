package io.bailiwick.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolTest {

    private final Jurisdiction eu = Places.jurisdiction("eu", "DE", "FR");

    @Test
    void a_pool_cannot_be_built_with_one_endpoint_outside() {
        Candidate abroad = Places.candidate("abroad", Reach.of(Places.FRANKFURT, Places.VIRGINIA));

        Proving proving = Pool.prove(
                "chat",
                eu,
                List.of(Places.tier(Places.candidate("home", Reach.of(Places.PARIS))), Places.tier(abroad)));

        List<Proving.Fault> faults = proving.match(pool -> List.of(), all -> all);
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.candidate()).isEqualTo(abroad);
            assertThat(fault.offence()).contains("onprem:iad1").contains("US").doesNotContain("fra1");
        });
    }

    @Test
    void what_may_run_anywhere_is_in_no_pool_with_a_boundary() {
        Candidate unknown = Places.candidate("unknown", Reach.anywhere());

        assertThat(Pool.prove("chat", eu, List.of(Places.tier(unknown))).<Boolean>match(pool -> true, faults -> false))
                .isFalse();
        Jurisdiction free = new Jurisdiction("free", Boundary.anywhere(), Set.of(), Evidence.NONE);
        assertThat(Pool.prove("chat", free, List.of(Places.tier(unknown)))
                        .<Boolean>match(pool -> true, faults -> false))
                .isTrue();
    }

    @Test
    void an_endpoint_that_can_never_show_enough_evidence_is_in_no_pool() {
        Jurisdiction strict = new Jurisdiction(
                "strict", Boundary.within(Set.of(new Country("DE")), Set.of()), Set.of(), Evidence.OBSERVED);
        Candidate attested = Places.candidate("attested", Reach.of(Places.FRANKFURT));

        List<Proving.Fault> faults =
                Pool.prove("chat", strict, List.of(Places.tier(attested))).match(pool -> List.of(), all -> all);

        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.offence()).contains("observed"));
    }

    @Test
    void a_newer_pool_withdraws_what_an_older_policy_could_prove_less_of_than_it_demands() {
        Reach frankfurt = Reach.of(Places.FRANKFURT);
        Candidate attested = Places.candidate("home", frankfurt);
        Candidate declared =
                new Candidate(attested.endpoint(), attested.model(), frankfurt, Evidence.DECLARED, Evidence.DECLARED);
        Jurisdiction strict = new Jurisdiction(
                "eu", Boundary.within(Set.of(new Country("DE")), Set.of()), Set.of(), Evidence.ATTESTED);
        Pool newer = Places.pool(strict, Places.tier(attested));

        assertThat(newer.withdraws(declared, newer.jurisdiction(), Need.NOTHING, null))
                .isEqualTo(PassedOver.EVIDENCE);
        assertThat(newer.withdraws(attested, newer.jurisdiction(), Need.NOTHING, null))
                .isNull();
        Jurisdiction own = newer.jurisdiction();
        Jurisdiction stricter = new Jurisdiction(own.name(), own.boundary(), own.users(), Evidence.OBSERVED);
        assertThat(newer.withdraws(attested, stricter, Need.NOTHING, null))
                .as("for whom a wider law holds as well, which demands more")
                .isEqualTo(PassedOver.EVIDENCE);
    }

    @Test
    void an_empty_tier_and_a_weight_of_nothing_are_impossible() {
        assertThatThrownBy(() -> new Tier(List.of())).hasMessageContaining("at least one");
        Candidate home = Places.candidate("home", Reach.of(Places.PARIS));
        assertThatThrownBy(() -> new Tier.Weighted(home, 0)).hasMessageContaining("weight 0");
    }
}
