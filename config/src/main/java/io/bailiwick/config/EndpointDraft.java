package io.bailiwick.config;

import io.bailiwick.routing.Candidate;
import java.util.Map;
import java.util.Set;

/**
 * An endpoint as it was read: how to speak to it, and what it would run for each route.
 *
 * @param written the routes that its models name, those with problems included
 */
record EndpointDraft(Upstream upstream, Map<String, Candidate> byRoute, Set<String> written) {
    EndpointDraft {
        byRoute = Map.copyOf(byRoute);
        written = Set.copyOf(written);
    }

    String host() {
        return upstream.endpoint().url().getHost();
    }
}
