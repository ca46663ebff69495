package io.bailiwick.cli;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.RoutingObserver;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the process's log what happens to endpoints. */
final class RoutingLog implements RoutingObserver {

    private static final Logger LOG = LoggerFactory.getLogger("io.bailiwick.endpoints");

    private final RoutingObserver next;

    /** Tells {@code next} as well. */
    RoutingLog(RoutingObserver next) {
        this.next = next;
    }

    @Override
    public void rests(Candidate candidate, RestReason why, Duration length) {
        LOG.warn("{} rests for {} s: {}", candidate, length.toSeconds(), why);
        next.rests(candidate, why, length);
    }

    @Override
    public void serves(Candidate candidate) {
        LOG.info("{} serves again", candidate);
        next.serves(candidate);
    }

    @Override
    public void quarantined(Candidate candidate, Jurisdiction jurisdiction, String observedPlace) {
        LOG.error(
                "RESIDENCY CONTRADICTED: {} answered from {}, outside '{}'; quarantined for it until an operator lifts it",
                candidate,
                observedPlace,
                jurisdiction);
        next.quarantined(candidate, jurisdiction, observedPlace);
    }

    @Override
    public void waits(String jurisdiction) {
        next.waits(jurisdiction);
    }

    @Override
    public void waited(String jurisdiction, String ending) {
        next.waited(jurisdiction, ending);
    }

    @Override
    public void turnedAway(String jurisdiction) {
        next.turnedAway(jurisdiction);
    }

    @Override
    public void held(Candidate.Key key, String jurisdiction) {
        LOG.warn("{} ({}) is quarantined for '{}' by what was seen there before", key.url(), key.model(), jurisdiction);
        next.held(key, jurisdiction);
    }

    @Override
    public void lifted(Candidate.Key key, String jurisdiction) {
        LOG.warn("the quarantine of {} ({}) for '{}' is lifted", key.url(), key.model(), jurisdiction);
        next.lifted(key, jurisdiction);
    }
}
