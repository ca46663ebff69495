package io.bailiwick.routing.health;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** One retry budget for each jurisdiction: an outage in one spends nothing of another's. */
public final class RetryBudgets {

    private final ConcurrentMap<String, RetryBudget> byJurisdiction = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    public RetryBudgets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    public RetryBudget of(String jurisdiction) {
        RetryBudget known = byJurisdiction.get(jurisdiction);
        return known != null ? known : byJurisdiction.computeIfAbsent(jurisdiction, name -> new RetryBudget(nanoTime));
    }
}
