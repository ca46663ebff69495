package io.bailiwick.gateway.spine;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Limits;
import io.bailiwick.gateway.upstream.Transport;
import io.bailiwick.identity.IdentityRules;
import io.bailiwick.identity.Sources;
import io.bailiwick.identity.allowance.Spending;
import io.bailiwick.residency.JudgeEvidence;
import io.bailiwick.routing.Plan;
import io.bailiwick.routing.RoutingObserver;
import io.bailiwick.routing.health.EndpointHealth;
import io.bailiwick.routing.health.RetryBudgets;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything outside that a request depends on, so that it can run under a simulator: policy, network, time, chance, and
 * whoever watches.
 */
public record Seams(
        Supplier<GatewaySnapshot> inForce,
        Function<IdentityRules, @Nullable Sources> sources,
        Limits limits,
        BufferedBytes buffered,
        Seats seats,
        Transport transport,
        EndpointHealth health,
        RetryBudgets retryBudgets,
        Spending spending,
        JudgeEvidence judgeEvidence,
        Languages languages,
        RoutingObserver routingObserver,
        ExchangeObserver observer,
        ExchangeRecorder recorder,
        Underway underway,
        BooleanSupplier draining,
        Clock clock,
        LongSupplier nanoTime,
        RandomGenerator random) {

    Plan plan() {
        return new Plan(health, random);
    }

    AdmitRequest admitRequest() {
        return new AdmitRequest(seats, new ReserveAllowance(spending, inForce, observer));
    }

    void refuseWhenDraining() {
        if (draining.getAsBoolean()) {
            throw new RefusedException(Refusal.of(RefusalCode.DRAINING, "this gateway is shutting down"));
        }
    }
}
