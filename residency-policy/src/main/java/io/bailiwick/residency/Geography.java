package io.bailiwick.residency;

import java.time.LocalDate;
import java.util.Set;

/** A provider's own area ({@code openai:eu}): the countries that the provider named on {@code asOf}. */
public record Geography(String name, Set<Country> countries, LocalDate asOf) implements Place {

    public Geography {
        PlaceName.check(name);
        countries = Set.copyOf(countries);
        if (countries.isEmpty()) {
            throw new IllegalArgumentException(name + " lists no country");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
