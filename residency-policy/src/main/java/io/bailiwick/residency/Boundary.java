package io.bailiwick.residency;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The countries and single regions inside which a jurisdiction's data may be processed. */
public sealed interface Boundary {

    /** No residency duty at all. */
    static Boundary anywhere() {
        return new Anywhere();
    }

    /** Everything in {@code countries}, and {@code regions} beside them; both empty is refused. */
    static Boundary within(Set<Country> countries, Set<Region> regions) {
        return new Within(countries, regions);
    }

    /** Whether all of {@code place} lies inside. */
    boolean contains(Place place);

    /** Whether all of {@code other} lies inside: {@code other ⊆ this}. */
    boolean contains(Boundary other);

    /** Whether an observed country lies inside wholly; a boundary of single regions holds no whole country. */
    boolean contains(Country country);

    <T> T match(Supplier<T> anywhere, Function<Within, T> within);

    /** Whether this is strictly smaller: {@code this ⊂ other}. */
    default boolean isNarrowerThan(Boundary other) {
        return other.contains(this) && !contains(other);
    }

    record Anywhere() implements Boundary {
        @Override
        public boolean contains(Place place) {
            return true;
        }

        @Override
        public boolean contains(Boundary other) {
            return true;
        }

        @Override
        public boolean contains(Country country) {
            return true;
        }

        @Override
        public <T> T match(Supplier<T> anywhere, Function<Within, T> within) {
            return anywhere.get();
        }

        @Override
        public String toString() {
            return "anywhere";
        }
    }

    /** Every request asks it several times of a country, so its countries stand as one bit each as well. */
    final class Within implements Boundary {

        private final Set<Country> countries;
        private final Set<Region> regions;
        private final long[] bits = new long[(Country.MOST + Long.SIZE - 1) / Long.SIZE];

        private Within(Set<Country> countries, Set<Region> regions) {
            this.countries = Set.copyOf(countries);
            this.regions = Set.copyOf(regions);
            if (countries.isEmpty() && regions.isEmpty()) {
                throw new IllegalArgumentException("a boundary needs at least one country or region");
            }
            for (Country each : countries) {
                bits[each.number() / Long.SIZE] |= 1L << each.number();
            }
        }

        public Set<Country> countries() {
            return countries;
        }

        public Set<Region> regions() {
            return regions;
        }

        @Override
        public boolean contains(Place place) {
            if (place instanceof Region region && contains(region.country())) {
                return true; // the common case, without a set of one
            }
            return regions.contains(place) || countries.containsAll(place.countries());
        }

        @Override
        public boolean contains(Boundary other) {
            return other.match(
                    () -> false,
                    inner -> countries.containsAll(inner.countries)
                            && inner.regions.stream().allMatch(this::contains));
        }

        @Override
        public boolean contains(Country country) {
            return (bits[country.number() / Long.SIZE] >>> country.number() & 1) != 0;
        }

        @Override
        public <T> T match(Supplier<T> anywhere, Function<Within, T> within) {
            return within.apply(this);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other == this
                    || (other instanceof Within same
                            && countries.equals(same.countries)
                            && regions.equals(same.regions));
        }

        @Override
        public int hashCode() {
            return 31 * countries.hashCode() + regions.hashCode();
        }

        @Override
        public String toString() {
            TreeSet<String> names = new TreeSet<>();
            countries.forEach(country -> names.add(country.code()));
            regions.forEach(region -> names.add(region.name()));
            return names.stream().collect(Collectors.joining(" "));
        }
    }
}
