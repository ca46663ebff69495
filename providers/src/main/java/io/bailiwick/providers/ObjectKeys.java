package io.bailiwick.providers;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The keys of one object as they are read, so that none is read twice. */
final class ObjectKeys {

    private final Set<String> seen = new HashSet<>();
    private final boolean anyCase;

    private ObjectKeys(boolean anyCase) {
        this.anyCase = anyCase;
    }

    static ObjectKeys exact() {
        return new ObjectKeys(false);
    }

    /** Takes {@code Model} and {@code model} for one key, as some upstreams do. */
    static ObjectKeys anyCase() {
        return new ObjectKeys(true);
    }

    boolean add(String key) {
        return seen.add(anyCase ? folded(key) : key);
    }

    int size() {
        return seen.size();
    }

    /** The key as a reader sees it that does not tell upper from lower case. */
    static String folded(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if ((c >= 'A' && c <= 'Z') || c > 0x7f) {
                return key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            }
        }
        return key;
    }
}
