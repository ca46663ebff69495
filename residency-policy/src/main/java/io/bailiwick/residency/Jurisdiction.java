package io.bailiwick.residency;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A named boundary, the users whom it covers, and the weakest evidence that it accepts. */
public record Jurisdiction(String name, Boundary boundary, Set<Country> users, Evidence weakestEvidence) {

    public Jurisdiction {
        users = Set.copyOf(users);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a jurisdiction needs a name");
        }
        if (weakestEvidence == Evidence.CONTRADICTED) {
            throw new IllegalArgumentException(name + " cannot accept contradicted evidence");
        }
    }

    /** The same, accepting nothing weaker than {@code evidence} either. */
    Jurisdiction demanding(Evidence evidence) {
        return weakestEvidence.satisfies(evidence) ? this : new Jurisdiction(name, boundary, users, evidence);
    }

    // Spelled out, for what Java makes of a record is put together when it is first met, and a start waits for that.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Jurisdiction law
                        && name.equals(law.name)
                        && boundary.equals(law.boundary)
                        && users.equals(law.users)
                        && weakestEvidence == law.weakestEvidence);
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
