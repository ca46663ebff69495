package io.bailiwick.observability;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is bound when the first needs it, so that no series exists for what never happens, and no start waits for it. */
final class Once<T> {

    private final Supplier<T> bind;
    private volatile @Nullable T bound;

    /** {@code bind} may be asked twice by two threads at once, and then gives both the same. */
    Once(Supplier<T> bind) {
        this.bind = bind;
    }

    T get() {
        T known = bound;
        if (known == null) {
            known = bind.get();
            bound = known;
        }
        return known;
    }
}
