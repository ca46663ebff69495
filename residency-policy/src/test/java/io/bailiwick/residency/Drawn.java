package io.bailiwick.residency;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Places, reaches, boundaries and jurisdictions over a world of six countries. */
final class Drawn {

    private static final List<Country> COUNTRIES = List.of("DE", "FR", "NO", "CH", "US", "CA").stream()
            .map(Country::new)
            .toList();

    /** Two in each country. */
    static final List<Region> REGIONS = COUNTRIES.stream()
            .flatMap(country -> List.of("a", "b").stream()
                    .map(code -> new Region("cloud:" + country.code().toLowerCase(Locale.ROOT) + code, country)))
            .toList();

    /** A region inside the boundary of every drawn jurisdiction: where a gateway serves them all. */
    static final Region HOME = new Region("cloud:home", new Country("JP"));

    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

    private Drawn() {}

    static Arbitrary<Place> places() {
        Arbitrary<Place> regions = Arbitraries.of(REGIONS).map(region -> region);
        Arbitrary<Place> geographies = Arbitraries.of(COUNTRIES)
                .set()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(countries ->
                        new Geography("area:" + Math.floorMod(countries.hashCode(), 100_000), countries, AS_OF));
        return Arbitraries.frequencyOf(Tuple.of(3, regions), Tuple.of(1, geographies));
    }

    static Arbitrary<Reach> reaches() {
        Arbitrary<Reach> known = places().set().ofMinSize(1).ofMaxSize(4).map((Set<Place> places) -> Reach.of(places));
        return Arbitraries.frequencyOf(Tuple.of(8, known), Tuple.of(1, Arbitraries.just(Reach.anywhere())));
    }

    static Arbitrary<Boundary> boundaries() {
        Arbitrary<Boundary> known = Combinators.combine(
                        Arbitraries.of(COUNTRIES).set().ofMaxSize(5),
                        Arbitraries.of(REGIONS).set().ofMaxSize(3))
                .filter((countries, regions) -> !(countries.isEmpty() && regions.isEmpty()))
                .as(Boundary::within);
        return Arbitraries.frequencyOf(Tuple.of(8, known), Tuple.of(1, Arbitraries.just(Boundary.anywhere())));
    }

    static Arbitrary<Jurisdiction> jurisdictions() {
        return Combinators.combine(names(), boundaries(), evidence())
                .as((name, boundary, evidence) -> new Jurisdiction(name, withHome(boundary), Set.of(), evidence));
    }

    /** Each boundary inside the next. */
    static Arbitrary<List<Jurisdiction>> chains() {
        return jurisdictions().list().ofMaxSize(4).map(drawn -> {
            List<Jurisdiction> chain = new ArrayList<>();
            Boundary widest = Boundary.within(Set.of(), Set.of(HOME));
            for (Jurisdiction each : drawn) {
                widest = union(widest, each.boundary());
                chain.add(new Jurisdiction(each.name(), widest, Set.of(), each.weakestEvidence()));
            }
            return chain;
        });
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings().alpha().ofLength(6);
    }

    private static Arbitrary<Evidence> evidence() {
        return Arbitraries.of(Evidence.OBSERVED, Evidence.ATTESTED, Evidence.DECLARED, Evidence.NONE);
    }

    private static Boundary withHome(Boundary boundary) {
        return union(boundary, Boundary.within(Set.of(), Set.of(HOME)));
    }

    private static Boundary union(Boundary one, Boundary other) {
        return one.match(
                Boundary::anywhere,
                mine -> other.match(Boundary::anywhere, yours -> {
                    Set<Country> countries = new HashSet<>(mine.countries());
                    countries.addAll(yours.countries());
                    Set<Region> regions = new HashSet<>(mine.regions());
                    regions.addAll(yours.regions());
                    return Boundary.within(countries, regions);
                }));
    }

    /** The regions that a reach may use, listed one by one: what the laws are judged by. */
    static Set<Region> regionsOf(Reach reach) {
        return reach.match(() -> Set.copyOf(REGIONS), places -> {
            Set<Region> regions = new HashSet<>();
            places.forEach(place -> regions.addAll(regionsOf(place)));
            return regions;
        });
    }

    static Set<Region> regionsOf(Boundary boundary) {
        return boundary.match(() -> Set.copyOf(REGIONS), within -> {
            Set<Region> regions = new HashSet<>(within.regions());
            regions.addAll(regionsIn(within.countries()));
            return regions;
        });
    }

    private static Set<Region> regionsOf(Place place) {
        return place instanceof Region region ? Set.of(region) : regionsIn(place.countries());
    }

    private static Set<Region> regionsIn(Collection<Country> countries) {
        Set<Region> regions = new HashSet<>(REGIONS);
        regions.removeIf(region -> !countries.contains(region.country()));
        return regions;
    }
}
