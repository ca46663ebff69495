package io.bailiwick.residency;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether every surface stays inside the boundary of the jurisdiction that uses it: one row for each pair. */
public record Proof(List<Row> rows) {

    public Proof {
        rows = List.copyOf(rows);
    }

    /** The law of the house applied once: {@code reach(surface) ⊆ boundary(jurisdiction)}. */
    public static Row of(Jurisdiction jurisdiction, Surface surface) {
        return new Row(jurisdiction, surface);
    }

    /** The rows that lie outside, gateway processes left out: those are answered per request. */
    public List<Row> crossings() {
        return rows.stream()
                .filter(row -> !row.inside() && row.surface().kind() != Surface.Kind.GATEWAY)
                .toList();
    }

    /** One jurisdiction, one surface that it uses, and the verdict. */
    public record Row(Jurisdiction jurisdiction, Surface surface) {

        public boolean inside() {
            return surface.reach().within(jurisdiction.boundary());
        }

        /** The countries that the surface may process in, sorted; {@code *} for anywhere. */
        public String countries() {
            return surface.reach().match(() -> "*", places -> {
                TreeSet<String> codes = new TreeSet<>();
                places.forEach(place -> place.countries().forEach(country -> codes.add(country.code())));
                return String.join(" ", codes);
            });
        }

        /** Why it lies outside: each offending place with its countries beyond the boundary; empty when inside. */
        public String offence() {
            if (inside()) {
                return "";
            }
            return surface.reach()
                    .match(
                            () -> "reaches anywhere",
                            places -> "reaches "
                                    + surface.reach().outside(jurisdiction.boundary()).stream()
                                            .map(place -> place.name() + " (" + beyond(place) + ")")
                                            .collect(Collectors.joining(", ")));
        }

        private String beyond(Place place) {
            List<String> codes = new ArrayList<>();
            for (Country country : new TreeSet<>(place.countries())) {
                if (!jurisdiction.boundary().contains(country)) {
                    codes.add(country.code());
                }
            }
            return String.join(" ", codes);
        }
    }
}
