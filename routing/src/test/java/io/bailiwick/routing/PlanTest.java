package io.bailiwick.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlanTest {

    private final Jurisdiction eu = Places.jurisdiction("eu", "DE", "FR");
    private final Permitted permitted = Places.permitted(eu);
    private final Need plain = Need.NOTHING;
    private final Askable chat = Askable.by("chat");

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
                    plan.of(permitted, pool, plain, chat, null).match(RoutePlan::attempts, nothing -> List.of());
            assertThat(attempts).hasSize(3).endsWith(last);
            firsts.merge(attempts.get(0).endpoint().name(), 1, Integer::sum);
        }

        assertThat(firsts.get("often")).isBetween(2850, 3150);
    }

    @Test
    void an_endpoint_that_can_show_less_than_all_of_the_users_laws_accept_is_not_asked() {
        Candidate declared = Places.candidate("declared", Reach.of(Places.PARIS), Set.of("chat"), Set.of(), true);
        Candidate attested = Places.candidate("attested", Reach.of(Places.FRANKFURT));
        Pool pool = Places.pool(eu, Places.tier(attested), Places.tier(declared));
        Permitted both = Places.permitted(new Jurisdiction("eu", eu.boundary(), eu.users(), Evidence.OBSERVED));

        List<PassedOver> passedOver = new Plan((candidate, jurisdiction) -> null, new SplittableRandom(7))
                .of(both, pool, plain, chat, null)
                .match(RoutePlan::passedOver, Planned.NothingLeft::passedOver);

        assertThat(passedOver)
                .containsExactly(
                        new PassedOver(attested, PassedOver.EVIDENCE), new PassedOver(declared, PassedOver.EVIDENCE));
    }

    @Test
    void an_endpoint_that_cannot_be_asked_this_is_passed_over_with_the_reason() {
        Candidate noApi = Places.candidate("no-api", Reach.of(Places.PARIS), Set.of("embeddings"), Set.of(), false);
        Candidate gated = Places.candidate("gated", Reach.of(Places.PARIS), Set.of("chat"), Set.of(), true);
        Candidate allowed =
                Places.candidate("allowed", Reach.of(Places.PARIS), Set.of("chat"), Set.of("web_search"), true);
        Candidate own = Places.candidate("own", Reach.of(Places.FRANKFURT));
        Pool pool = Places.pool(eu, Places.tier(noApi), Places.tier(gated), Places.tier(allowed), Places.tier(own));

        RoutePlan plan = planned(pool, new Need(Set.of("web_search"), Set.of(), null), null);

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
                .of(permitted, pool, new Need(Set.of(), Set.of("remote_url"), null), chat, null);

        Planned.NothingLeft nothing = planned.match(plan -> null, left -> left);
        assertThat(nothing.byFeature()).isTrue();
        assertThat(nothing.passedOver()).containsExactly(new PassedOver(own, "feature:remote_url"));
    }

    @Test
    void a_stateful_request_goes_to_the_home_of_state_and_nowhere_else() {
        Candidate home = Places.candidate("home", Reach.of(Places.FRANKFURT));
        Candidate other = Places.candidate("other", Reach.of(Places.PARIS));
        Pool pool = Places.pool(eu, Places.tier(home, other));
        Need stateful = new Need(Set.of(), Set.of(), "store");

        assertThat(planned(pool, stateful, "home").attempts()).containsExactly(home);
        Planned without =
                new Plan((candidate, j) -> null, new SplittableRandom(1)).of(permitted, pool, stateful, chat, null);
        assertThat(without.<Boolean>match(plan -> false, Planned.NothingLeft::byFeature))
                .isTrue();
    }

    @Test
    void resting_is_not_a_feature_so_a_retry_can_help() {
        Candidate resting = Places.candidate("resting", Reach.of(Places.FRANKFURT));
        Pool pool = Places.pool(eu, Places.tier(resting));

        Planned planned = new Plan((candidate, j) -> PassedOver.RESTING, new SplittableRandom(1))
                .of(permitted, pool, plain, chat, null);

        Planned.NothingLeft nothing = planned.match(plan -> null, left -> left);
        assertThat(nothing.byFeature()).isFalse();
        assertThat(nothing.passedOver()).extracting(PassedOver::reason).containsExactly("resting");
    }

    @Test
    void whoever_comes_after_somebody_who_can_be_asked_costs_no_work_until_its_turn() {
        Candidate first = Places.candidate("first", Reach.of(Places.FRANKFURT));
        Candidate second = Places.candidate("second", Reach.of(Places.PARIS));
        Pool pool = Places.pool(eu, Places.tier(first), Places.tier(second));
        Asked asked = new Asked(Map.of(second, "dialect:logprobs"));

        Planned planned =
                new Plan((candidate, j) -> null, new SplittableRandom(1)).of(permitted, pool, plain, asked, null);

        assertThat(planned.attempts()).containsExactly(first, second);
        assertThat(asked.inTurn).containsExactly(first);
    }

    @Test
    void where_one_field_cannot_be_said_the_next_is_the_first_attempt() {
        Candidate first = Places.candidate("first", Reach.of(Places.FRANKFURT));
        Candidate second = Places.candidate("second", Reach.of(Places.PARIS));
        Pool pool = Places.pool(eu, Places.tier(first), Places.tier(second));
        Asked asked = new Asked(Map.of(first, PassedOver.dialect("logprobs")));

        Planned planned =
                new Plan((candidate, j) -> null, new SplittableRandom(1)).of(permitted, pool, plain, asked, null);

        assertThat(planned.attempts()).containsExactly(second);
        assertThat(planned.passedOver()).containsExactly(new PassedOver(first, "dialect:logprobs"));
    }

    @Test
    void nobody_waits_for_an_endpoint_that_could_never_be_asked_this() {
        Candidate resting = Places.candidate("resting", Reach.of(Places.FRANKFURT));
        Pool pool = Places.pool(eu, Places.tier(resting));
        Asked asked = new Asked(Map.of(resting, PassedOver.dialect("n")));

        Planned planned = new Plan((candidate, j) -> PassedOver.RESTING, new SplittableRandom(1))
                .of(permitted, pool, plain, asked, null);

        Planned.NothingLeft nothing = planned.match(plan -> null, left -> left);
        assertThat(nothing.mayChange()).isFalse();
        assertThat(nothing.passedOver()).extracting(PassedOver::reason).containsExactly("dialect:n");
        assertThat(nothing.passedOver()).allMatch(PassedOver::isDialect);
    }

    /** Remembers whose turn came. */
    private static final class Asked implements Askable {

        private final List<Candidate> inTurn = new ArrayList<>();
        private final Map<Candidate, String> never;

        Asked(Map<Candidate, String> never) {
            this.never = never;
        }

        @Override
        public String atOnce(Candidate candidate) {
            return null;
        }

        @Override
        public String inTurn(Candidate candidate) {
            inTurn.add(candidate);
            return never.get(candidate);
        }
    }

    private RoutePlan planned(Pool pool, Need need, String state) {
        return new Plan((candidate, j) -> null, new SplittableRandom(1))
                .of(permitted, pool, need, chat, state)
                .match(plan -> plan, nothing -> {
                    throw new AssertionError(nothing.passedOver());
                });
    }
}
