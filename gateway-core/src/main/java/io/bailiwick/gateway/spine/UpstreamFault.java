package io.bailiwick.gateway.spine;

import io.bailiwick.providers.Dialect;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.RetryOn;
import io.bailiwick.routing.health.Admission;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A status with which an endpoint takes no part in the request.
 *
 * @param kind the way of failing; null where no model has run, so that it is asked elsewhere whatever the policy says
 * @param rest how long the endpoint wants, or needs, to be left alone; null where it has just failed
 */
record UpstreamFault(@Nullable RetryOn kind, @Nullable Duration rest, RestReason why) {

    /** Who refused our credential refuses it once more a second later. */
    private static final UpstreamFault REFUSED_CREDENTIAL =
            new UpstreamFault(null, Duration.ofSeconds(30), RestReason.CREDENTIAL);

    /** Nobody follows it: where it leads is no place that the policy knows. */
    private static final UpstreamFault REDIRECT = new UpstreamFault(null, null, RestReason.ASKED);

    /** Null where the reply is the client's to read. */
    static @Nullable UpstreamFault of(int status, HttpHeaders headers, Dialect spoken, Clock clock) {
        if (status == 401 || status == 403) {
            return REFUSED_CREDENTIAL;
        }
        if (status >= 300 && status < 400) {
            return REDIRECT;
        }
        RetryOn kind = UpstreamHead.movesOnAs(status);
        if (kind == null) {
            return null;
        }
        Duration rest = UpstreamHead.retryAfter(headers, clock.instant());
        if (rest == null && kind == RetryOn.TOO_MANY_REQUESTS) {
            rest = SpentLimit.rest(headers, spoken, clock);
        }
        return new UpstreamFault(kind, rest, RestReason.ASKED);
    }

    boolean isRefusedCredential() {
        return why == RestReason.CREDENTIAL;
    }

    /** Ends the permit of the attempt that it ends, or whose reply says so to the client. */
    void end(Admission.Ticket ticket) {
        if (rest == null) {
            ticket.failed();
        } else {
            ticket.asksToRest(rest, why);
        }
    }
}
