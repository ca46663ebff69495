package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Usage;
import java.util.Locale;

/** What an exchange that has ended costs its tenant, and how that is known. */
record Settlement(By by, long tokens) {

    enum By {
        /** Nothing was sent, or the endpoint refused to work on it. */
        NOTHING,
        /** The endpoint counted. */
        USAGE,
        /** Nobody counted, or nobody heard the end of the count: what was reserved stands. */
        ESTIMATE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param sent whether a byte of it left for an endpoint
     * @param usage of the last endpoint that it was sent to, so that moving on counts once
     * @param reserved what it was expected to cost
     */
    static Settlement of(boolean sent, Outcome outcome, Usage usage, long reserved) {
        if (!sent || outcome == Outcome.CLIENT_ERROR) {
            return new Settlement(By.NOTHING, 0);
        }
        Long input = usage.input();
        Long output = usage.output();
        long counted = (input == null ? 0 : Math.max(0, input)) + (output == null ? 0 : Math.max(0, output));
        boolean known = input != null || output != null;
        return outcome == Outcome.OK && known
                ? new Settlement(By.USAGE, Math.max(0, counted))
                : new Settlement(By.ESTIMATE, Math.max(reserved, counted));
    }
}
