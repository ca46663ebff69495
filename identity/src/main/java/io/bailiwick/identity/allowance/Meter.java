package io.bailiwick.identity.allowance;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;

/** So many a minute, of one kind: a bucket that holds a minute's worth and refills evenly. Its account has the lock. */
final class Meter {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Bucket bucket;
    private long perMinute;

    Meter(long perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.bucket = Bucket.builder()
                .addLimit(bandwidth(perMinute))
                .withCustomTimePrecision(new Nanos(nanoTime, nanoTime.getAsLong()))
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    private static Bandwidth bandwidth(long perMinute) {
        return Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, MINUTE)
                .build();
    }

    /** What is left stays left, and what is owed stays owed: nobody earns a minute by a changed number. */
    void allow(long newPerMinute) {
        if (newPerMinute != perMinute) {
            perMinute = newPerMinute;
            bucket.replaceConfiguration(
                    BucketConfiguration.builder()
                            .addLimit(bandwidth(newPerMinute))
                            .build(),
                    TokensInheritanceStrategy.AS_IS);
        }
    }

    long perMinute() {
        return perMinute;
    }

    boolean take(long amount) {
        return amount == 0 || bucket.tryConsume(amount);
    }

    /** Until {@link #take} succeeds, if nobody else takes; the bucket rounds down to a nanosecond, and we may not. */
    Duration waitFor(long amount) {
        return amount == 0
                ? Duration.ZERO
                : Duration.ofNanos(bucket.estimateAbilityToConsume(amount).getNanosToWaitForRefill() + 1);
    }

    void giveBack(long amount) {
        if (amount > 0) {
            bucket.addTokens(amount);
        }
    }

    /** Takes what was used already, even where it is not there: it is owed then. */
    void owe(long amount) {
        if (amount > 0) {
            bucket.consumeIgnoringRateLimits(amount);
        }
    }

    Left.Of left() {
        long available = bucket.getAvailableTokens();
        double missingMinutes = (perMinute - available) / (double) perMinute;
        return new Left.Of(perMinute, Math.max(0, available), Duration.ofNanos((long)
                Math.ceil(missingMinutes * MINUTE.toNanos())));
    }

    /** Counts from 0, because buckets compare times that may otherwise be negative or overflow. */
    private record Nanos(LongSupplier nanoTime, long beganNanos) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong() - beganNanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
