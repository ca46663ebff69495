package io.bailiwick.routing.health;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.Plan;
import io.bailiwick.routing.RoutingObserver;
import io.bailiwick.routing.waiting.WaitingLines;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The live state of every place that attempts go to; outlives a reload, keyed by url and upstream model. */
public final class EndpointHealth implements Plan.Availability {

    private final ConcurrentMap<Candidate.Key, PlaceState> states = new ConcurrentHashMap<>();
    private final WaitingLines waiting = new WaitingLines();
    private final Quarantine quarantine;
    private final LongSupplier nanoTime;
    private final Clock clock;
    private final RoutingObserver observer;

    public EndpointHealth(Quarantine quarantine, LongSupplier nanoTime, Clock clock, RoutingObserver observer) {
        this.quarantine = quarantine;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.observer = observer;
    }

    public Quarantine quarantine() {
        return quarantine;
    }

    /** Whoever waits for a place to take an attempt; told of everything that changes here. */
    public WaitingLines waiting() {
        return waiting;
    }

    /** How long until time alone lets that place take attempts again; null where only an event will, or nothing has to. */
    public @Nullable Duration changesIn(Candidate candidate) {
        return of(candidate).changesIn();
    }

    @Override
    public @Nullable String unavailable(Candidate candidate, Jurisdiction jurisdiction) {
        return unavailable(of(candidate), candidate, jurisdiction);
    }

    private @Nullable String unavailable(PlaceState state, Candidate candidate, Jurisdiction jurisdiction) {
        return quarantine.holds(candidate.key(), jurisdiction) ? PassedOver.QUARANTINED : state.unavailable(candidate);
    }

    /** Takes a ticket for one attempt, or says why there is none: the last word, after the plan's. */
    public Admission admit(Candidate candidate, Jurisdiction jurisdiction) {
        PlaceState state = of(candidate);
        state.called(candidate);
        String reason = unavailable(state, candidate, jurisdiction);
        if (reason == null) {
            reason = state.enter(candidate);
        }
        return reason == null ? new AttemptTicket(state, candidate, waiting) : new Admission.No(reason);
    }

    /** A probe without a prompt found it answering or not. */
    public void probed(Candidate candidate, boolean answers) {
        if (answers) {
            of(candidate).probeAnswered();
        } else {
            of(candidate).probeFailed();
        }
    }

    /** How that place stands now. */
    public Standing standing(Candidate candidate) {
        return of(candidate).standing();
    }

    /** Why and for how long it takes no attempts; null where it takes them. */
    public @Nullable Rest rest(Candidate candidate) {
        return of(candidate).rest();
    }

    /** How its breaker stands: {@code closed}, {@code open} or {@code half_open}. */
    public String breaker(Candidate candidate) {
        return of(candidate).breaker();
    }

    /** Attempts under way there. */
    public int underWay(Candidate candidate) {
        return of(candidate).underWay();
    }

    private PlaceState of(Candidate candidate) {
        Candidate.Key place = candidate.key();
        PlaceState known = states.get(place);
        return known != null
                ? known
                : states.computeIfAbsent(place, key -> new PlaceState(candidate, nanoTime, clock, observer, waiting));
    }
}
