package io.bailiwick.routing.health;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.Plan;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.RoutingObserver;
import io.bailiwick.routing.waiting.WaitingLines;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The live state of every place that attempts go to; outlives a reload, keyed by url and upstream model. */
public final class EndpointHealth implements Plan.Availability {

    /** The longest rest that an upstream can ask for. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(2);

    /** The same, where it answers and only counts down: how long it needs is its guess, and it is asked again to see. */
    private static final Duration LONGEST_REST_OF_ONE_WHO_ANSWERS = Duration.ofSeconds(20);

    /** How long a place takes no attempts that failed too often; after it, a few show whether it serves again. */
    private static final Duration BREAKER_REST = Duration.ofSeconds(5);

    /** What is left of a rest that is over; for how long does not matter. */
    private static final Duration OVER = Duration.ofNanos(-1);

    private final ConcurrentMap<Candidate.Key, State> states = new ConcurrentHashMap<>();
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
        State state = of(candidate);
        Duration rest = state.restLeft();
        if (rest.compareTo(Duration.ZERO) > 0) {
            return rest;
        }
        return state.breaker.getState() == CircuitBreaker.State.OPEN ? state.probesIn() : null;
    }

    @Override
    public @Nullable String unavailable(Candidate candidate, Jurisdiction jurisdiction) {
        return unavailable(of(candidate), candidate, jurisdiction);
    }

    private @Nullable String unavailable(State state, Candidate candidate, Jurisdiction jurisdiction) {
        if (quarantine.holds(candidate.key(), jurisdiction.name())) {
            return PassedOver.QUARANTINED;
        }
        if (state.restLeft().compareTo(Duration.ZERO) > 0) {
            return PassedOver.RESTING;
        }
        if (state.underWay.get() >= candidate.endpoint().concurrency()) {
            return PassedOver.SATURATED;
        }
        return null;
    }

    /** Takes a ticket for one attempt, or says why there is none: the last word, after the plan's. */
    public Admission admit(Candidate candidate, Jurisdiction jurisdiction) {
        State state = of(candidate);
        state.called(candidate);
        String reason = unavailable(state, candidate, jurisdiction);
        if (reason != null) {
            return new Admission.No(reason);
        }
        if (state.underWay.incrementAndGet() > candidate.endpoint().concurrency()) {
            state.underWay.decrementAndGet();
            return new Admission.No(PassedOver.SATURATED);
        }
        if (!state.breaker.tryAcquirePermission()) {
            state.underWay.decrementAndGet();
            return new Admission.No(PassedOver.RESTING);
        }
        return new AttemptTicket(state, candidate);
    }

    /** A probe without a prompt found it answering or not. */
    public void probed(Candidate candidate, boolean answers) {
        State state = of(candidate);
        if (!answers) {
            state.probesAlone = false;
            state.open();
        } else if (state.breaker.getState() != CircuitBreaker.State.CLOSED) {
            state.probeAnswered();
        }
    }

    /** How that place stands now. */
    public Standing standing(Candidate candidate) {
        State state = of(candidate);
        if (state.restLeft().compareTo(Duration.ZERO) > 0) {
            return Standing.RESTING;
        }
        return switch (state.breaker.getState()) {
            case OPEN, FORCED_OPEN -> Standing.RESTING;
            case HALF_OPEN -> Standing.PROBING;
            default -> Standing.SERVING;
        };
    }

    /** Attempts under way there. */
    public int underWay(Candidate candidate) {
        return of(candidate).underWay.get();
    }

    private State of(Candidate candidate) {
        Candidate.Key place = candidate.key();
        State known = states.get(place);
        return known != null ? known : states.computeIfAbsent(place, key -> new State(candidate));
    }

    private final class State {

        /** Nobody listens to it while it is closed: it makes an event of each success as soon as anybody does. */
        volatile CircuitBreaker breaker;

        /** As the policy that asked last calls it: a reload may give a place another name. */
        private volatile Candidate candidate;

        final AtomicInteger underWay = new AtomicInteger();

        /** The last that was listened to. */
        private @Nullable CircuitBreaker heard;

        private volatile long restUntilNanos;

        /** Most places never rest, and then nobody has to look at the clock for it. */
        private volatile boolean everRested;

        private volatile long probesFromNanos = nanoTime.getAsLong();

        /** Whether a probe is the last that was heard of it, and it answered; until an attempt says more, one failure rests it again. */
        private volatile boolean probesAlone;

        State(Candidate candidate) {
            this.candidate = candidate;
            breaker = closed();
        }

        @SuppressWarnings("ReferenceEquality") // another object is only worth another look
        void called(Candidate now) {
            if (candidate != now) {
                candidate = now;
            }
        }

        private CircuitBreaker closed() {
            return CircuitBreaker.of(
                    candidate.key().toString(),
                    CircuitBreakerConfig.custom()
                            .slidingWindow(20, 5, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                            .failureRateThreshold(50)
                            .waitDurationInOpenState(BREAKER_REST)
                            .permittedNumberOfCallsInHalfOpenState(2)
                            .maxWaitDurationInHalfOpenState(Duration.ofSeconds(30))
                            .clock(clock)
                            .currentTimestampFunction(ticks -> nanoTime.getAsLong(), TimeUnit.NANOSECONDS)
                            .build());
        }

        /** Whoever may have opened it looks: from then on it is listened to, until it closes and a new one takes its place. */
        private void listenOnceOpened() {
            CircuitBreaker mine = breaker;
            if (mine.getState() != CircuitBreaker.State.CLOSED && isFirstToHear(mine)) {
                mine.getEventPublisher()
                        .onStateTransition(
                                event -> became(event.getStateTransition().getToState()));
                became(CircuitBreaker.State.OPEN);
            }
        }

        private synchronized boolean isFirstToHear(CircuitBreaker opened) {
            boolean first = heard != opened;
            heard = opened;
            return first;
        }

        private void became(CircuitBreaker.State now) {
            switch (now) {
                case OPEN -> {
                    probesFromNanos = nanoTime.getAsLong() + BREAKER_REST.toNanos();
                    observer.rests(candidate, RestReason.FAILURES, BREAKER_REST);
                }
                case CLOSED -> {
                    breaker = closed();
                    observer.serves(candidate);
                }
                default -> {}
            }
            waiting.changed(candidate.key());
        }

        /** The first lets attempts try it; one more with no attempt between shows that nobody will, and stands in for theirs. */
        void probeAnswered() {
            if (probesAlone && underWay.get() == 0) {
                breaker.transitionToClosedState();
            } else {
                probesAlone = true;
                if (breaker.getState() == CircuitBreaker.State.OPEN) {
                    breaker.transitionToHalfOpenState();
                }
            }
        }

        /** One answer among failures may be the one with which there are enough to count. */
        void attemptAnswered() {
            probesAlone = false;
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            listenOnceOpened();
        }

        void attemptFailed() {
            boolean onProbation = probesAlone;
            probesAlone = false;
            breaker.onError(0, TimeUnit.NANOSECONDS, new AttemptFailed());
            listenOnceOpened();
            if (onProbation) {
                open();
            }
        }

        void open() {
            if (breaker.getState() != CircuitBreaker.State.OPEN) {
                breaker.transitionToOpenState();
                listenOnceOpened();
            }
        }

        Duration restLeft() {
            return everRested ? Duration.ofNanos(restUntilNanos - nanoTime.getAsLong()) : OVER;
        }

        Duration probesIn() {
            long left = probesFromNanos - nanoTime.getAsLong();
            return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
        }

        /** A longer rest stands, whoever asks for a shorter one. */
        synchronized void rest(Candidate candidate, Duration asked, RestReason why) {
            Duration length = asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked;
            if (length.compareTo(restLeft()) <= 0) {
                return;
            }
            restUntilNanos = nanoTime.getAsLong() + length.toNanos();
            everRested = true;
            observer.rests(candidate, why, length);
        }
    }

    /** A permit for one attempt; ends exactly once, with the true ending. */
    private final class AttemptTicket implements Admission.Ticket {

        private final State state;
        private final Candidate candidate;
        private boolean answered;
        private boolean ended;

        AttemptTicket(State state, Candidate candidate) {
            this.state = state;
            this.candidate = candidate;
        }

        @Override
        public void answers() {
            if (!ended && !answered) {
                answered = true;
                state.attemptAnswered();
            }
        }

        @Override
        public void succeeded() {
            answers();
            if (end()) {
                changed();
            }
        }

        @Override
        public void failed() {
            if (end()) {
                state.attemptFailed();
                changed();
            }
        }

        @Override
        public void asksToRest(Duration length, RestReason why) {
            if (end()) {
                release();
                state.rest(candidate, length, why);
                changed();
            }
        }

        @Override
        public void restsMeanwhile(Duration length) {
            Duration bounded =
                    length.compareTo(LONGEST_REST_OF_ONE_WHO_ANSWERS) > 0 ? LONGEST_REST_OF_ONE_WHO_ANSWERS : length;
            if (!ended) {
                state.rest(candidate, bounded, RestReason.ASKED);
                changed();
            }
        }

        @Override
        public void abandoned() {
            if (end()) {
                release();
                changed();
            }
        }

        /** A permission that was used up by an answer is not given back. */
        private void release() {
            if (!answered) {
                state.breaker.releasePermission();
            }
        }

        /** Last, when all that the ending means stands: whoever is called may look at once. */
        private void changed() {
            waiting.changed(candidate.key());
        }

        private boolean end() {
            if (ended) {
                return false;
            }
            ended = true;
            state.underWay.decrementAndGet();
            return true;
        }
    }

    /** What the breaker is told; it counts, and reads nothing. */
    private static final class AttemptFailed extends RuntimeException {
        AttemptFailed() {
            super("attempt failed", null, false, false);
        }
    }
}
