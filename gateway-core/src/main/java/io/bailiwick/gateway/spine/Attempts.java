package io.bailiwick.gateway.spine;

import io.bailiwick.config.Upstream;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.Planned;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.RetryOn;
import io.bailiwick.routing.RouteOptions;
import io.bailiwick.routing.health.Admission;
import io.bailiwick.routing.waiting.WaitingLines;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exchange's attempts: which comes next, and when none is left. */
final class Attempts implements Exchange.Running {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final AttemptUpstream step;
    private final Exchange exchange;
    private final RouteOptions options;
    private final Considered considered;
    private final Deque<Candidate> left;
    private @Nullable Attempt current;
    private @Nullable Queued queued;
    private final Patience patience;
    private boolean retriedStale;
    private boolean freshConnection;

    /** What came of looking for the next attempt. */
    enum Found {
        ATTEMPT,
        NOBODY_FREE,
        /** The attempts of this request, or the retries of everybody, are used up. */
        NO_ATTEMPT_LEFT
    }

    Attempts(AttemptUpstream step, Exchange exchange, Planned planned) {
        this.step = step;
        this.exchange = exchange;
        this.options = exchange.route().options();
        this.considered = new Considered(exchange, step.planRoute);
        this.left = new ArrayDeque<>(planned.attempts());
        this.patience = new Patience(
                exchange.client.loop(), step.nanoTime, options.timeouts().request(), this::deadlineExceeded);
        considered.add(planned.passedOver());
    }

    void begin() {
        goOn();
    }

    private void next() {
        switch (tryEach(left)) {
            case ATTEMPT -> {
                // It goes on from there.
            }
            case NOBODY_FREE -> waitOrRefuse();
            case NO_ATTEMPT_LEFT -> exhausted();
        }
    }

    /** Who begins does not know of what runs here, and above the wire nobody catches: a client would wait for nothing. */
    private void goOn() {
        try {
            next();
        } catch (RuntimeException | Error broken) {
            LOG.error("a request broke the gateway at its attempts, trace {}", exchange.trace.traceId(), broken);
            Refusal refusal = Refusal.of(RefusalCode.GATEWAY_FAILED, "the gateway failed; nothing more was sent");
            cut(refusal);
            if (!exchange.isFinished()) {
                refuse(refusal); // where the next attempt was not far enough to be cut
            }
        }
    }

    /** Begins an attempt at the first of them that takes one; takes out of {@code candidates} whom it asked. */
    Found tryEach(Deque<Candidate> candidates) {
        Jurisdiction jurisdiction = exchange.permitted().jurisdiction();
        while (!candidates.isEmpty()) {
            if (exchange.begun() >= mostAttempts()) {
                return Found.NO_ATTEMPT_LEFT;
            }
            Candidate candidate = candidates.pop();
            String withdrawn = step.withdrawnNow(exchange, candidate);
            if (withdrawn != null) {
                considered.add(new PassedOver(candidate, withdrawn));
                continue;
            }
            String never = exchange.words().inTurn(candidate);
            if (never != null) {
                considered.add(new PassedOver(candidate, never));
                continue;
            }
            Upstream upstream = exchange.words().upstream(candidate);
            if (!upstream.credential().isReady()) {
                considered.add(new PassedOver(candidate, PassedOver.CREDENTIAL));
                continue;
            }
            if (othersCameBefore(candidate, jurisdiction)) {
                considered.add(new PassedOver(candidate, PassedOver.SATURATED));
                continue;
            }
            Admission admission = step.health.admit(candidate, jurisdiction);
            if (admission instanceof Admission.No no) {
                considered.add(new PassedOver(candidate, no.reason()));
                continue;
            }
            Admission.Ticket ticket = (Admission.Ticket) admission;
            if (!mayRetry(jurisdiction)) {
                ticket.abandoned();
                candidates.push(candidate);
                return Found.NO_ATTEMPT_LEFT;
            }
            send(candidate, upstream, ticket);
            return Found.ATTEMPT;
        }
        return Found.NOBODY_FREE;
    }

    private void send(Candidate candidate, Upstream upstream, Admission.Ticket ticket) {
        Queued waiting = queued;
        if (waiting != null) {
            queued = null;
            waiting.served(); // only with the ticket in hand: nobody is overtaken, and no place is lost
            exchange.runs(this);
        }
        freshConnection = false;
        current = attempt(candidate, upstream, ticket);
        current.send();
    }

    /** Whoever breaks before there is an attempt has nobody who would give its place back. */
    private Attempt attempt(Candidate candidate, Upstream upstream, Admission.Ticket ticket) {
        try {
            return new Attempt(step, exchange, this, candidate, upstream, ticket, patience, exchange.begin());
        } catch (RuntimeException | Error broken) {
            ticket.abandoned();
            throw broken;
        }
    }

