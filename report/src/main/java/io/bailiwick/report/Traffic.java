package io.bailiwick.report;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What exchanges must share to be added up and priced alike.
 *
 * @param region where they ran; {@code none} where nothing was sent
 * @param route the model name that clients send
 * @param provider the policy's word; null is unknown
 * @param version the model that answered; null is unknown
 */
record Traffic(
        String region,
        String route,
        @Nullable String provider,
        @Nullable String version) {

    static final String NOWHERE = "none";

    static final Comparator<Traffic> ORDER = Comparator.comparing(Traffic::region)
            .thenComparing(Traffic::route)
            .thenComparing(Traffic::provider, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Traffic::version, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Whether its tokens were spent anywhere. */
    boolean sent() {
        return !region.equals(NOWHERE);
    }

    /** As a reader finds it: what is not known is said. */
    String words() {
        return route + " at " + region + " (provider " + (provider == null ? "unknown" : provider) + ", model "
                + (version == null ? "unknown" : version) + ")";
    }
}
