package io.bailiwick.observability;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How often values fell between bounds, of one series; told by any thread, without a lock and without a look at a clock. */
final class Histogram {

    private final long[] bounds;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();
    private volatile @Nullable AtomicReferenceArray<Traced> last;

    /** {@code bounds} are the largest values of all buckets but the last, rising; they are shared and not written. */
    Histogram(long[] bounds) {
        this.bounds = bounds;
        counts = new LongAdder[bounds.length + 1];
        for (int bucket = 0; bucket < counts.length; bucket++) {
            counts[bucket] = new LongAdder();
        }
    }

    void record(long value) {
        record(value, null);
    }

    /** {@code by} is the exchange that may be named beside its bucket; null names none. */
    void record(long value, @Nullable Traced by) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(value);
        if (by != null) {
            traces().set(bucket, by.measured(value));
        }
    }

    private AtomicReferenceArray<Traced> traces() {
        AtomicReferenceArray<Traced> known = last;
        if (known == null) {
            known = new AtomicReferenceArray<>(counts.length);
            last = known; // of two that come at once one keeps its trace
        }
        return known;
    }

    /** Of each bucket alone, the last of which has no bound. */
    long[] counts() {
        long[] now = new long[counts.length];
        for (int bucket = 0; bucket < now.length; bucket++) {
            now[bucket] = counts[bucket].sum();
        }
        return now;
    }

    long sum() {
        return sum.sum();
    }

    /** The latest of that bucket; null where none was named. */
    @Nullable
    Traced last(int bucket) {
        AtomicReferenceArray<Traced> known = last;
        return known == null ? null : known.get(bucket);
    }
}
