package io.bailiwick.gateway.spine;

import org.jspecify.annotations.Nullable;

/**
 * One text for many that are equal: versions are said again with each exchange, and whoever looks one up then finds the very
 * text that it knows, in the core's cache, with its hash.
 *
 * <p>Holds a bounded number of them. It may forget any at any time and be asked by all threads at once; only which of two
 * equal texts it gives depends on that.
 */
final class SameTexts {

    private static final int ROOM = 512;

    private final @Nullable String[] texts = new String[ROOM];

    /** An equal text. */
    String of(String said) {
        int hash = said.hashCode();
        int at = (hash ^ hash >>> 16) & (ROOM - 1);
        String known = texts[at];
        if (said.equals(known)) {
            return known;
        }
        texts[at] = said;
        return said;
    }
}
