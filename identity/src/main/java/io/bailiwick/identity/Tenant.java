package io.bailiwick.identity;

import io.bailiwick.residency.Jurisdiction;
import java.util.List;

/** Who asks, and the jurisdictions of which one is its user's; with more than one, another source has to choose. */
public record Tenant(String name, List<Jurisdiction> homes) {

    public Tenant {
        homes = List.copyOf(homes);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tenant needs a name");
        }
        if (homes.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a jurisdiction");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
