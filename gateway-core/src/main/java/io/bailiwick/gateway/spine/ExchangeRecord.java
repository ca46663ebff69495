package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Usage;
import io.bailiwick.residency.Jurisdiction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one exchange when it has ended; never any text of prompt or completion.
 *
 * @param home the jurisdiction as the policy had it that the exchange began with; null where nobody knows it
 * @param stamp what the client was told, and after the head was sent what was learnt since
 * @param sampled whether its trace is one of the share that is kept, as its endpoints were told
 * @param encrypted whether the client's connection was
 * @param route the route's name; {@code unknown} where none was found
 * @param model the model name that the client sent; null until the body was read
 * @param fingerprint the upstream's {@code system_fingerprint}
 * @param responseId what the upstream calls its reply
 * @param mismatch observed, or hinted at, inside the boundary, but outside the declared reach
 * @param requestBytes of the client's body, once it was taken whole
 * @param replyBytes of the reply that was served, as it was handed to the client's connection; a refusal is none
 * @param waitedNanos how long it stood in line for an endpoint, all in all
 * @param timeToFirstTokenNanos accepted to first content, streams only; -1 for none
 * @param upstreamTimeToFirstTokenNanos request written to first content, streams only; -1 for none
 * @param overheadNanos accepted to the first attempt's request handed to the wire; -1 where nothing was sent
 */
public record ExchangeRecord(
        @Nullable Jurisdiction home,
        Stamp stamp,
        Instant at,
        String spanId,
        @Nullable String parentSpanId,
        boolean sampled,
        boolean encrypted,
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
        @Nullable String responseId,
        @Nullable String fingerprint,
        Usage usage,
        boolean stream,
        boolean mismatch,
        long requestBytes,
        long replyBytes,
        long waitedNanos,
        long durationNanos,
        long timeToFirstTokenNanos,
        long upstreamTimeToFirstTokenNanos,
        long overheadNanos) {

    public ExchangeRecord {
        attempts = attempts.size() == 1 ? List.of(attempts.get(0)) : List.copyOf(attempts); // one is the rule
    }

    /** The W3C trace flags that its endpoints were told. */
    public String traceFlags() {
        return TraceContext.flags(sampled);
    }

    /** Whether nobody knows whose law it falls under: such a record names no user, session or tenant. */
    public boolean withoutJurisdiction() {
        return stamp.jurisdiction().equals(Stamp.UNKNOWN);
    }
}
