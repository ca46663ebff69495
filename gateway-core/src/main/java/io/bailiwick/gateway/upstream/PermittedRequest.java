package io.bailiwick.gateway.upstream;

import io.bailiwick.config.Upstream;
import io.bailiwick.residency.Permitted;
import io.bailiwick.routing.Candidate;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;

/**
 * One request for one candidate, with the permission that it goes there under.
 *
 * <p>Cannot be made for a candidate outside the permission: the second line of defence, the plan already promised it.
 *
 * @param path absolute path on that host
 * @param headers what it brings itself; host, length and credential are the connection's to add
 * @param body the very bytes that were judged
 */
public record PermittedRequest(
        Permitted permitted,
        Candidate candidate,
        Upstream upstream,
        HttpMethod method,
        String path,
        RequestHead headers,
        byte[] body,
        Duration connectTimeout) {

    public PermittedRequest {
        if (!permitted.covers(candidate.reach())) {
            throw new IllegalArgumentException(candidate + " is outside: " + permitted);
        }
        if (!upstream.endpoint().equals(candidate.endpoint())) {
            throw new IllegalArgumentException(candidate + " would be reached through " + upstream.endpoint());
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
