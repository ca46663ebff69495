package io.bailiwick.gateway.spine;

import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.Planned;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.waiting.WaitingLines;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exchange that waits for an endpoint of its own pool. It looks again when it is called, always under the permission
 * that it has and the policy then in force, and ends once: served, too late, or ended from outside.
 */
final class Queued implements Exchange.Running, WaitingLines.Waiter {

    private static final Logger LOG = LoggerFactory.getLogger(Queued.class);

    /** How long an endpoint that failed this very request, and does not rest, is not asked by it again. */
    private static final Duration AFTER_ITS_FAILURE = Duration.ofMillis(500);

    /** Clocks differ by a little: whoever looked in vain looks no sooner again by himself. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private final AttemptUpstream step;
    private final Exchange exchange;
    private final Attempts attempts;
    private final Considered considered;
    private final Pool pool;
    private final long sinceNanos;
    private final AtomicBoolean called = new AtomicBoolean();
    private final Map<Candidate.Key, Long> pausedUntilNanos = new HashMap<>();
    private WaitingLines.@Nullable Place place;
    private @Nullable ScheduledFuture<?> expiry;
    private @Nullable ScheduledFuture<?> lookAgain;
    private boolean over;

    Queued(AttemptUpstream step, Exchange exchange, Attempts attempts, Considered considered) {
        this.step = step;
        this.exchange = exchange;
        this.attempts = attempts;
        this.considered = considered;
        this.pool = Objects.requireNonNull(
                exchange.route().poolFor(exchange.permitted().jurisdiction()), "planned from a pool");
        this.sinceNanos = step.nanoTime.getAsLong();
    }

    /** False where as many wait as may. */
    boolean join() {
        String jurisdiction = exchange.jurisdiction();
        List<Candidate> wanted =
                pool.candidates().filter(considered::isWaitedFor).toList();
        place = step.health
                .waiting()
                .join(
                        pool,
                        wanted.stream()
                                .filter(each -> !considered.hasFailed(each))
                                .map(Candidate::key)
                                .toList(),
                        step.mostWaiting,
                        this);
        if (place == null) {
            step.observer.turnedAway(jurisdiction);
            return false;
        }
        wanted.stream()
                .filter(considered::hasFailed)
                .forEach(each -> pausedUntilNanos.put(each.key(), sinceNanos + AFTER_ITS_FAILURE.toNanos()));
        step.observer.waits(jurisdiction);
        expiry = exchange.loop().schedule(this::expired, leftNanos(), TimeUnit.NANOSECONDS);
        called(); // something may have changed between the plan and this
        return true;
    }

    /** What it may still wait of all that its route allows. */
    private long leftNanos() {
        Duration longest = Objects.requireNonNull(exchange.route().options().longestWait(), "a route that waits");
        return Math.max(0, longest.toNanos() - exchange.waitedNanos());
    }

    @Override
    public void called() {
        if (called.compareAndSet(false, true)) {
            exchange.loop().execute(this::lookOrBreak);
        }
    }

    /** Nothing above this catches what breaks here, and a client would wait for nothing. */
    private void lookOrBreak() {
        try {
            look();
        } catch (RuntimeException | Error broken) {
            LOG.error("a request that waited broke the gateway, trace {}", exchange.trace.traceId(), broken);
            if (!exchange.isFinished()) {
                exchange.running()
                        .cut(Refusal.of(RefusalCode.GATEWAY_FAILED, "the gateway failed while the request waited"));
            }
        }
    }

    private void look() {
        called.set(false); // before anything is read: what changes from now on calls again
        if (over) {
            return;
        }
        endPauses();
        Deque<Candidate> ready = new ArrayDeque<>();
        if (!findReady(step.planRoute.again(exchange), ready)) {
            refuse("withdrawn");
            return;
        }
        switch (attempts.tryEach(ready)) {
            case ATTEMPT -> {
                // It was told by being served.
            }
            case NOBODY_FREE -> watch();
            case NO_ATTEMPT_LEFT -> refuse("spent");
        }
    }

    /** Puts those into {@code ready} where it is next; false where no endpoint is left that could ever take it. */
    private boolean findReady(Planned planned, Deque<Candidate> ready) {
        boolean hope = false;
        for (Candidate candidate : planned.attempts()) {
            String withdrawn = step.withdrawnNow(exchange, candidate);
            if (withdrawn != null) {
                considered.add(new PassedOver(candidate, withdrawn));
                continue;
            }
            hope = true;
            if (isFirst(candidate)) {
                ready.add(candidate);
            } else {
                considered.add(new PassedOver(candidate, PassedOver.SATURATED));
            }
        }
        for (PassedOver each : planned.passedOver()) {
            String withdrawn = step.withdrawnNow(exchange, each.candidate());
            considered.add(withdrawn == null ? each : new PassedOver(each.candidate(), withdrawn));
            hope |= withdrawn == null && each.mayChange();
        }
        return hope;
    }

    /** Looks again when time alone may have changed something; only whoever is next somewhere has to. */
    private void watch() {
        Duration soonest = null;
        for (Candidate candidate : (Iterable<Candidate>) pool.candidates()::iterator) {
            Duration in = changesIn(candidate);
            if (in != null && (soonest == null || in.compareTo(soonest) < 0)) {
                soonest = in;
            }
        }
        cancel(lookAgain);
        if (soonest != null) {
            long nanos = Math.max(soonest.toNanos(), SHORTEST_PAUSE.toNanos());
            lookAgain = exchange.loop().schedule(this::called, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private @Nullable Duration changesIn(Candidate candidate) {
        Long pausedUntil = pausedUntilNanos.get(candidate.key());
        if (pausedUntil != null) {
            return Duration.ofNanos(Math.max(0, pausedUntil - step.nanoTime.getAsLong()));
        }
        return isFirst(candidate) ? step.health.changesIn(candidate) : null;
    }

    private boolean isFirst(Candidate candidate) {
        return place != null && place.isFirst(candidate.key());
    }

    private void endPauses() {
        long now = step.nanoTime.getAsLong();
        pausedUntilNanos.entrySet().removeIf(paused -> {
            boolean ended = now - paused.getValue() >= 0;
            if (ended && place != null) {
                place.alsoFor(paused.getKey());
            }
            return ended;
        });
    }

    /** An endpoint takes it. */
    void served() {
        end("served");
    }

    private void expired() {
        refuse("expired");
    }

    private void refuse(String ending) {
        if (end(ending)) {
            attempts.refuse(considered.exhausted(said(exchange)));
        }
    }

    @Override
    public void clientLeft() {
        if (end("left")) {
            attempts.finished();
            step.finishExchange.cancelled(exchange);
        }
    }

    @Override
    public void writable() {
        // Nothing was written yet.
    }

    @Override
    public void cut(Refusal refusal) {
        if (end("cut")) {
            attempts.refuse(refusal);
        }
    }

    /** True once: out of every line, and whoever is next is called. */
    private boolean end(String ending) {
        if (over) {
            return false;
        }
        over = true;
        cancel(expiry);
        cancel(lookAgain);
        exchange.waited(step.nanoTime.getAsLong() - sinceNanos);
        if (place != null) {
            place.leave();
        }
        step.observer.waited(exchange.jurisdiction(), ending);
        return true;
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** How a refusal says that its request has waited. */
    static String said(Exchange exchange) {
        long millis = exchange.waitedNanos() / 1_000_000;
        return exchange.waitedNanos() == 0 ? "" : ", and none could in the " + millis + " ms that it waited";
    }
}
