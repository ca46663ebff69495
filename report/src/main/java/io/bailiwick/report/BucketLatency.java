package io.bailiwick.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a histogram knows: how many took at most so many seconds. */
final class BucketLatency implements Latency {

    private final SortedMap<Double, Long> upTo;

    /** {@code upTo}: by upper bound in seconds, each count including those below it; the last bound is infinite. */
    BucketLatency(SortedMap<Double, Long> upTo) {
        this.upTo = new TreeMap<>(upTo);
    }

    @Override
    public long count() {
        return upTo.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Between the bounds of its bucket, as if times were spread evenly in it; never past the last finite bound. */
    @Override
    public double millis(double share) {
        double rank = share * count();
        double lower = 0;
        long below = 0;
        for (Map.Entry<Double, Long> bucket : upTo.entrySet()) {
            if (bucket.getValue() >= rank && bucket.getValue() > below) {
                double upper = bucket.getKey().isInfinite() ? lower : bucket.getKey();
                return 1_000 * (lower + (upper - lower) * (rank - below) / (bucket.getValue() - below));
            }
            lower = bucket.getKey();
            below = bucket.getValue();
        }
        return 1_000 * lower;
    }

    @Override
    public Latency and(Latency other) {
        SortedMap<Double, Long> both = new TreeMap<>(upTo);
        ((BucketLatency) other).upTo.forEach((bound, count) -> both.merge(bound, count, Long::sum));
        return new BucketLatency(both);
    }
}
