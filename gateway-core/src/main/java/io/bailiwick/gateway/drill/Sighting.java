package io.bailiwick.gateway.drill;

import io.bailiwick.routing.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one place that was out, in nanoseconds; null for what was not seen.
 *
 * @param servedBefore exchanges that it served before the outage
 * @param failed attempts that failed there because of it
 * @param firstFailedNanos outage's begin to the first of them
 * @param restedNanos outage's begin to the moment since which routing passes it over
 * @param servedAgainNanos outage's end to the first exchange that it served
 */
public record Sighting(
        Candidate candidate,
        long servedBefore,
        long failed,
        @Nullable Long firstFailedNanos,
        @Nullable Long restedNanos,
        @Nullable Long servedAgainNanos) {

    /** Filled as it happens. */
    static final class Watched {
        private final Candidate candidate;
        private long servedBefore;
        private long failed;
        private @Nullable Long firstFailed;
        private @Nullable Long rested;
        private @Nullable Long servedAgain;

        Watched(Candidate candidate) {
            this.candidate = candidate;
        }

        void servesBefore() {
            servedBefore++;
        }

        void fails(long sinceOutageNanos) {
            failed++;
            firstFailed = firstFailed == null ? Long.valueOf(sinceOutageNanos) : firstFailed;
        }

        void rests(long sinceOutageNanos) {
            rested = rested == null ? Long.valueOf(sinceOutageNanos) : rested;
        }

        void servesAgain(long sinceEndNanos) {
            servedAgain = servedAgain == null ? Long.valueOf(sinceEndNanos) : servedAgain;
        }

        Sighting now() {
            return new Sighting(candidate, servedBefore, failed, firstFailed, rested, servedAgain);
        }
    }
}
