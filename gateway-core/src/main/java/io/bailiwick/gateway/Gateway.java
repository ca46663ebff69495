package io.bailiwick.gateway;

import io.bailiwick.config.GatewaySettings;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Limits;
import io.bailiwick.gateway.admin.AdminPipeline;
import io.bailiwick.gateway.admin.AdminView;
import io.bailiwick.gateway.admin.MetricsPage;
import io.bailiwick.gateway.admin.SeenVersions;
import io.bailiwick.gateway.downstream.ClientPipeline;
import io.bailiwick.gateway.downstream.OpenConnections;
import io.bailiwick.gateway.drill.Drill;
import io.bailiwick.gateway.drill.DrillOrder;
import io.bailiwick.gateway.drill.Drills;
import io.bailiwick.gateway.spine.BufferedBytes;
import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Seams;
import io.bailiwick.gateway.spine.Seats;
import io.bailiwick.gateway.spine.Spine;
import io.bailiwick.gateway.spine.Underway;
import io.bailiwick.gateway.upstream.NettyTransport;
import io.bailiwick.gateway.upstream.Transport;
import io.bailiwick.identity.allowance.Spending;
import io.bailiwick.routing.RoutingObserver;
import io.bailiwick.routing.health.EndpointHealth;
import io.bailiwick.routing.health.Quarantine;
import io.bailiwick.routing.health.RetryBudgets;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running gateway: two listeners, one policy in force, and everything between them. */
public final class Gateway implements AdminView, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Surroundings surroundings;
    private final PolicyInForce inForce;
    private final KeepIdentity identity;
    private final KeepTokens tokens;
    private final EventLoops loops;
    private final QuarantineFile quarantineFile;
    private final EndpointHealth health;
    private final NettyTransport transport;
    private final Drills drills;
    private final Seams seams;
    private final ProbeEndpoints probes;
    private final WatchLoops watchLoops;
    private final Underway underway = new Underway();
    private final OpenConnections connections;
    private final Channel listener;
    private final Channel adminListener;
    private volatile boolean closed;

    /** Listens once everything stands; throws, and leaves nothing open, where something does not. */
    public static Gateway start(GatewaySnapshot snapshot, Surroundings surroundings) throws IOException {
        QuarantineFile quarantineFile =
                new QuarantineFile(snapshot.gateway().state(), surroundings.judgeEvidence()::placeShown);
        EventLoops loops = EventLoops.start(snapshot.gateway().sockets());
        KeepIdentity identity = new KeepIdentity(surroundings.clock(), surroundings.nanoTime());
        KeepTokens tokens =
                new KeepTokens(surroundings.clock(), surroundings.nanoTime(), surroundings.credentialObserver());
        try {
            Quarantine quarantine = new Quarantine(quarantineFile.read(), quarantineFile);
            return new Gateway(snapshot, surroundings, loops, identity, tokens, quarantine, quarantineFile);
        } catch (IOException | RuntimeException failed) {
            identity.close();
            tokens.close();
            loops.group().shutdownGracefully(0, 1, TimeUnit.SECONDS);
            quarantineFile.close();
            throw failed;
        }
    }

    private Gateway(
            GatewaySnapshot snapshot,
            Surroundings surroundings,
            EventLoops loops,
            KeepIdentity identity,
            KeepTokens tokens,
            Quarantine quarantine,
            QuarantineFile quarantineFile)
            throws IOException {
        GatewaySettings settings = snapshot.gateway();
        Limits limits = settings.limits();
        this.surroundings = surroundings;
        this.loops = loops;
        this.quarantineFile = quarantineFile;
        this.identity = identity;
        this.tokens = tokens;
        ServedTls tls = ServedTls.read(settings.tls());
        this.inForce = new PolicyInForce(
                snapshot,
                tls,
                surroundings.clock(),
                PolicyObserver.both(surroundings.policyObserver(), PolicyObserver.both(identity, tokens)));
        this.drills = new Drills(inForce, surroundings.clock(), surroundings.nanoTime(), surroundings.random());
        this.health = new EndpointHealth(
                quarantine,
                surroundings.nanoTime(),
                surroundings.clock(),
                RoutingObserver.both(surroundings.routingObserver(), drills));
        quarantine.inForce(snapshot.routes());
        quarantine.entries().forEach(this::tellHeld);
        inForce.afterEachChange(() -> {
            quarantine.inForce(inForce.get().routes()).forEach(this::tellHeld);
            health.waiting().changed();
        });
        tokens.afterEachToken(() -> health.waiting().changed());
        this.transport =
                new NettyTransport(loops.socketType(), surroundings.names().on(loops), limits, surroundings.nanoTime());
        this.connections = new OpenConnections(limits.connections());
        BufferedBytes buffered = new BufferedBytes(surroundings.heapRoom().sayBufferedBytes(limits));
        Transport asSeen = drills.around(transport);
        this.seams = new Seams(
                inForce,
                identity,
                limits,
                buffered,
                new Seats(limits.requests()),
                asSeen,
                health,
                new RetryBudgets(surroundings.nanoTime()),
                new Spending(surroundings.nanoTime()),
                surroundings.judgeEvidence(),
                surroundings.languages(),
                surroundings.routingObserver(),
                ExchangeObserver.both(
                        ExchangeObserver.both(surroundings.exchangeObserver(), surroundings.versions()), drills),
                surroundings.recorder(),
                underway,
                connections::draining,
                surroundings.clock(),
                surroundings.nanoTime(),
                surroundings.random());
        Listening listening = new Listening(loops, limits.idle());
        this.adminListener = listening.at(
                settings.admin().listen(),
                new AdminPipeline(this, settings.admin().token()));
        try {
            this.listener = listening.at(
                    settings.listen(),
                    new ClientPipeline(
                            drills.spines(new Spine(seams)),
                            limits,
                            buffered,
                            connections,
                            tls.context(),
                            surroundings.nanoTime()));
        } catch (IOException failed) {
            adminListener.close();
            throw failed;
        }
        this.probes =
                new ProbeEndpoints(inForce, asSeen, health, loops.group().next().next(), surroundings.nanoTime());
        probes.start();
        this.watchLoops = new WatchLoops(surroundings.loopObserver(), surroundings.nanoTime());
        watchLoops.start(loops.group());
        identity.start();
        tokens.start();
        LOG.info("listening on {}, admin on {}, {}", address(), adminAddress(), loops.name());
    }

    private void tellHeld(Quarantine.Entry entry) {
        surroundings.routingObserver().held(entry.place(), entry.jurisdiction());
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    public InetSocketAddress adminAddress() {
        return (InetSocketAddress) adminListener.localAddress();
    }

    /** The policy, for whoever replaces it. */
    public PolicyInForce policy() {
        return inForce;
    }

    @Override
    public GatewaySnapshot inForce() {
        return inForce.get();
    }

    @Override
    public Instant inForceSince() {
        return inForce.since();
    }

    @Override
    public Instant readAt() {
        return inForce.readAt();
    }

    @Override
    public List<String> awaitsRestart() {
        return inForce.awaitsRestart();
    }

    @Override
    public @Nullable RefusedReload refusedReload() {
        return inForce.refused();
    }

    @Override
    public boolean isReady() {
        return !closed && listener.isActive() && !connections.draining();
    }

    /** How many clients are connected. */
    public int openConnections() {
        return connections.count();
    }

    @Override
    public EndpointHealth health() {
        return health;
    }

    @Override
    public Underway underway() {
        return underway;
    }

    @Override
    public SeenVersions versions() {
        return surroundings.versions();
    }

    @Override
    public Drills drills() {
        return drills;
    }

    @Override
    public @Nullable Drill startDrill(DrillOrder order) {
        return drills.start(order, seams, transport);
    }

    @Override
    public MetricsPage metrics() {
        return surroundings.metrics();
    }

    @Override
    public int liftQuarantine(String endpoint) {
        return new LiftQuarantine(health, surroundings.routingObserver()).of(endpoint, inForce.get());
    }

    /**
     * Takes no new connection, lets what is under way end within {@code limits.drain}, then breaks off the rest: nothing
     * that is cut looks complete.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        connections.drain();
        probes.close();
        watchLoops.close();
        listener.close().syncUninterruptibly();
        long until =
                System.nanoTime() + inForce.get().gateway().limits().drain().toNanos();
        LOG.info("draining: {} exchanges under way", underway.count());
        await(() -> underway.count() > 0 || connections.unread() > 0, until);
        if (underway.count() > 0) {
            int cut = underway.cut(any -> true, Refusal.of(RefusalCode.DRAINING, "this gateway is shutting down"));
            LOG.warn("cut {} exchanges that did not end in time", cut);
            await(() -> underway.count() > 0, System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        }
        connections.closeAll();
        adminListener.close().syncUninterruptibly();
        identity.close();
        tokens.close();
        transport.close();
        loops.group().shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        quarantineFile.close();
        LOG.info("drained");
    }

    private static void await(BooleanSupplier goesOn, long untilNanos) {
        while (goesOn.getAsBoolean() && System.nanoTime() < untilNanos) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS));
        }
    }
}
