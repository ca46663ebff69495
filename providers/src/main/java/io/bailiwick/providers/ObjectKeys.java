package io.bailiwick.providers;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one object as they are read, so that none is read twice; most objects have few. */
final class ObjectKeys {

    private static final int FEW = 8;

    private final @Nullable String[] few = new String[FEW];
    private int size;
    /** One of 64 for each of the few: most keys are seen to be new by theirs. */
    private long bits;

    private @Nullable Set<String> many;

    private boolean anyCase;

    /** {@code anyCase}: {@code Model} and {@code model} will be one key, as they are to some upstreams. */
    void begin(boolean anyCase) {
        this.anyCase = anyCase;
    }

    /** False if the object has had it. */
    boolean add(Key key) {
        String seen = anyCase ? key.folded() : key.text();
        boolean isNew = many != null ? many.add(seen) : (bits & key.bit()) == 0 || !isAmongFew(seen);
        if (isNew) {
            bits |= key.bit();
            keep(seen);
        }
        return isNew;
    }

    void letGo() {
        Arrays.fill(few, 0, Math.min(size, FEW), null);
        many = null;
        size = 0;
        bits = 0;
    }

    private boolean isAmongFew(String key) {
        for (int i = 0; i < size; i++) {
            if (key.equals(few[i])) {
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
}
