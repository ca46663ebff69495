package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one exchange when it has ended; never any text of prompt or completion.
 *
 * @param stamp what the client was told, and after the head was sent what was learnt since
 * @param route the route's name; {@code unknown} where none was found
 * @param model the model name that the client sent; null until the body was read
 * @param fingerprint the upstream's {@code system_fingerprint}
 * @param mismatch observed inside the boundary, but outside the declared reach
 * @param timeToFirstTokenNanos accepted to first content, streams only; -1 for none
 * @param upstreamTimeToFirstTokenNanos request written to first content, streams only; -1 for none
 * @param overheadNanos accepted to the first attempt's request handed to the wire; -1 where nothing was sent
 */
public record ExchangeRecord(
        Stamp stamp,
        Instant at,
        String spanId,
        @Nullable String parentSpanId,
        String traceFlags,
        String method,
        String path,
        String route,
        @Nullable String model,
        @Nullable String provider,
        @Nullable String tenant,
        @Nullable String session,
        @Nullable String promptName,
        String policyDigest,
        String gatewayRegion,
        int status,
        Outcome outcome,
        @Nullable Refusal refusal,
        List<AttemptRecord> attempts,
        @Nullable String fingerprint,
        Usage usage,
        boolean stream,
        boolean mismatch,
        long requestBytes,
        long replyBytes,
        long durationNanos,
        long timeToFirstTokenNanos,
        long upstreamTimeToFirstTokenNanos,
        long overheadNanos) {

    public ExchangeRecord {
        attempts = List.copyOf(attempts);
    }

    /** Whether nobody knows whose law it falls under: such a record names no user, session or tenant. */
    public boolean withoutJurisdiction() {
        return stamp.jurisdiction().equals(Stamp.UNKNOWN);
    }
}
