package io.bailiwick.gateway.spine;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.RetryOn;
import io.bailiwick.routing.RouteOptions;
import io.bailiwick.routing.RoutePlan;
import io.bailiwick.routing.health.Admission;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One exchange's attempts: which comes next, and what the client is told when none is left. */
final class Attempts implements Exchange.Running {

    private final AttemptUpstream step;
    private final Exchange exchange;
    private final RoutePlan plan;
    private final RouteOptions options;
    private final Deque<Candidate> left;
    private final List<PassedOver> passedOver;
    private @Nullable Attempt current;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable Duration shortestRest;
    private boolean retriedStale;
    private boolean freshConnection;

    Attempts(AttemptUpstream step, Exchange exchange, RoutePlan plan) {
        this.step = step;
        this.exchange = exchange;
        this.plan = plan;
        this.options = exchange.route().options();
        this.left = new ArrayDeque<>(plan.attempts());
        this.passedOver = new ArrayList<>(plan.passedOver());
    }

    void begin() {
        deadline = exchange.client
                .loop()
                .schedule(this::deadlineExceeded, options.timeouts().request().toNanos(), TimeUnit.NANOSECONDS);
        next();
    }

    private void next() {
        Jurisdiction jurisdiction = plan.permitted().jurisdiction();
        while (!left.isEmpty()) {
            if (exchange.begun() >= mostAttempts()) {
                break;
            }
            Candidate candidate = left.pop();
            if (!step.insideNow(exchange, candidate)) {
                passedOver.add(new PassedOver(candidate, PassedOver.OUTSIDE));
                continue;
            }
            Admission admission = step.health.admit(candidate, jurisdiction);
            if (admission instanceof Admission.No no) {
                passedOver.add(new PassedOver(candidate, no.reason()));
                continue;
            }
            Admission.Ticket ticket = (Admission.Ticket) admission;
            if (!mayRetry(jurisdiction)) {
                ticket.abandoned();
                left.push(candidate);
                break;
            }
            freshConnection = false;
            current = new Attempt(step, exchange, this, candidate, ticket, exchange.begin());
            current.send();
            return;
        }
        exhausted();
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
        passedOver.add(new PassedOver(attempt.candidate(), reason));
        next();
    }

    /** This attempt is over, and the same request would end the same way again. */
    void hopeless(Attempt attempt, String reason) {
        passedOver.add(PassedOver.failed(attempt.candidate(), reason));
        finished();
        step.finishExchange.refused(
                exchange, PlanRoute.exhausted(plan.permitted(), passedOver).beyondRetry());
    }

    /** This attempt is over without a reply for the client. {@code kind} null: always moves on. */
    void moveOn(Attempt attempt, String reason, @Nullable RetryOn kind, boolean mayReplay) {
        passedOver.add(PassedOver.failed(attempt.candidate(), reason));
        if (mayReplay && (kind == null || options.retryOn().contains(kind))) {
            next();
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
        next();
        return true;
    }

    boolean movesOnAfter(RetryOn kind) {
        return options.retryOn().contains(kind);
    }

    RouteOptions.Timeouts timeouts() {
        return options.timeouts();
    }

    void asksToRest(Duration length) {
        if (shortestRest == null || length.compareTo(shortestRest) < 0) {
            shortestRest = length;
        }
    }

    private void exhausted() {
        left.forEach(untried -> passedOver.add(new PassedOver(untried, "untried")));
        Refusal refusal = PlanRoute.exhausted(plan.permitted(), passedOver);
        if (refusal.retryable() && shortestRest != null) {
            refusal = refusal.retryAfter(shortestRest);
        }
        finished();
        step.finishExchange.refused(exchange, refusal);
    }

    /** The reply is withheld: evidence says that it came from outside. */
    void contradicted(Attempt attempt) {
        finished();
        List<PassedOver> candidates = new ArrayList<>(passedOver);
        candidates.add(new PassedOver(attempt.candidate(), PassedOver.QUARANTINED));
        step.finishExchange.refused(exchange, contradiction().considering(candidates));
    }

    static Refusal contradiction() {
        return Refusal.of(
                RefusalCode.RESIDENCY_CONTRADICTED,
                "the response shows processing outside the boundary; it is withheld and the endpoint is quarantined");
    }

    void finished() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void deadlineExceeded() {
        if (current != null && !exchange.isFinished()) {
            List<PassedOver> candidates = new ArrayList<>(passedOver);
            candidates.add(PassedOver.failed(current.candidate(), "timeout"));
            current.stop(
                    Refusal.of(RefusalCode.DEADLINE_EXCEEDED, "the request took longer than its route allows")
                            .considering(candidates),
                    "timeout",
                    current.isPaused() ? Attempt.Blame.NOBODY : Attempt.Blame.ENDPOINT);
        }
    }

    @Override
    public void clientLeft() {
        if (current != null) {
            finished();
            current.cancel("cancelled", Attempt.Blame.NOBODY);
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
