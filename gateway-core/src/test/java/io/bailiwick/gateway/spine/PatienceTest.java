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
    private final CompletableFuture<Boolean> late = new CompletableFuture<>();
    private Patience patience = begun(Duration.ofHours(1));

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

    @Test
    void the_whole_ends_once_and_then_nobody_is_lost() throws Exception {
        patience = begun(LENGTH);
        loop.submit(() -> patience.begin(LENGTH, lost::incrementAndGet)).get();
        nanos.addAndGet(LENGTH.toNanos());

        assertThat(late.get(5, TimeUnit.SECONDS))
                .as("whether the client kept it waiting")
                .isFalse();
        afterTheNextLook();
        assertThat(lost).hasValue(0);
    }

    @Test
    void the_whole_ends_for_whoever_is_heard_or_paused() throws Exception {
        patience = begun(LENGTH.multipliedBy(2));
        loop.submit(() -> patience.begin(LENGTH, lost::incrementAndGet)).get();
        loop.submit(patience::pause).get();
        nanos.addAndGet(LENGTH.toNanos());
        loop.submit(patience::heard).get();
        afterTheNextLook();
        assertThat(late).isNotDone();

        nanos.addAndGet(LENGTH.toNanos());
        assertThat(late.get(5, TimeUnit.SECONDS))
                .as("whether the client kept the endpoint waiting")
                .isTrue();
        assertThat(lost).hasValue(0);
    }

    @Test
    void after_an_attempt_the_whole_is_waited_for_and_the_next_attempt() throws Exception {
        patience = begun(LENGTH.multipliedBy(4));
        loop.submit(() -> patience.begin(LENGTH, lost::incrementAndGet)).get();
        loop.submit(patience::pause).get();
        loop.submit(patience::attemptEnded).get();
        nanos.addAndGet(LENGTH.toNanos());
        afterTheNextLook();
        assertThat(lost).hasValue(0);

        loop.submit(() -> patience.begin(LENGTH, lost::incrementAndGet)).get();
        nanos.addAndGet(LENGTH.toNanos());
        afterTheNextLook();
        assertThat(lost).hasValue(1);
        assertThat(late).isNotDone();

        nanos.addAndGet(2 * LENGTH.toNanos());
        assertThat(late.get(5, TimeUnit.SECONDS))
                .as("whether the client kept it waiting")
                .isFalse();
        assertThat(lost).hasValue(1);
    }

    @Test
    void a_sooner_limit_is_looked_at_sooner_than_the_one_before() throws Exception {
        patience = begun(Duration.ofHours(2));
        loop.submit(() -> patience.begin(Duration.ofHours(1), () -> {})).get();
        loop.submit(() -> patience.begin(LENGTH, lost::incrementAndGet)).get();
        nanos.addAndGet(LENGTH.toNanos());
        afterTheNextLook();
        assertThat(lost).hasValue(1);
    }

    @Test
    void nothing_is_waited_for_after_the_end() throws Exception {
        patience = begun(LENGTH.multipliedBy(2));
        loop.submit(() -> patience.begin(LENGTH, lost::incrementAndGet)).get();
        loop.submit(patience::end).get();
        nanos.addAndGet(3 * LENGTH.toNanos());
        afterTheNextLook();
        assertThat(lost).hasValue(0);
        assertThat(late).isNotDone();
    }

    private Patience begun(Duration atMost) {
        return loop.submit(() -> new Patience(loop, nanos::get, atMost, () -> {
                    assertThat(late.complete(patience.isPaused())).as("once").isTrue();
                }))
                .syncUninterruptibly()
                .getNow();
    }

    /** A task that is due after any look that is due by now. */
    private void afterTheNextLook() throws Exception {
        loop.schedule(() -> {}, 2 * LENGTH.toMillis(), TimeUnit.MILLISECONDS).get(5, TimeUnit.SECONDS);
    }
}
