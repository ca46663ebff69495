package io.bailiwick.routing;

import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.DecideHome;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Region;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Places, jurisdictions and candidates for tests. */
public final class Places {

    public static final Region FRANKFURT = region("onprem:fra1", "DE");
    public static final Region PARIS = region("onprem:par1", "FR");
    public static final Region VIRGINIA = region("onprem:iad1", "US");

    private Places() {}

    public static Region region(String name, String country) {
        return new Region(name, new Country(country));
    }

    public static Jurisdiction jurisdiction(String name, String... countries) {
        Set<Country> inside = Arrays.stream(countries).map(Country::new).collect(Collectors.toSet());
        return new Jurisdiction(name, Boundary.within(inside, Set.of()), inside, Evidence.DECLARED);
    }

    public static Permitted permitted(Jurisdiction jurisdiction) {
        Region inside = jurisdiction
                .boundary()
                .match(
                        () -> FRANKFURT,
                        within -> new Region(
                                "onprem:here", within.countries().iterator().next()));
        return new DecideHome(Reach.of(inside)).of(List.of(jurisdiction), null).match(yes -> yes, no -> {
            throw new AssertionError(no.explanation());
        });
    }

    public static Candidate candidate(String name, Reach reach) {
        return candidate(name, reach, Set.of("chat"), Set.of(), false);
    }

    public static Candidate candidate(String name, Reach reach, Set<String> apis, Set<String> features, boolean gated) {
        Endpoint endpoint =
                new Endpoint(name, URI.create("http://" + name + ".test/v1"), "openai", apis, features, gated, 2);
        Evidence promise = reach.match(() -> Evidence.NONE, places -> gated ? Evidence.DECLARED : Evidence.ATTESTED);
        return new Candidate(endpoint, "m", reach, promise, promise);
    }

    public static Tier tier(Candidate... candidates) {
        return new Tier(Arrays.stream(candidates)
                .map(candidate -> new Tier.Weighted(candidate, 1))
                .toList());
    }

    public static Pool pool(Jurisdiction jurisdiction, Tier... tiers) {
        return pool("chat", jurisdiction, tiers);
    }

    public static Pool pool(String route, Jurisdiction jurisdiction, Tier... tiers) {
        return Pool.prove(route, jurisdiction, List.of(tiers)).match(proven -> proven, faults -> {
            throw new AssertionError(faults);
        });
    }
}
