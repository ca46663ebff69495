package io.bailiwick.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Reach;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlanTest {

    private final Jurisdiction eu = Places.jurisdiction("eu", "DE", "FR");
    private final Permitted permitted = Places.permitted(eu);
    private final Need plain = new Need("chat", Set.of(), Set.of(), null);

    @Test
    void the_first_tier_comes_before_the_second_and_chance_keeps_the_weights() {
        Candidate often = Places.candidate("often", Reach.of(Places.FRANKFURT));
        Candidate seldom = Places.candidate("seldom", Reach.of(Places.PARIS));
        Candidate last = Places.candidate("last", Reach.of(Places.PARIS));
        Pool pool = Places.pool(
                eu, new Tier(List.of(new Tier.Weighted(often, 3), new Tier.Weighted(seldom, 1))), Places.tier(last));
        Plan plan = new Plan((candidate, jurisdiction) -> null, new SplittableRandom(7));
        Map<String, Integer> firsts = new HashMap<>();

        for (int i = 0; i < 4000; i++) {
            List<Candidate> attempts =
                    plan.of(permitted, pool, plain, null).match(RoutePlan::attempts, nothing -> List.of());
            assertThat(attempts).hasSize(3).endsWith(last);
            firsts.merge(attempts.get(0).endpoint().name(), 1, Integer::sum);
        }

        assertThat(firsts.get("often")).isBetween(2850, 3150);
    }

    @Test
    void an_endpoint_that_cannot_be_asked_this_is_passed_over_with_the_reason() {
        Candidate noApi = Places.candidate("no-api", Reach.of(Places.PARIS), Set.of("embeddings"), Set.of(), false);
        Candidate gated = Places.candidate("gated", Reach.of(Places.PARIS), Set.of("chat"), Set.of(), true);
        Candidate allowed =
                Places.candidate("allowed", Reach.of(Places.PARIS), Set.of("chat"), Set.of("web_search"), true);
        Candidate own = Places.candidate("own", Reach.of(Places.FRANKFURT));
        Pool pool = Places.pool(eu, Places.tier(noApi), Places.tier(gated), Places.tier(allowed), Places.tier(own));

        RoutePlan plan = planned(pool, new Need("chat", Set.of("web_search"), Set.of(), null), null);

        assertThat(plan.attempts()).containsExactly(allowed, own);
        assertThat(plan.passedOver())
                .containsExactly(
                        new PassedOver(noApi, PassedOver.DIALECT), new PassedOver(gated, "feature:web_search"));
    }

    @Test
    void a_remote_url_is_refused_by_the_operators_own_machine_too() {
        Candidate own = Places.candidate("own", Reach.of(Places.FRANKFURT));
        Pool pool = Places.pool(eu, Places.tier(own));

        Planned planned = new Plan((candidate, j) -> null, new SplittableRandom(1))
                .of(permitted, pool, new Need("chat", Set.of(), Set.of("remote_url"), null), null);

        Planned.NothingLeft nothing = planned.match(plan -> null, left -> left);
        assertThat(nothing.byFeature()).isTrue();
        assertThat(nothing.passedOver()).containsExactly(new PassedOver(own, "feature:remote_url"));
    }

    @Test
    void a_stateful_request_goes_to_the_home_of_state_and_nowhere_else() {
        Candidate home = Places.candidate("home", Reach.of(Places.FRANKFURT));
        Candidate other = Places.candidate("other", Reach.of(Places.PARIS));
        Pool pool = Places.pool(eu, Places.tier(home, other));
        Need stateful = new Need("chat", Set.of(), Set.of(), "store");

        assertThat(planned(pool, stateful, "home").attempts()).containsExactly(home);
        Planned without = new Plan((candidate, j) -> null, new SplittableRandom(1)).of(permitted, pool, stateful, null);
        assertThat(without.<Boolean>match(plan -> false, Planned.NothingLeft::byFeature))
                .isTrue();
    }

    @Test
    void resting_is_not_a_feature_so_a_retry_can_help() {
        Candidate resting = Places.candidate("resting", Reach.of(Places.FRANKFURT));
        Pool pool = Places.pool(eu, Places.tier(resting));

        Planned planned = new Plan((candidate, j) -> PassedOver.RESTING, new SplittableRandom(1))
                .of(permitted, pool, plain, null);

        Planned.NothingLeft nothing = planned.match(plan -> null, left -> left);
        assertThat(nothing.byFeature()).isFalse();
        assertThat(nothing.passedOver()).extracting(PassedOver::reason).containsExactly("resting");
    }

    private RoutePlan planned(Pool pool, Need need, String state) {
        return new Plan((candidate, j) -> null, new SplittableRandom(1))
                .of(permitted, pool, need, state)
                .match(plan -> plan, nothing -> {
                    throw new AssertionError(nothing.passedOver());
                });
    }
}
