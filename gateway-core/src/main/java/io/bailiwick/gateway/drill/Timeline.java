package io.bailiwick.gateway.drill;

import java.time.Duration;

/**
 * When each phase of a drill begins and ends: a function of the time alone, so that no task can fail to end it.
 *
 * @param before how long the usual is watched
 * @param outage how long the places are out
 * @param after how long their recovery is watched at most
 */
public record Timeline(Duration before, Duration outage, Duration after) {

    public Timeline {
        if (before.isNegative() || after.isNegative()) {
            throw new IllegalArgumentException("a phase cannot take less than no time");
        }
        if (outage.isNegative() || outage.isZero()) {
            throw new IllegalArgumentException("an outage needs a length");
        }
    }

    Phase at(long sinceBeginNanos) {
        if (sinceBeginNanos < before.toNanos()) {
            return Phase.BEFORE;
        }
        if (sinceBeginNanos < outageEndNanos()) {
            return Phase.DURING;
        }
        return sinceBeginNanos < whole().toNanos() ? Phase.AFTER : Phase.OVER;
    }

    long outageEndNanos() {
        return before.plus(outage).toNanos();
    }

    public Duration whole() {
        return before.plus(outage).plus(after);
    }
}
