package io.bailiwick.observability;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A number that only grows, of one series; told by any thread, without a lock and without a look at a clock.
 *
 * <p>It is its adder, and does not have one: with many series each object that has to be fetched for an exchange counts.
 */
@SuppressWarnings("serial") // the adder's; it is written nowhere
final class Tally extends LongAdder {

    private volatile @Nullable Traced last;

    /** {@code by} is the exchange that may be named beside it; null names none, and nothing is nobody's. */
    void add(long more, @Nullable Traced by) {
        add(more);
        if (by != null && more > 0) {
            last = by.measured(more);
        }
    }

    @Nullable
    Traced last() {
        return last;
    }
}
