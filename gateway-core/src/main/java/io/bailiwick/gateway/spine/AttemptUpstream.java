package io.bailiwick.gateway.spine;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.upstream.Transport;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.Planned;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.RoutingObserver;
import io.bailiwick.routing.health.EndpointHealth;
import io.bailiwick.routing.health.RetryBudgets;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Step 7: the only loop. Makes attempts in the plan's order until one's reply is committed to the client. */
final class AttemptUpstream {

    final Transport transport;
    final EndpointHealth health;
    final RetryBudgets retryBudgets;
    final JudgeReply judgeReply;
    final Supplier<GatewaySnapshot> inForce;
    final RoutingObserver observer;
    final FinishExchange finishExchange;
    final PlanRoute planRoute;
    private final DecideResidency decideResidency;
    final Clock clock;
    final LongSupplier nanoTime;
    final RandomGenerator random;
    final Languages languages;
    final BufferedBytes buffered;
    final int mostWaiting;

    AttemptUpstream(Seams seams, FinishExchange finishExchange, PlanRoute planRoute, DecideResidency decideResidency) {
        this.transport = seams.transport();
        this.health = seams.health();
        this.retryBudgets = seams.retryBudgets();
        this.judgeReply = new JudgeReply(seams.judgeEvidence(), seams.health().quarantine(), seams.routingObserver());
        this.inForce = seams.inForce();
        this.observer = seams.routingObserver();
        this.finishExchange = finishExchange;
        this.planRoute = planRoute;
        this.decideResidency = decideResidency;
        this.clock = seams.clock();
        this.nanoTime = seams.nanoTime();
        this.random = seams.random();
        this.languages = seams.languages();
        this.buffered = seams.buffered();
        this.mostWaiting = seams.limits().waiting();
    }

    void start(Exchange exchange, Planned planned) {
        retryBudgets.of(exchange.permitted().jurisdiction().name()).earn();
        Attempts attempts = new Attempts(this, exchange, planned);
        exchange.runs(attempts);
        attempts.begin();
    }

    /**
     * Why the policy in force now would not let that candidate be asked this; null where it would. A request keeps the
     * policy that it began with, but no attempt may leave the newer one's boundary, by place or by what it asks for.
     */
    @SuppressWarnings("ReferenceEquality") // the very same object cannot have changed its mind
    @Nullable
    String withdrawnNow(Exchange exchange, Candidate candidate) {
        GatewaySnapshot now = inForce.get();
        if (now == exchange.snapshot) {
            return null;
        }
        Jurisdiction begun =
                now.jurisdictions().get(exchange.permitted().jurisdiction().name());
        Route route = now.routes().named(exchange.route().name());
        if (begun == null || route == null) {
            return PassedOver.OUTSIDE;
        }
        Jurisdiction law = decideResidency.still(begun, exchange.caller(), exchange.head, now);
        Pool pool = law == null ? null : route.poolFor(law);
        if (law == null || pool == null) {
            return PassedOver.OUTSIDE;
        }
        String withdrawn = pool.withdraws(
                candidate,
                law,
                exchange.words().need(candidate),
                route.options().state());
        return withdrawn == null && health.quarantine().holds(candidate.key(), law)
                ? PassedOver.QUARANTINED
                : withdrawn;
    }
}
