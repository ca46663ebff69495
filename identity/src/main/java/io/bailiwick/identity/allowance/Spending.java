package io.bailiwick.identity.allowance;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/** The live accounts of this process; they outlive a reload of the policy, and changed numbers hold at once. */
public final class Spending {

    private final ConcurrentMap<Holder, Account> accounts = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    public Spending(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes one request and so many tokens; {@code granted} is what this process may grant of it. */
    public Reserving reserve(Allowances.Grant grant, Allowance granted, long estimatedTokens) {
        Holder holder = new Holder(grant.tenant(), grant.jurisdiction());
        Account known = accounts.get(holder);
        Account account = known != null ? known : accounts.computeIfAbsent(holder, absent -> new Account(nanoTime));
        return account.reserve(granted, estimatedTokens);
    }

    private record Holder(String tenant, String jurisdiction) {}
}
