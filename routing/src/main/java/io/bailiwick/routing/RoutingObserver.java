package io.bailiwick.routing;

import io.bailiwick.residency.Jurisdiction;
import java.time.Duration;

/** Told what routing learns about endpoints. */
public interface RoutingObserver {

    RoutingObserver NONE = new RoutingObserver() {};

    /** The endpoint takes no attempt for that long: it failed too often, or asked for it, or refused our credential. */
    default void rests(Candidate candidate, RestReason why, Duration length) {}

    /** The endpoint serves again. */
    default void serves(Candidate candidate) {}

    /** Evidence contradicted the boundary: nothing of that jurisdiction goes there until an operator says so. */
    default void quarantined(Candidate candidate, Jurisdiction jurisdiction, String observedPlace) {}

    /** A request of that jurisdiction waits for an endpoint of its pool. */
    default void waits(String jurisdiction) {}

    /** It waits no more: {@code served}, {@code expired}, {@code withdrawn}, {@code left} or {@code cut}. */
    default void waited(String jurisdiction, String ending) {}

    /** It would have waited, and as many wait as may. */
    default void turnedAway(String jurisdiction) {}

    /** What was seen before this process began, or before the policy in force, keeps that jurisdiction from it. */
    default void held(Candidate.Key key, String jurisdiction) {}

    /** An operator lifted it. */
    default void lifted(Candidate.Key key, String jurisdiction) {}

    /** Both, in that order. */
    static RoutingObserver both(RoutingObserver first, RoutingObserver second) {
        return new RoutingObserver() {
            @Override
            public void rests(Candidate candidate, RestReason why, Duration length) {
                first.rests(candidate, why, length);
                second.rests(candidate, why, length);
            }

            @Override
            public void serves(Candidate candidate) {
                first.serves(candidate);
                second.serves(candidate);
            }

            @Override
            public void quarantined(Candidate candidate, Jurisdiction jurisdiction, String observedPlace) {
                first.quarantined(candidate, jurisdiction, observedPlace);
                second.quarantined(candidate, jurisdiction, observedPlace);
            }

            @Override
            public void waits(String jurisdiction) {
                first.waits(jurisdiction);
                second.waits(jurisdiction);
            }

            @Override
            public void waited(String jurisdiction, String ending) {
                first.waited(jurisdiction, ending);
                second.waited(jurisdiction, ending);
            }

            @Override
            public void turnedAway(String jurisdiction) {
                first.turnedAway(jurisdiction);
                second.turnedAway(jurisdiction);
            }

            @Override
            public void held(Candidate.Key key, String jurisdiction) {
                first.held(key, jurisdiction);
                second.held(key, jurisdiction);
            }

            @Override
            public void lifted(Candidate.Key key, String jurisdiction) {
                first.lifted(key, jurisdiction);
                second.lifted(key, jurisdiction);
            }
        };
    }
}
