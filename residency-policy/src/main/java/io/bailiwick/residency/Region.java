package io.bailiwick.residency;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where computing happens: {@code cloud:code}, in one country. */
public record Region(String name, Country country) implements Place {

    public Region {
        PlaceName.check(name);
    }

    @Override
    public Set<Country> countries() {
        return Set.of(country);
    }

    // Spelled out, for what Java makes of a record is put together when it is first met, and a start waits for that.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Region region && name.equals(region.name) && country.equals(region.country);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
