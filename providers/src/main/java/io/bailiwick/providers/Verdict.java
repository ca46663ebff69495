package io.bailiwick.providers;

import org.jspecify.annotations.Nullable;

/**
 * What the gate's data says of one name or value: it stays inside, or it is the feature named, perhaps one that may
 * leave the operator's own endpoints, too.
 */
record Verdict(@Nullable String feature, boolean everywhere) {

    static final Verdict INSIDE = new Verdict(null, false);

    private static final String FEATURE = "feature:";
    private static final String EVERYWHERE = "everywhere:";

    static Verdict ofFeature(String name) {
        return new Verdict(name, false);
    }

    /** Null where {@code word} is not {@code inside}, {@code feature:<name>} or {@code everywhere:<name>}. */
    static @Nullable Verdict of(String word) {
        if (word.equals("inside")) {
            return INSIDE;
        }
        String name = word.substring(word.indexOf(':') + 1);
        if (name.isEmpty() || !(word.startsWith(FEATURE) || word.startsWith(EVERYWHERE))) {
            return null;
        }
        return new Verdict(name, word.startsWith(EVERYWHERE));
    }
}
