package io.bailiwick.gateway;

import io.bailiwick.gateway.admin.MetricsPage;
import io.bailiwick.gateway.admin.SeenVersions;
import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecorder;
import io.bailiwick.gateway.spine.Languages;
import io.bailiwick.residency.JudgeEvidence;
import io.bailiwick.routing.RoutingObserver;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Everything that a gateway is given and does not make: time, chance, names, memory, and whoever watches.
 */
public record Surroundings(
        Clock clock,
        LongSupplier nanoTime,
        RandomGenerator random,
        Names names,
        HeapRoom heapRoom,
        Languages languages,
        JudgeEvidence judgeEvidence,
        ExchangeObserver exchangeObserver,
        ExchangeRecorder recorder,
        RoutingObserver routingObserver,
        PolicyObserver policyObserver,
        LoopObserver loopObserver,
        CredentialObserver credentialObserver,
        SeenVersions versions,
        MetricsPage metrics) {}
