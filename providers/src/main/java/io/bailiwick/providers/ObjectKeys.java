package io.bailiwick.providers;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one object as they are read, so that none is read twice; most objects have few. */
final class ObjectKeys {

    private static final int FEW = 8;

    private final boolean anyCase;
    private final String[] few = new String[FEW];
    private int size;
    private @Nullable Set<String> many;

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
        String seen = anyCase ? folded(key) : key;
        boolean isNew = many == null ? !isAmongFew(seen) : many.add(seen);
        if (isNew) {
            keep(seen);
        }
        return isNew;
    }

    private boolean isAmongFew(String key) {
        for (int i = 0; i < size; i++) {
            if (few[i].equals(key)) {
                return true;
            }
        }
        return false;
    }

    private void keep(String key) {
        if (size < FEW) {
            few[size] = key;
        } else if (many == null) {
            many = new HashSet<>(Arrays.asList(few));
            many.add(key);
        }
        size++;
    }

    int size() {
        return size;
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
