package io.bailiwick.gateway;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.identity.FetchIssuerKeys;
import io.bailiwick.identity.IdentityRules;
import io.bailiwick.identity.IssuerKeys;
import io.bailiwick.identity.Sources;
import io.bailiwick.identity.SourcesObserver;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what identity reads while the gateway runs, on threads of its own; a reload takes over what it names again. */
final class KeepIdentity
        implements Function<IdentityRules, @Nullable Sources>, PolicyObserver, SourcesObserver, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeepIdentity.class);
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final int FETCHERS = 2;

    private final ExecutorService fetchers = Executors.newFixedThreadPool(FETCHERS, named("identity-fetch"));
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(named("identity"));
    private final Sources.World world;
    private volatile @Nullable Sources current;
    private volatile @Nullable Sources previous;

    KeepIdentity(Clock clock, LongSupplier nanoTime) {
        this.world = new Sources.World(new FetchIssuerKeys(fetchers), clock, nanoTime, this, IssuerKeys.Times.USUAL);
    }

    void start() {
        keeper.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Those of the policy in force, or of the one before it: a request keeps the policy that it began with. */
    @Override
    public @Nullable Sources apply(IdentityRules rules) {
        for (Sources each : new @Nullable Sources[] {current, previous}) {
            if (each != null && each.rules().tenants() == rules.tenants()) {
                return each;
            }
        }
        return null;
    }

    /** Reads what the new rules name before any request meets them. */
    @Override
    public void inForce(GatewaySnapshot snapshot) {
        Sources before = current;
        Sources next = new Sources(snapshot.identity(), world, before);
        previous = before;
        current = next;
        next.lookAtAll();
    }

    private void look() {
        try {
            Sources now = current;
            if (now != null) {
                now.look();
            }
        } catch (RuntimeException | Error broken) { // a task that throws never runs again, and keys would never end
            LOG.error("what identity reads could not be looked after; what was read last stays", broken);
        }
    }

    @Override
    public void read(String source, String what) {
        LOG.info("identity: {} says {}", source, what);
    }

    @Override
    public void failed(String source, String why, String instead) {
        LOG.error("identity: {} {}; {}", source, why, instead);
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        keeper.shutdownNow();
        fetchers.shutdownNow();
    }
}
