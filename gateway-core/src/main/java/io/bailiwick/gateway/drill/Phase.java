package io.bailiwick.gateway.drill;

import java.util.Locale;

/** Where a drill stands. */
public enum Phase {
    /** Nothing is out yet: what is usual is counted. */
    BEFORE,
    /** The places are out. */
    DURING,
    /** They are back, and their recovery is watched. */
    AFTER,
    OVER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
