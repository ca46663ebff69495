package io.bailiwick.gateway;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Upstream;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RoutingObserver;
import io.bailiwick.routing.health.EndpointHealth;
import io.bailiwick.routing.health.Quarantine;

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
        for (Quarantine.Entry entry : health.quarantine().entries()) {
            if (isOf(named, entry.key(), inForce) && health.quarantine().lift(entry.key(), entry.jurisdiction())) {
                health.waiting().changed(entry.key());
                observer.lifted(entry.key(), entry.jurisdiction());
                lifted++;
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
