package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Duration LENGTH = Duration.ofMillis(20);

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger lost = new AtomicInteger();
    private final Patience patience = new Patience(loop, nanos::get);

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void silence_as_long_as_that_is_lost_once() throws Exception {
        CompletableFuture<Void> lostNow = new CompletableFuture<>();
        loop.submit(() -> patience.begin(LENGTH, () -> {
                    lost.incrementAndGet();
                    lostNow.complete(null);
                }))
                .get();
        nanos.addAndGet(LENGTH.toNanos());

        lostNow.get(5, TimeUnit.SECONDS);
        afterTheNextLook();
        assertThat(lost).hasValue(1);
    }

    @Test
    void whoever_is_heard_or_paused_is_not_lost() throws Exception {
        loop.submit(() -> patience.begin(LENGTH, lost::incrementAndGet)).get();
        nanos.addAndGet(LENGTH.toNanos() - 1);
        loop.submit(patience::heard).get();
        nanos.addAndGet(LENGTH.toNanos() - 1);
        afterTheNextLook();
        assertThat(lost).hasValue(0);

        loop.submit(patience::pause).get();
        nanos.addAndGet(10 * LENGTH.toNanos());
        afterTheNextLook();
        assertThat(lost).hasValue(0);

        loop.submit(patience::resume).get();
        afterTheNextLook();
        assertThat(lost).hasValue(0);
        nanos.addAndGet(LENGTH.toNanos());
        afterTheNextLook();
        assertThat(lost).hasValue(1);
    }

    /** A task that is due after any look that is due by now. */
    private void afterTheNextLook() throws Exception {
        loop.schedule(() -> {}, 2 * LENGTH.toMillis(), TimeUnit.MILLISECONDS).get(5, TimeUnit.SECONDS);
    }
}
