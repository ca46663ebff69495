package io.bailiwick.residency;

import java.util.Locale;

/** What is known of the region that served. */
public enum Evidence {
    /** The response itself says where it ran. */
    OBSERVED(3),
    /** The operator's own machine. */
    ATTESTED(2),
    /** The provider promises it for this host, SKU and parameter. */
    DECLARED(1),
    /** Nobody says anything. */
    NONE(0),
    /** The response says somewhere outside the boundary; satisfies nothing. */
    CONTRADICTED(-1);

    private final int strength;
    private final String word = name().toLowerCase(Locale.ROOT);

    Evidence(int strength) {
        this.strength = strength;
    }

    /** Whether this is at least as strong as {@code weakest}; a contradiction never is. */
    public boolean satisfies(Evidence weakest) {
        return this != CONTRADICTED && strength >= weakest.strength;
    }

    /** The word of headers, labels and records. */
    public String word() {
        return word;
    }
}
