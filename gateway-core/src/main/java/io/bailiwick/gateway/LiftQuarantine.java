package io.bailiwick.gateway;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Upstream;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RoutingObserver;
import io.bailiwick.routing.health.EndpointHealth;
import java.util.Set;

/** An operator has looked at an endpoint, and it may be asked again. */
final class LiftQuarantine {

    private final EndpointHealth health;
    private final RoutingObserver observer;

    LiftQuarantine(EndpointHealth health, RoutingObserver observer) {
        this.health = health;
        this.observer = observer;
    }

    /** Of every model and jurisdiction at the endpoint of that name; returns how many were held. */
    int of(String endpoint, GatewaySnapshot inForce) {
        Upstream named = inForce.upstreams().get(endpoint);
        if (named == null) {
            return 0;
        }
        int lifted = 0;
        for (Candidate.Key place : health.quarantine().places()) {
            if (isOf(named, place, inForce)) {
                Set<String> whom = health.quarantine().lift(place);
                health.waiting().changed(place);
                whom.forEach(jurisdiction -> observer.lifted(place, jurisdiction));
                lifted += whom.size();
            }
        }
        return lifted;
    }

    /** Its own, and what no policy's endpoint has any more: whoever else is there is lifted by its own name. */
    private static boolean isOf(Upstream named, Candidate.Key place, GatewaySnapshot inForce) {
        return place.url().equals(named.endpoint().url())
                && (named.has(place.model())
                        || inForce.upstreams().values().stream()
                                .noneMatch(other ->
                                        other.endpoint().url().equals(place.url()) && other.has(place.model())));
    }
}
