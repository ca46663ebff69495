package io.bailiwick.identity;

import io.bailiwick.residency.Jurisdiction;

/** Who asks, and the jurisdiction that this alone answers. */
public record Tenant(String name, Jurisdiction jurisdiction) {

    public Tenant {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tenant needs a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
