package io.bailiwick.gateway.drill;

import java.util.Locale;

/** Whose requests see the outage. */
public enum Traffic {
    /** Everybody's, and the health probes. */
    REAL,
    /** Those alone that name the drill; they have breakers of their own. */
    SHADOW;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
