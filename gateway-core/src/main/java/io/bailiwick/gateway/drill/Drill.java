package io.bailiwick.gateway.drill;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.RoutingObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One drill: which places are out now, and what was seen of it. It ends by itself, because only the time decides. */
public final class Drill implements RoutingObserver {

    private final String id;
    private final DrillOrder order;
    private final Instant at;
    private final OutUnderPolicy policies;
    private final LongSupplier nanoTime;
    private final long begunNanos;
    private final Tally tally = new Tally();
    private volatile @Nullable Long endedNanos;

    Drill(String id, DrillOrder order, Instant at, OutUnderPolicy policies, LongSupplier nanoTime) {
        this.id = id;
        this.order = order;
        this.at = at;
        this.policies = policies;
        this.nanoTime = nanoTime;
        this.begunNanos = nanoTime.getAsLong();
    }

    public String id() {
        return id;
    }

    public DrillOrder order() {
        return order;
    }

    /** When it began, its time before the outage included. */
    public Instant at() {
        return at;
    }

    public DrillReport report() {
        long now = sinceBegin();
        Long ended = endedNanos;
        boolean cut = ended != null && ended < order.timeline().outageEndNanos();
        return tally.report(
                phase(now), cut, Math.max(0, order.timeline().whole().toNanos() - now));
    }

    public boolean isOver() {
        return phase(sinceBegin()) == Phase.OVER;
    }

    /** Ends it now; false where it was over already. */
    synchronized boolean end() {
        if (isOver()) {
            return false;
        }
        endedNanos = sinceBegin();
        return true;
    }

    boolean takesOut(Candidate candidate) {
        return phase(sinceBegin()) == Phase.DURING && isMeant(candidate);
    }

    private boolean isMeant(Candidate candidate) {
        return policies.now().isOut(candidate);
    }

    private Phase phase(long sinceBeginNanos) {
        Long ended = endedNanos;
        return ended != null && sinceBeginNanos >= ended
                ? Phase.OVER
                : order.timeline().at(sinceBeginNanos);
    }

    private long sinceBegin() {
        return nanoTime.getAsLong() - begunNanos;
    }

    private long sinceOutage() {
        return sinceBegin() - order.timeline().before().toNanos();
    }

    void failedThere(Candidate candidate) {
        tally.failed(candidate, sinceOutage());
    }

    @Override
    public void rests(Candidate candidate, RestReason why, Duration length) {
        if (takesOut(candidate)) {
            tally.rests(candidate, sinceOutage());
        }
    }

    /** Counted under the phase in which it began; what began before the drill, or ends after it, is none of its. */
    void finished(ExchangeRecord record) {
        long now = sinceBegin();
        long begun = now - record.durationNanos();
        if (begun < 0 || phase(now) == Phase.OVER || record.path().equals("/v1/models")) {
            return;
        }
        OutUnderPolicy.Meant meant = policies.of(record.policyDigest());
        tally.count(record, phase(begun), Crossing.in(record, meant.policy()));
        if (isAffected(record, meant)) {
            timed(record, meant, phase(begun), phase(now));
        }
    }

    private static boolean isAffected(ExchangeRecord record, OutUnderPolicy.Meant meant) {
        Route route = meant.policy().routes().named(record.route());
        Jurisdiction home = meant.policy().jurisdictions().get(record.stamp().jurisdiction());
        Pool pool = route == null || home == null ? null : route.poolFor(home);
        return pool != null && pool.candidates().anyMatch(meant::isOut);
    }

    private void timed(ExchangeRecord record, OutUnderPolicy.Meant meant, Phase begun, Phase ended) {
        Candidate by = servedBy(record);
        if (by != null && meant.isOut(by)) {
            if (begun == Phase.BEFORE || ended == Phase.AFTER) {
                long sinceEnd = sinceBegin() - order.timeline().outageEndNanos();
                tally.served(by, begun == Phase.BEFORE, sinceEnd);
            }
        } else if (tally.anythingFailed()) {
            if (begun == Phase.DURING) {
                tally.felt();
            }
            if (ended == Phase.DURING && (by != null || isExhausted(record))) {
                tally.moved(sinceOutage());
            }
        }
    }

    private static @Nullable Candidate servedBy(ExchangeRecord record) {
        List<AttemptRecord> attempts = record.attempts();
        boolean served = record.outcome() == Outcome.OK && !attempts.isEmpty();
        return served ? attempts.get(attempts.size() - 1).candidate() : null;
    }

    private static boolean isExhausted(ExchangeRecord record) {
        Refusal refusal = record.refusal();
        return refusal != null
                && (refusal.code() == RefusalCode.RESIDENCY_POOL_EXHAUSTED
                        || refusal.code() == RefusalCode.DEADLINE_EXCEEDED);
    }
}