    /** Whoever comes goes to the end of the line, even where a place is free this moment. */
    private boolean othersCameBefore(Candidate candidate, Jurisdiction jurisdiction) {
        WaitingLines lines = step.health.waiting();
        if (lines.count() == 0 || queued != null || exchange.begun() > 0) {
            return false;
        }
        Pool pool = exchange.route().poolFor(jurisdiction);
        return pool != null && lines.isWaitedFor(pool, candidate.key());
    }

    /** A kept connection that turned out to be closed says nothing of the endpoint, so it costs no attempt of few. */
    private int mostAttempts() {
        return Math.min(RouteOptions.MOST_ATTEMPTS, options.attempts() + (retriedStale ? 1 : 0));
    }

    private boolean mayRetry(Jurisdiction jurisdiction) {
        return exchange.begun() == 0
                || freshConnection
                || step.retryBudgets.of(jurisdiction.name()).spend();
    }

    /** Since the plan was made, it is no longer where this request may go. */
    void withdrawn(Attempt attempt, String reason) {
        considered.add(new PassedOver(attempt.candidate(), reason));
        goOn();
    }

    /** This attempt is over, and the same request would end the same way again. */
    void hopeless(Attempt attempt, String reason) {
        considered.add(PassedOver.failed(attempt.candidate(), reason));
        leaveUntried();
        refuse(considered.exhausted("").beyondRetry());
    }

    /** This attempt is over without a reply for the client. {@code kind} null: no model has run, so it always moves on. */
    void moveOn(Attempt attempt, String reason, @Nullable RetryOn kind, boolean mayReplay) {
        considered.add(PassedOver.failed(attempt.candidate(), reason));
        if (mayReplay && (kind == null || options.retryOn().contains(kind))) {
            goOn();
        } else {
            exhausted();
        }
    }

    /** A kept connection was closed by its peer before a byte of the reply: once, the same place by a new one. */
    boolean retryStale(Attempt attempt) {
        if (retriedStale || !options.retryOn().contains(RetryOn.RESET)) {
            return false;
        }
        retriedStale = true;
        freshConnection = true;
        left.push(attempt.candidate());
        goOn();
        return true;
    }

    boolean movesOnAfter(RetryOn kind) {
        return options.retryOn().contains(kind);
    }

    RouteOptions.Timeouts timeouts() {
        return options.timeouts();
    }

    /** Nobody takes it now: where its route waits, somebody may yet. */
    private void waitOrRefuse() {
        if (!options.waits() || exchange.begun() >= mostAttempts() || !considered.mayChange()) {
            exhausted();
            return;
        }
        Queued waiting = new Queued(step, exchange, this, considered);
        if (waiting.join()) {
            queued = waiting;
            exchange.runs(waiting);
        } else {
            refuse(considered.exhausted(", and as many requests wait as may"));
        }
    }

    private void exhausted() {
        leaveUntried();
        refuse(considered.exhausted(Queued.said(exchange)));
    }

    /** A refusal names every endpoint of the pool, asked or not. */
    private void leaveUntried() {
        left.forEach(untried -> considered.add(new PassedOver(untried, PassedOver.UNTRIED)));
        left.clear();
    }

    /** The reply is withheld: evidence says that it came from outside. */
    void contradicted(Attempt attempt) {
        considered.add(new PassedOver(attempt.candidate(), PassedOver.QUARANTINED));
        leaveUntried();
        refuse(considered.contradicted());
    }

    void refuse(Refusal refusal) {
        finished();
        step.finishExchange.refused(exchange, refusal);
    }

    void finished() {
        patience.end();
    }

    private void deadlineExceeded() {
        if (exchange.isFinished()) {
            return;
        }
        if (queued != null) {
            queued.cut(considered.late());
        } else if (current != null && !current.endsWhereComplete()) {
            considered.add(PassedOver.failed(current.candidate(), "timeout"));
            leaveUntried();
            boolean anothers = patience.isPaused() || current.isHeardFrom();
            current.stop(considered.late(), "timeout", anothers ? Attempt.Blame.NOBODY : Attempt.Blame.ENDPOINT);
        }
    }

    @Override
    public void clientLeft() {
        if (current != null) {
            finished();
            current.clientLeft();
            step.finishExchange.cancelled(exchange);
        }
    }

    @Override
    public void writable() {
        if (current != null) {
            current.resume();
        }
    }

    @Override
    public void cut(Refusal refusal) {
        if (current != null) {
            current.stop(refusal, "cancelled", Attempt.Blame.NOBODY);
        }
    }
}
