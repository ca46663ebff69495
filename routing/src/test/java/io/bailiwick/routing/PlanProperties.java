package io.bailiwick.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The law, over generated pools. */
class PlanProperties {

    private static final List<String> COUNTRIES = List.of("DE", "FR", "NO", "CH", "US", "GB");

    @Property
    void no_attempt_of_any_plan_leaves_the_boundary(
            @ForAll @Size(min = 1, max = 4) Set<@IntRange(max = 5) Integer> inside,
            @ForAll @Size(min = 1, max = 6) List<@Size(min = 1, max = 3) Set<@IntRange(max = 5) Integer>> reaches,
            @ForAll long seed) {
        Jurisdiction jurisdiction =
                Places.jurisdiction("j", inside.stream().map(COUNTRIES::get).toArray(String[]::new));
        List<Tier> tiers = new ArrayList<>();
        for (int i = 0; i < reaches.size(); i++) {
            List<Region> regions = reaches.get(i).stream()
                    .map(country -> Places.region("onprem:r" + country, COUNTRIES.get(country)))
                    .toList();
            tiers.add(Places.tier(Places.candidate("e" + i, Reach.of(regions))));
        }
        boolean allInside = reaches.stream().allMatch(inside::containsAll);

        Proving proving = Pool.prove("chat", jurisdiction, tiers);

        assertThat(proving.<Boolean>match(pool -> true, faults -> false)).isEqualTo(allInside);
        proving.match(
                pool -> {
                    Permitted permitted = Places.permitted(jurisdiction);
                    Planned planned = new Plan((candidate, j) -> null, new SplittableRandom(seed))
                            .of(permitted, pool, Need.NOTHING, Askable.by("chat"), null);
                    RoutePlan plan = planned.match(ready -> ready, nothing -> {
                        throw new AssertionError("a healthy pool is planned");
                    });
                    assertThat(plan.attempts())
                            .hasSize(reaches.size())
                            .allSatisfy(attempt -> assertThat(attempt.reach().within(jurisdiction.boundary()))
                                    .isTrue());
                    return pool;
                },
                faults -> faults);
    }

    @Property
    void a_pool_proven_for_a_wider_jurisdiction_gives_a_narrower_one_nothing_outside(
            @ForAll @Size(min = 1, max = 3) Set<@IntRange(max = 2) Integer> narrow, @ForAll long seed) {
        Jurisdiction wide = Places.jurisdiction("wide", "DE", "FR", "NO");
        Jurisdiction small =
                Places.jurisdiction("small", narrow.stream().map(COUNTRIES::get).toArray(String[]::new));
        Candidate[] all = {
            Places.candidate("a", Reach.of(Places.region("onprem:r0", "DE"))),
            Places.candidate("b", Reach.of(Places.region("onprem:r1", "FR"))),
            Places.candidate("c", Reach.of(Places.region("onprem:r2", "NO")))
        };
        Pool pool = Places.pool(wide, Places.tier(all));

        Planned planned = new Plan((candidate, j) -> null, new SplittableRandom(seed))
                .of(Places.permitted(small), pool, Need.NOTHING, Askable.by("chat"), null);

        List<Candidate> attempts = planned.match(RoutePlan::attempts, nothing -> List.of());
        assertThat(attempts)
                .hasSize(narrow.size())
                .allSatisfy(attempt ->
                        assertThat(attempt.reach().within(small.boundary())).isTrue());
    }
}
