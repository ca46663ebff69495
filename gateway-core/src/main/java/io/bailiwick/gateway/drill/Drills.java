package io.bailiwick.gateway.drill;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Seams;
import io.bailiwick.gateway.spine.Spine;
import io.bailiwick.gateway.spine.Spines;
import io.bailiwick.gateway.upstream.Transport;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.RoutingObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The drills of one gateway: at most one under way, the last few still to be read. Nothing of them outlives the process. */
public final class Drills implements ExchangeObserver, RoutingObserver {

    private static final Logger LOG = LoggerFactory.getLogger(Drills.class);
    private static final int MOST_KEPT = 8;

    private final Supplier<GatewaySnapshot> inForce;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Deque<Drill> known = new ArrayDeque<>();
    private volatile @Nullable UnderWay latest;

    public Drills(Supplier<GatewaySnapshot> inForce, Clock clock, LongSupplier nanoTime, RandomGenerator random) {
        this.inForce = inForce;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** The network as everybody sees it: with places out while a drill of real traffic says so. */
    public Transport around(Transport whole) {
        return new OutageTransport(whole, this::ofRealTraffic);
    }

    /** Begins it; null while another is under way. {@code usual} is what real traffic runs on, over {@code whole}. */
    public synchronized @Nullable Drill start(DrillOrder order, Seams usual, Transport whole) {
        UnderWay before = latest;
        if (before != null && !before.drill.isOver()) {
            return null;
        }
        String id = String.format("%016x", random.nextLong());
        Drill drill = new Drill(id, order, clock.instant(), new OutUnderPolicy(order.outage(), inForce), nanoTime);
        boolean rehearsed = order.traffic() == Traffic.SHADOW;
        latest = new UnderWay(drill, rehearsed ? new Spine(Rehearsal.of(usual, whole, drill)) : null);
        known.addFirst(drill);
        if (known.size() > MOST_KEPT) {
            known.removeLast();
        }
        LOG.warn(
                "drill {}: {} traffic loses {} in {} for {}, by {}; ends by itself",
                id,
                order.traffic().word(),
                order.outage(),
                order.timeline().before(),
                order.timeline().outage(),
                order.fault().word());
        return drill;
    }

    /** Newest first. */
    public synchronized List<Drill> known() {
        return List.copyOf(known);
    }

    public synchronized @Nullable Drill find(String id) {
        return known.stream().filter(drill -> drill.id().equals(id)).findFirst().orElse(null);
    }

    /** Ends it now. */
    public void end(Drill drill) {
        if (drill.end()) {
            LOG.warn("drill {}: ended by an operator", drill.id());
        }
    }

    /** A request that names the drill under way runs on its spine; every other name is as good as none. */
    public Spines spines(Spine usual) {
        return named -> {
            UnderWay underWay = named == null ? null : latest;
            return underWay != null
                            && underWay.rehearsal != null
                            && underWay.drill.id().equals(named)
                            && !underWay.drill.isOver()
                    ? underWay.rehearsal
                    : usual;
        };
    }

    @Override
    public void finished(ExchangeRecord record) {
        Drill drill = ofRealTraffic();
        if (drill != null) {
            drill.finished(record);
        }
    }

    @Override
    public void rests(Candidate candidate, RestReason why, Duration length) {
        Drill drill = ofRealTraffic();
        if (drill != null) {
            drill.rests(candidate, why, length);
        }
    }

    private @Nullable Drill ofRealTraffic() {
        UnderWay underWay = latest;
        return underWay == null || underWay.rehearsal != null ? null : underWay.drill;
    }

    /**
     * The newest drill.
     *
     * @param rehearsal where its own requests run; null where everybody's see the outage
     */
    private record UnderWay(Drill drill, @Nullable Spine rehearsal) {}
}
