package io.bailiwick.gateway;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Upstream;
import io.bailiwick.gateway.upstream.PermittedRequest;
import io.bailiwick.gateway.upstream.RequestHead;
import io.bailiwick.gateway.upstream.Transport;
import io.bailiwick.residency.DecideHome;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Residency;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.health.EndpointHealth;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks endpoints that declare a health path whether they answer: a GET without a prompt, under the permission of a
 * jurisdiction that this gateway serves, so that not even a key goes where no request could.
 */
final class ProbeEndpoints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProbeEndpoints.class);

    private static final long TICK_MILLIS = 500;

    private final Supplier<GatewaySnapshot> inForce;
    private final Transport transport;
    private final EndpointHealth health;
    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private final Map<Candidate.Key, Long> dueNanos = new HashMap<>();
    private @Nullable ScheduledFuture<?> ticking;

    ProbeEndpoints(
            Supplier<GatewaySnapshot> inForce,
            Transport transport,
            EndpointHealth health,
            EventLoop loop,
            LongSupplier nanoTime) {
        this.inForce = inForce;
        this.transport = transport;
        this.health = health;
        this.loop = loop;
        this.nanoTime = nanoTime;
    }

    void start() {
        ticking = loop.scheduleWithFixedDelay(this::look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            tick();
        } catch (RuntimeException
                | Error broken) { // a task that throws never runs again, and places would rest for ever
            LOG.error("endpoints could not be probed; they are asked again at the next tick", broken);
        }
    }

    private void tick() {
        GatewaySnapshot snapshot = inForce.get();
        long now = nanoTime.getAsLong();
        for (Route route : snapshot.routes().all()) {
            for (Pool pool : route.pools().values()) {
                permission(pool, snapshot)
                        .match(
                                permitted -> {
                                    pool.candidates()
                                            .forEach(candidate -> probe(snapshot, permitted, route, candidate, now));
                                    return true;
                                },
                                denied -> false);
            }
        }
    }

    private static Residency permission(Pool pool, GatewaySnapshot snapshot) {
        return new DecideHome(Reach.of(snapshot.gateway().region())).of(List.of(pool.jurisdiction()), null);
    }

    private void probe(GatewaySnapshot snapshot, Permitted permitted, Route route, Candidate candidate, long now) {
        Upstream upstream = snapshot.upstreams().get(candidate.endpoint().name());
        if (upstream == null
                || upstream.health() == null
                || !upstream.credential().isReady()
                || dueNanos.getOrDefault(candidate.key(), now) > now
                || health.quarantine().holds(candidate.key(), permitted.jurisdiction())) {
            return;
        }
        dueNanos.put(candidate.key(), now + upstream.health().every().toNanos());
        PermittedRequest request = new PermittedRequest(
                permitted,
                candidate,
                upstream,
                HttpMethod.GET,
                upstream.probePath(upstream.health()),
                new RequestHead(),
                new byte[0],
                route.options().timeouts().connect());
        new Probe(request).send(upstream.health().every().toNanos());
    }

    @Override
    public void close() {
        if (ticking != null) {
            ticking.cancel(false);
        }
    }

    /** One question, answered once. */
    private final class Probe implements Transport.Listener {

        private final PermittedRequest request;
        private Transport.@Nullable Call call;
        private @Nullable ScheduledFuture<?> timeout;
        private boolean askedAgain;
        private boolean answered;

        Probe(PermittedRequest request) {
            this.request = request;
        }

        void send(long mostNanos) {
            timeout = loop.schedule(this::late, mostNanos, TimeUnit.NANOSECONDS);
            call = transport.call(loop, request, this);
        }

        private void answer(boolean answers) {
            if (answered) {
                return;
            }
            answered = true;
            health.probed(request.candidate(), answers);
        }

        /** Its time is over, head or no head: an answer that never ends would hold its connection. */
        private void late() {
            if (call != null) {
                call.cancel();
            }
            answer(false);
        }

        private void over() {
            if (timeout != null) {
                timeout.cancel(false);
            }
        }

        /** The permission is as old as this tick. */
        @Override
        public boolean mayLeave(long nowNanos) {
            return !answered;
        }

        @Override
        public void written() {
            // A probe waits for the head only.
        }

        @Override
        public void head(int status, HttpHeaders headers) {
            answer(status >= 200 && status < 300);
        }

        @Override
        public void body(ByteBuf bytes) {
            bytes.release();
        }

        @Override
        public void readComplete() {
            // Nothing is relayed.
        }

        @Override
        public void end() {
            over();
        }

        @Override
        public void failed(Transport.Failure failure) {
            if (failure.stale() && !answered && !askedAgain) {
                askedAgain = true; // that connection had been kept, and its end says nothing of the endpoint
                call = transport.call(loop, request, this);
                return;
            }
            over();
            answer(false);
        }
    }
}
