package io.bailiwick.gateway.spine;

import io.bailiwick.residency.Evidence;

/**
 * What every response, log line and metric says of one exchange, in the same words.
 *
 * @param region the observed place, else the reach's members; {@code unknown} for anywhere, {@code none} when nothing
 *     was sent
 * @param country ISO code, {@code multiple}, {@code unknown}, or {@code none} when nothing was sent
 * @param attempts how many attempts were begun
 */
public record Stamp(
        String jurisdiction,
        String region,
        String country,
        Evidence evidence,
        String modelVersion,
        String promptVersion,
        String endpoint,
        int attempts,
        String traceId) {

    /** What is not known is said, never left out. */
    public static final String UNKNOWN = "unknown";

    /** Nothing was sent anywhere. */
    public static final String NONE = "none";
}
