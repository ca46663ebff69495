package io.bailiwick.gateway.upstream;

import io.bailiwick.config.Upstream;
import io.bailiwick.residency.Permitted;
import io.bailiwick.routing.Candidate;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import java.time.Duration;
import java.util.List;

/**
 * One request for one candidate, with the permission that it goes there under.
 *
 * <p>Cannot be made for a candidate outside the permission: the second line of defence, the plan already promised it.
 *
 * @param path absolute path on that host
 * @param headers without host, length and credential: those are the connection's to add
 * @param body the very bytes that were judged
 */
public record PermittedRequest(
        Permitted permitted,
        Candidate candidate,
        Upstream upstream,
        HttpMethod method,
        String path,
        HttpHeaders headers,
        byte[] body,
        Duration connectTimeout) {

    /** A second one of these, and two readers see two different requests. */
    private static final List<AsciiString> THE_CONNECTIONS =
            List.of(HttpHeaderNames.HOST, HttpHeaderNames.CONTENT_LENGTH, HttpHeaderNames.TRANSFER_ENCODING);

    public PermittedRequest {
        if (!permitted.covers(candidate.reach())) {
            throw new IllegalArgumentException(candidate + " is outside: " + permitted);
        }
        if (!upstream.endpoint().equals(candidate.endpoint())) {
            throw new IllegalArgumentException(candidate + " would be reached through " + upstream.endpoint());
        }
        for (CharSequence own : THE_CONNECTIONS) {
            if (headers.contains(own)) {
                throw new IllegalArgumentException(own + " is the connection's to add, not the request's");
            }
        }
    }

    Place place() {
        return new Place(
                candidate.endpoint().url(),
                candidate.reach(),
                upstream.credential(),
                upstream.tls(),
                upstream.networks());
    }
}
