package io.bailiwick.gateway.spine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every way in which this gateway says no: its status, whose fault it is, and whether a retry can help. */
public enum RefusalCode {
    MALFORMED_REQUEST(400, Origin.CLIENT, false),
    AUTHENTICATION_FAILED(401, Origin.CLIENT, false),
    JURISDICTION_UNRESOLVED(403, Origin.POLICY, false),
    JURISDICTION_CONFLICT(403, Origin.POLICY, false),
    JURISDICTION_WIDENED(403, Origin.POLICY, false),
    ROUTE_NOT_FOUND(404, Origin.CLIENT, false),
    PATH_NOT_FOUND(404, Origin.CLIENT, false),
    /** A body over its limit; a head over its limit is {@link #HEAD_TOO_LARGE}, under the same word. */
    REQUEST_TOO_LARGE(413, Origin.CLIENT, false),
    HEAD_TOO_LARGE(431, Origin.CLIENT, false, "request_too_large"),
    UNSUPPORTED_ENCODING(415, Origin.CLIENT, false),
    /** The tenant has used up its allowance; where that ran out is not the endpoints' fault. */
    RATE_LIMITED(429, Origin.CLIENT, true),
    RESIDENCY_NO_POOL(503, Origin.POLICY, false),
    RESIDENCY_POOL_EXHAUSTED(503, Origin.UPSTREAM, true),
    RESIDENCY_GATEWAY_OUTSIDE(503, Origin.POLICY, false),
    RESIDENCY_CONTRADICTED(503, Origin.UPSTREAM, false),
    RESIDENCY_FEATURE_REFUSED(503, Origin.POLICY, false),
    /** What shows who asks is not here now: an issuer's keys are missing or too old. */
    IDENTITY_UNAVAILABLE(503, Origin.GATEWAY, true),
    OVERLOADED(503, Origin.CAPACITY, true),
    DRAINING(503, Origin.CAPACITY, true),
    DEADLINE_EXCEEDED(504, Origin.UPSTREAM, false),
    /** An operator ended it before its reply began. */
    WITHDRAWN(503, Origin.GATEWAY, false),
    /** Something in here broke; nothing was sent that was not permitted. */
    GATEWAY_FAILED(500, Origin.GATEWAY, false),
    /** Only inside a stream: its head was sent, and its rest is not coming. */
    UPSTREAM_BROKEN(502, Origin.UPSTREAM, false);

    private final int status;
    private final Origin origin;
    private final boolean retryable;
    private final String word;

    RefusalCode(int status, Origin origin, boolean retryable) {
        this(status, origin, retryable, null);
    }

    RefusalCode(int status, Origin origin, boolean retryable, @Nullable String word) {
        this.status = status;
        this.origin = origin;
        this.retryable = retryable;
        this.word = word == null ? name().toLowerCase(Locale.ROOT) : word;
    }

    public int status() {
        return status;
    }

    public Origin origin() {
        return origin;
    }

    public boolean retryable() {
        return retryable;
    }

    /** As clients, logs and labels read it. */
    public String word() {
        return word;
    }

    /** Whether it is the law of some land that says no: what {@code bailiwick_residency_denials_total} counts. */
    public boolean isDenial() {
        return switch (this) {
            case JURISDICTION_UNRESOLVED,
                    JURISDICTION_CONFLICT,
                    JURISDICTION_WIDENED,
                    RESIDENCY_NO_POOL,
                    RESIDENCY_POOL_EXHAUSTED,
                    RESIDENCY_GATEWAY_OUTSIDE,
                    RESIDENCY_CONTRADICTED,
                    RESIDENCY_FEATURE_REFUSED -> true;
            default -> false;
        };
    }
}
