package io.bailiwick.providers;

import java.util.ArrayList;
import java.util.List;

/** The keys of the objects that are open, one within the other. */
final class OpenKeys {

    private final int mostOfOne;
    /** Those past the open ones have been let go and serve again. */
    private final List<ObjectKeys> objects = new ArrayList<>();

    private int open;

    OpenKeys(int mostOfOne) {
        this.mostOfOne = mostOfOne;
    }

    int mostOfOne() {
        return mostOfOne;
    }

    /** {@code anyCase} takes {@code Model} and {@code model} for one key. */
    void open(boolean anyCase) {
        if (open == objects.size()) {
            objects.add(new ObjectKeys());
        }
        objects.get(open++).begin(anyCase);
    }

    ObjectKeys innermost() {
        return objects.get(open - 1);
    }

    void close() {
        objects.get(--open).letGo();
    }

    /** How many objects are open. */
    int size() {
        return open;
    }

    /** For a body that was not read to its end. */
    void closeAll() {
        while (open > 0) {
            close();
        }
    }
}
