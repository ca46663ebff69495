package io.bailiwick.residency;

import java.util.Set;

/** Where computing happens: {@code cloud:code}, in one country. */
public record Region(String name, Country country) implements Place {

    public Region {
        PlaceName.check(name);
    }

    @Override
    public Set<Country> countries() {
        return Set.of(country);
    }

    @Override
    public String toString() {
        return name;
    }
}
