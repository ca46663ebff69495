package io.bailiwick.report;

import java.time.Duration;
import java.time.Instant;

/** The time that is reported on, from its first moment to just before its last, in equal slots for the plots. */
public record Period(Instant from, Instant to) {

    static final int SLOTS = 48;

    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period ends after it begins, not from " + from + " to " + to);
        }
    }

    Duration length() {
        return Duration.between(from, to);
    }

    boolean holds(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /** The slot of a moment that the period holds. */
    int slot(Instant at) {
        double share = (double) Duration.between(from, at).toMillis() / Math.max(1, length().toMillis());
        return Math.max(0, Math.min(SLOTS - 1, (int) (share * SLOTS)));
    }
}
