package io.bailiwick.credentials;

import java.time.Duration;
import java.time.Instant;

/** A token and its time; never printed. */
public record AccessToken(Secret value, Instant given, Instant ends) {

    /** Nobody gives a token for longer than this, whatever is said of it. */
    static final Duration LONGEST = Duration.ofHours(24);

    /** A provider's clock may be ahead of ours. */
    private static final Duration EARLY = Duration.ofSeconds(10);

    public AccessToken {
        if (!ends.isAfter(given)) {
            throw new IllegalArgumentException("a token ends after it was given");
        }
        ends = ends.isAfter(given.plus(LONGEST)) ? given.plus(LONGEST) : ends;
    }

    /** How long after it was given the next is asked for: two thirds of its time, so that a third is left for asking again. */
    Duration untilDue() {
        return Duration.between(given, ends).multipliedBy(2).dividedBy(3);
    }

    /** How long after it was given it is shown no more. */
    Duration untilOver() {
        Duration whole = Duration.between(given, ends);
        return whole.compareTo(EARLY.multipliedBy(2)) > 0 ? whole.minus(EARLY) : whole;
    }

    @Override
    public String toString() {
        return "AccessToken[withheld, until " + ends + "]";
    }
}
