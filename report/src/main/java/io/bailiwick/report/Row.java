package io.bailiwick.report;

import org.jspecify.annotations.Nullable;

/**
 * One line of the report.
 *
 * @param route null where all routes are together
 */
record Row(String region, @Nullable String route, Tally tally, Cost cost, Penalty penalty) {

    long errors() {
        return Outcomes.errors(tally.outcomes);
    }

    long refused() {
        return Outcomes.denied(tally.outcomes);
    }

    /** Null where nothing was asked. */
    @Nullable
    Double errorRate() {
        return tally.requests == 0 ? null : (double) errors() / tally.requests;
    }
}
