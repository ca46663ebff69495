package io.bailiwick.gateway;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Upstream;
import io.bailiwick.credentials.AskEntra;
import io.bailiwick.credentials.FreshTokens;
import io.bailiwick.credentials.TokenAsk;
import io.bailiwick.credentials.TokenObserver;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the tokens that endpoints are shown fresh, on threads of its own; a reload takes over what it asks again. */
final class KeepTokens implements PolicyObserver, TokenObserver, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeepTokens.class);
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final int THREADS = 4;

    private final ExecutorService asking = Executors.newFixedThreadPool(THREADS, named("token-ask"));
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(named("token"));
    private final CredentialObserver observer;
    private final FreshTokens tokens;
    private volatile Runnable afterEachToken = () -> {};

    KeepTokens(Clock clock, LongSupplier nanoTime, CredentialObserver observer) {
        this.observer = observer;
        this.tokens = new FreshTokens(new AskEntra(asking, clock), nanoTime, this);
    }

    /** Runs when an endpoint that had none may have been given one. */
    void afterEachToken(Runnable then) {
        afterEachToken = then;
    }

    void start() {
        keeper.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Asks for what the policy needs before any request meets it, and waits for no answer. */
    @Override
    public void inForce(GatewaySnapshot snapshot) {
        tokens.replace(
                snapshot.upstreams().values().stream().map(Upstream::credential).toList());
        tokens.look();
    }

    private void look() {
        try {
            tokens.look();
        } catch (RuntimeException | Error broken) { // a task that throws never runs again, and tokens would end
            LOG.error("tokens could not be looked after; what was given last stays until it ends", broken);
        }
    }

    @Override
    public void given(TokenAsk ask, Instant ends) {
        LOG.info(
                "endpoint {}: {} was given a token until {}",
                ask.endpoint(),
                ask.identity().said(),
                ends);
        observer.asked(ask.endpoint(), true);
        afterEachToken.run();
    }

    @Override
    public void failed(TokenAsk ask, String why, boolean without) {
        observer.asked(ask.endpoint(), false);
        LOG.error(
                "endpoint {}: {} was given no token: its giver {}; {}",
                ask.endpoint(),
                ask.identity().said(),
                why,
                without ? "the endpoint takes no attempt until it has one" : "the last one still holds");
    }

    @Override
    public void over(TokenAsk ask) {
        LOG.error("endpoint {}: its token has ended and no other was given; it takes no attempt", ask.endpoint());
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
        asking.shutdownNow();
    }
}
