package io.bailiwick.routing.health;

import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.RoutingObserver;
import io.bailiwick.routing.waiting.WaitingLines;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One place that attempts go to: how many are under way, whether it fails too often, and for how long it asked to rest. */
final class PlaceState {

    /** The longest rest that an upstream can ask for. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(2);

    /** The same, where it answers and only counts down: how long it needs is its guess, and it is asked again to see. */
    private static final Duration LONGEST_REST_OF_ONE_WHO_ANSWERS = Duration.ofSeconds(20);

    /** How long a place takes no attempts that failed too often; after it, a few show whether it serves again. */
    private static final Duration BREAKER_REST = Duration.ofSeconds(5);

    /** What is left of a rest that is over; for how long does not matter. */
    private static final Duration OVER = Duration.ofNanos(-1);

    private final LongSupplier nanoTime;
    private final Clock clock;
    private final RoutingObserver observer;
    private final WaitingLines waiting;
    private final AtomicInteger underWay = new AtomicInteger();

    /** As the policy that asked last calls it: a reload may give a place another name. */
    private volatile Candidate candidate;

    /** Nobody listens to it while it is closed: it makes an event of each success as soon as anybody does. */
    private volatile CircuitBreaker breaker;

    /** The last that was listened to. */
    private @Nullable CircuitBreaker heard;

    private volatile long restUntilNanos;

    /** Of the rest that it asked for last. */
    private volatile RestReason why = RestReason.ASKED;

    /** Most places never rest, and then nobody has to look at the clock for it. */
    private volatile boolean everRested;

    private volatile long probesFromNanos;

    /** Whether a probe is the last that was heard of it, and it answered; until an attempt says more, one failure rests it again. */
    private volatile boolean probesAlone;

    PlaceState(
            Candidate candidate, LongSupplier nanoTime, Clock clock, RoutingObserver observer, WaitingLines waiting) {
        this.candidate = candidate;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.observer = observer;
        this.waiting = waiting;
        this.probesFromNanos = nanoTime.getAsLong();
        this.breaker = closed();
    }

    // Whether it takes an attempt.

    /** Why it takes none now; null where it seems to. */
    @Nullable
    String unavailable(Candidate asking) {
        if (rests()) {
            return PassedOver.RESTING;
        }
        return underWay.get() >= asking.endpoint().concurrency() ? PassedOver.SATURATED : null;
    }

    /** Takes one more attempt, which leaves by {@link #left}; or says why not. */
    @Nullable
    String enter(Candidate asking) {
        if (underWay.incrementAndGet() > asking.endpoint().concurrency()) {
            underWay.decrementAndGet();
            return PassedOver.SATURATED;
        }
        if (!breaker.tryAcquirePermission()) {
            underWay.decrementAndGet();
            return PassedOver.RESTING;
        }
        return null;
    }

    @SuppressWarnings("ReferenceEquality") // another object is only worth another look
    void called(Candidate now) {
        if (candidate != now) {
            candidate = now;
        }
    }

    int underWay() {
        return underWay.get();
    }

    Standing standing() {
        if (rest() != null) {
            return Standing.RESTING;
        }
        return breaker.getState() == CircuitBreaker.State.CLOSED ? Standing.SERVING : Standing.PROBING;
    }

    /** What an upstream asked for comes before what its failures cost it. */
    @Nullable
    Rest rest() {
        Duration asked = restLeft();
        if (asked.compareTo(Duration.ZERO) > 0) {
            return new Rest(why, asked);
        }
        Duration failures = breaker.getState() == CircuitBreaker.State.OPEN ? probesIn() : Duration.ZERO;
        return failures.isZero() ? null : new Rest(RestReason.FAILURES, failures);
    }

    String breaker() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    /** How long until time alone lets it take attempts again; null where only an event will, or nothing has to. */
    @Nullable
    Duration changesIn() {
        Duration rest = restLeft();
        if (rest.compareTo(Duration.ZERO) > 0) {
            return rest;
        }
        return breaker.getState() == CircuitBreaker.State.OPEN ? probesIn() : null;
    }

    private boolean rests() {
        return restLeft().compareTo(Duration.ZERO) > 0;
    }

    private Duration restLeft() {
        return everRested ? Duration.ofNanos(restUntilNanos - nanoTime.getAsLong()) : OVER;
    }

    private Duration probesIn() {
        long left = probesFromNanos - nanoTime.getAsLong();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    // How attempts end.

    void left() {
        underWay.decrementAndGet();
    }

    /** What it would have shown of the place's health is not known. */
    void unjudged() {
        breaker.releasePermission();
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

    void rest(Candidate asked, Duration length, RestReason why) {
        rest(asked, length, why, LONGEST_REST);
    }

    void restThoughItAnswers(Candidate asked, Duration length) {
        rest(asked, length, RestReason.ASKED, LONGEST_REST_OF_ONE_WHO_ANSWERS);
    }

    /** A longer rest stands, whoever asks for a shorter one. */
    private synchronized void rest(Candidate asked, Duration length, RestReason because, Duration longest) {
        Duration bounded = length.compareTo(longest) > 0 ? longest : length;
        if (bounded.compareTo(restLeft()) <= 0) {
            return;
        }
        why = because;
        restUntilNanos = nanoTime.getAsLong() + bounded.toNanos();
        everRested = true;
        observer.rests(asked, because, bounded);
    }

    // What probes without a prompt find.

    /** The first lets attempts try it; one more with no attempt between shows that nobody will, and stands in for theirs. */
    void probeAnswered() {
        if (breaker.getState() == CircuitBreaker.State.CLOSED) {
            return;
        }
        if (probesAlone && underWay.get() == 0) {
            breaker.transitionToClosedState();
        } else {
            probesAlone = true;
            if (breaker.getState() == CircuitBreaker.State.OPEN) {
                breaker.transitionToHalfOpenState();
            }
        }
    }

    void probeFailed() {
        probesAlone = false;
        open();
    }

    // The breaker.

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

    private void open() {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            breaker.transitionToOpenState();
            listenOnceOpened();
        }
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

    /** What the breaker is told; it counts, and reads nothing. */
    private static final class AttemptFailed extends RuntimeException {
        AttemptFailed() {
            super("attempt failed", null, false, false);
        }
    }
}
