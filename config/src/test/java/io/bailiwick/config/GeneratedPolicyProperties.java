package io.bailiwick.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Country;
import io.bailiwick.residency.Proof;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Surface;
import io.bailiwick.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** The law of the house over policies that nobody wrote, judged by country codes alone. */
class GeneratedPolicyProperties {

    private static final String KEY = "sha256:" + "0".repeat(64);

    /** Regions whose country the test states itself. */
    private static final Map<String, String> COUNTRY_OF = new TreeMap<>(Map.of(
            "aws:eu-central-1", "DE",
            "aws:eu-central-2", "CH",
            "aws:eu-west-1", "IE",
            "aws:eu-west-2", "GB",
            "aws:us-east-1", "US",
            "azure:norwayeast", "NO",
            "azure:swedencentral", "SE",
            "gcp:europe-west9", "FR"));

    private static final List<String> REGIONS = List.copyOf(COUNTRY_OF.keySet());
    private static final List<String> COUNTRIES = List.of("DE", "CH", "IE", "GB", "US", "NO", "SE", "FR");

    /** Jurisdictions by their boundary, endpoints by their reach (none is anywhere), and who serves whom. */
    record Drawn(List<Set<String>> boundaries, List<Set<String>> reaches, List<List<Integer>> pools, Set<String> log) {

        /** Whether every pool and the log of the first jurisdiction stay inside, by country codes. */
        boolean inside() {
            boolean inside = isInside(log, boundaries.get(0));
            for (int at = 0; at < pools.size(); at++) {
                for (int endpoint : pools.get(at)) {
                    inside &= isInside(reaches.get(endpoint), boundaries.get(at));
                }
            }
            return inside;
        }

        private static boolean isInside(Set<String> reach, Set<String> boundary) {
            return boundary.isEmpty()
                    || (!reach.isEmpty() && reach.stream().map(COUNTRY_OF::get).allMatch(boundary::contains));
        }

        Drawn withLog(Set<String> other) {
            return new Drawn(boundaries, reaches, pools, other);
        }

        Drawn withReach(int endpoint, Set<String> reach) {
            List<Set<String>> changed = new ArrayList<>(reaches);
            changed.set(endpoint, reach);
            return new Drawn(boundaries, changed, pools, log);
        }

        String text() {
            StringBuilder text =
                    new StringBuilder("bailiwick: 1\ngateway: { region: aws:eu-central-1 }\njurisdictions:\n");
            for (int at = 0; at < boundaries.size(); at++) {
                text.append("  j" + at + ": { boundary: " + listed(boundaries.get(at)) + " }\n");
            }
            text.append("identity: { tenants: { t: { jurisdiction: j0, keys: [\"" + KEY + "\"] } } }\nendpoints:\n");
            for (int at = 0; at < reaches.size(); at++) {
                text.append("  e" + at + ":\n    provider: openai-compatible\n    url: http://10.0.0." + at
                        + ":8000/v1\n    reach: " + listed(reaches.get(at)) + "\n    models: { chat: m }\n");
            }
            text.append("routes:\n  chat:\n");
            for (int at = 0; at < pools.size(); at++) {
                text.append("    j" + at + ": ["
                        + pools.get(at).stream().map(each -> "[e" + each + "]").collect(Collectors.joining(", "))
                        + "]\n");
            }
            return text + "logs: { j0: { file: log.jsonl, reach: " + listed(log) + " } }\n";
        }

        private static String listed(Set<String> names) {
            return names.isEmpty() ? "anywhere" : new TreeSet<>(names).toString();
        }
    }

    @Property(tries = 250)
    void a_policy_is_accepted_exactly_where_every_surface_is_inside(@ForAll("drawn") Drawn drawn) {
        Compiled compiled = Policies.compile(drawn.text());
        Statistics.collect(drawn.inside() ? "inside" : "outside");

        assertThat(compiled.<Boolean>match(accepted -> true, refused -> false))
                .as(() -> drawn.text() + compiled)
                .isEqualTo(drawn.inside());
    }

    @Property(tries = 120)
    void every_pool_of_an_accepted_policy_is_inside(@ForAll("drawn") Drawn drawn) {
        Policies.compile(drawn.text())
                .<Object>match(
                        accepted -> {
                            assertInside(accepted.snapshot(), drawn);
                            return "";
                        },
                        refused -> assertThat(refused.problems()).isNotEmpty());
    }

    @Property(tries = 120)
    void widening_one_surface_never_makes_a_refused_policy_acceptable(
            @ForAll("drawn") Drawn drawn, @ForAll("reach") Set<String> more) {
        boolean accepted = isAccepted(drawn);
        for (int endpoint = 0; endpoint < drawn.reaches().size(); endpoint++) {
            Drawn wider = drawn.withReach(endpoint, union(drawn.reaches().get(endpoint), more));
            assertThat(!isAccepted(wider) || accepted).as(wider.text()).isTrue();
        }
        Drawn widerLog = drawn.withLog(union(drawn.log(), more));
        assertThat(!isAccepted(widerLog) || accepted).as(widerLog.text()).isTrue();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Set.of();
        }
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    private static boolean isAccepted(Drawn drawn) {
        return Policies.compile(drawn.text()).match(accepted -> true, refused -> false);
    }

    private static void assertInside(GatewaySnapshot snapshot, Drawn drawn) {
        assertThat(snapshot.proof().rows())
                .filteredOn(row -> row.surface().kind() != Surface.Kind.GATEWAY)
                .allMatch(Proof.Row::inside);
        for (Route route : snapshot.routes().all()) {
            route.pools().forEach((name, pool) -> {
                Set<String> boundary = drawn.boundaries().get(Integer.parseInt(name.substring(1)));
                assertThat(pool.candidates()).allMatch(candidate -> isInside(candidate.reach(), boundary));
            });
        }
    }

    private static boolean isInside(Reach reach, Set<String> boundary) {
        return boundary.isEmpty()
                || reach.match(
                        () -> false,
                        places -> places.stream()
                                .flatMap(place -> place.countries().stream())
                                .map(Country::code)
                                .allMatch(boundary::contains));
    }

    @Provide
    Arbitrary<Drawn> drawn() {
        Arbitrary<List<Set<String>>> boundaries = boundary().list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<List<Set<String>>> reaches = reach().list().ofSize(4);
        Arbitrary<List<List<Integer>>> pools = Arbitraries.integers()
                .between(0, 3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .uniqueElements()
                .list()
                .ofSize(3);
        return Combinators.combine(boundaries, reaches, pools, reach())
                .as((b, r, p, log) -> new Drawn(b, r, p.subList(0, b.size()), log));
    }

    /** Mostly wide, so that a fair share of the policies holds. */
    private static Arbitrary<Set<String>> boundary() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Set.of())),
                Tuple.of(4, Arbitraries.of(COUNTRIES).set().ofMinSize(5).ofMaxSize(8)),
                Tuple.of(2, Arbitraries.of(COUNTRIES).set().ofMinSize(1).ofMaxSize(3)));
    }

    @Provide
    Arbitrary<Set<String>> reach() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Set.of())),
                Tuple.of(20, Arbitraries.of(REGIONS).set().ofMinSize(1).ofMaxSize(2)));
    }
}
