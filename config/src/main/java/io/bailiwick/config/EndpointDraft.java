package io.bailiwick.config;

import io.bailiwick.routing.Candidate;
import java.util.Map;
import java.util.Set;

/**
 * An endpoint as it was read: how to speak to it, and what it would run for each route.
 *
 * @param host whose it is: its url's, or the one that its certificate names
 * @param written the routes that its models name, those with problems included
 */
record EndpointDraft(Upstream upstream, String host, Map<String, Candidate> byRoute, Set<String> written) {
    EndpointDraft {
        byRoute = Map.copyOf(byRoute);
        written = Set.copyOf(written);
    }
}
