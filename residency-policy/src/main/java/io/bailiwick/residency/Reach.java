package io.bailiwick.residency;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Everywhere that a surface MAY process data. What is unknown reaches anywhere. */
public sealed interface Reach {

    /** Nobody promises less. */
    static Reach anywhere() {
        return new Anywhere();
    }

    /** Throws {@link IllegalArgumentException} for no place: an empty reach would be inside every boundary. */
    static Reach of(Collection<? extends Place> places) {
        return new Places(Set.copyOf(places));
    }

    static Reach of(Place... places) {
        return of(List.of(places));
    }

    /** The law of the house: {@code reach ⊆ boundary}. */
    boolean within(Boundary boundary);

    /** The places that lie outside, by name; empty exactly when {@link #within}, or when this is anywhere. */
    List<Place> outside(Boundary boundary);

    /** This and {@code other}: adding to a reach only ever widens it. */
    Reach plus(Reach other);

    /** Whether everything that {@code other} reaches is among the places or countries of this. */
    boolean covers(Reach other);

    /** As headers, labels and records show it: names sorted and joined by a comma; anywhere is {@code unknown}. */
    String shown();

    /** The label {@code country}: the one country, else {@code multiple}; anywhere is {@code unknown}. */
    String shownCountry();

    <T> T match(Supplier<T> anywhere, Function<Set<Place>, T> places);

    record Anywhere() implements Reach {
        @Override
        public boolean within(Boundary boundary) {
            return boundary.match(() -> true, within -> false);
        }

        @Override
        public List<Place> outside(Boundary boundary) {
            return List.of();
        }

        @Override
        public Reach plus(Reach other) {
            return this;
        }

        @Override
        public boolean covers(Reach other) {
            return true;
        }

        @Override
        public String shown() {
            return "unknown";
        }

        @Override
        public String shownCountry() {
            return "unknown";
        }

        @Override
        public <T> T match(Supplier<T> anywhere, Function<Set<Place>, T> places) {
            return anywhere.get();
        }

        @Override
        public String toString() {
            return "anywhere";
        }
    }

    /** Its words are found once: every request shows them. */
    final class Places implements Reach {

        private final Set<Place> places;
        /** The same; every request walks it several times. */
        private final Place[] each;

        private final String shown;
        private final String shownCountry;
        private final int hash;

        private Places(Set<Place> places) {
            this.places = Set.copyOf(places);
            if (places.isEmpty()) {
                throw new IllegalArgumentException("a reach needs at least one place");
            }
            this.each = this.places.toArray(Place[]::new);
            this.hash = places.hashCode();
            this.shown = places.stream().map(Place::name).sorted().collect(Collectors.joining(","));
            TreeSet<Country> countries = new TreeSet<>();
            places.forEach(place -> countries.addAll(place.countries()));
            this.shownCountry = countries.size() == 1 ? countries.first().code() : "multiple";
        }

        @Override
        public boolean within(Boundary boundary) {
            for (Place place : each) {
                if (!boundary.contains(place)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public List<Place> outside(Boundary boundary) {
            return places.stream()
                    .filter(place -> !boundary.contains(place))
                    .sorted(Comparator.comparing(Place::name))
                    .toList();
        }

        @Override
        public Reach plus(Reach other) {
            return other.match(() -> other, more -> {
                Set<Place> all = new HashSet<>(places);
                all.addAll(more);
                return new Places(all);
            });
        }

        @Override
        public boolean covers(Reach other) {
            return other.match(() -> false, inner -> inner.stream().allMatch(this::covers));
        }

        private boolean covers(Place inner) {
            return places.contains(inner)
                    || places.stream()
                            .filter(Geography.class::isInstance)
                            .anyMatch(geography -> geography.countries().containsAll(inner.countries()));
        }

        @Override
        public String shown() {
            return shown;
        }

        @Override
        public String shownCountry() {
            return shownCountry;
        }

        @Override
        public <T> T match(Supplier<T> anywhere, Function<Set<Place>, T> then) {
            return then.apply(places);
        }

        @Override
        public boolean equals(Object other) {
            return other == this || (other instanceof Places reach && places.equals(reach.places));
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            return shown();
        }
    }
}
