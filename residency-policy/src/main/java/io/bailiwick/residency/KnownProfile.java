package io.bailiwick.residency;

import java.time.LocalDate;
import java.util.Set;

/**
 * A row of the catalogue: where a model id's prefix sends requests from one source region.
 *
 * @param prefix {@code eu}, {@code apac}, {@code global}
 * @param sourceRegion a region's code, or {@code *} for every one
 * @param destinations regions' codes; empty means anywhere
 * @param verification who says so, and of what
 */
public record KnownProfile(
        String prefix,
        String sourceRegion,
        Set<String> destinations,
        Verification verification,
        LocalDate asOf,
        String source) {

    /** How far a row can be relied on. */
    public enum Verification {
        /** The provider says so of model profiles. */
        PROVEN,
        /** The provider says so of a sibling service, or others quote its API: holds once the operator writes the same. */
        RELATED,
        /** Nobody who would know says so. */
        UNPROVEN
    }

    public KnownProfile {
        destinations = Set.copyOf(destinations);
    }

    boolean speaksOf(String prefix, String region) {
        return this.prefix.equals(prefix) && (sourceRegion.equals(region) || sourceRegion.equals("*"));
    }
}
