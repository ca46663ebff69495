package io.bailiwick.routing.health;

import java.util.function.LongSupplier;

/**
 * Keeps second attempts a small share of all requests, so that an outage is not answered with a storm.
 *
 * <p>Each request earns a fifth of a retry; beside that, ten a second are free, so that a quiet gateway can still move on.
 */
public final class RetryBudget {

    private static final double EARNED_BY_REQUEST = 0.2;
    private static final double FREE_PER_SECOND = 10;
    private static final double MOST_SAVED = 100;

    private final LongSupplier nanoTime;
    private double saved;
    private long refilledAtNanos;

    public RetryBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.saved = FREE_PER_SECOND;
        this.refilledAtNanos = nanoTime.getAsLong();
    }

    /** A request began. */
    public synchronized void earn() {
        saved = Math.min(MOST_SAVED, saved + EARNED_BY_REQUEST);
    }

    /** Takes one retry if there is one. */
    public synchronized boolean spend() {
        long now = nanoTime.getAsLong();
        double free = (now - refilledAtNanos) / 1e9 * FREE_PER_SECOND;
        refilledAtNanos = now;
        if (saved < FREE_PER_SECOND) {
            saved = Math.min(FREE_PER_SECOND, saved + free);
        }
        if (saved < 1) {
            return false;
        }
        saved -= 1;
        return true;
    }
}
