package io.bailiwick.report;

import java.util.Map;
import java.util.Set;

/** The words in which the gateway says how an exchange ended, and what they mean here. */
final class Outcomes {

    static final String OK = "ok";

    /** The law said no. */
    static final String DENIED = "denied";

    /** What the client neither caused nor ended. */
    static final Set<String> ERRORS = Set.of("upstream_error", "gateway_error", "timeout");

    private Outcomes() {}

    static long errors(Map<String, Long> outcomes) {
        return ERRORS.stream()
                .mapToLong(word -> outcomes.getOrDefault(word, 0L))
                .sum();
    }

    static long denied(Map<String, Long> outcomes) {
        return outcomes.getOrDefault(DENIED, 0L);
    }
}
