package io.bailiwick.report;

import java.time.Instant;

/**
 * What the report needs of one exchange.
 *
 * @param countsTokens false for an operation that only counts
 * @param ttftMicros streams only; -1 for none
 * @param rehearsed whether a drill sent it beside the real traffic
 */
record Exchange(
        Instant at,
        String jurisdiction,
        Traffic traffic,
        String outcome,
        Tokens tokens,
        boolean countsTokens,
        long ttftMicros,
        boolean rehearsed) {}
