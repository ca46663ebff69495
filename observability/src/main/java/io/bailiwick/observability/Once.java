package io.bailiwick.observability;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A meter that is bound when the first needs it, so that no series exists for what never happens. */
final class Once<M> {

    private final Supplier<M> bind;
    private volatile @Nullable M bound;

    /** {@code bind} may be asked twice by two threads at once, and then gives both the same. */
    Once(Supplier<M> bind) {
        this.bind = bind;
    }

    M get() {
        M known = bound;
        if (known == null) {
            known = bind.get();
            bound = known;
        }
        return known;
    }
}
