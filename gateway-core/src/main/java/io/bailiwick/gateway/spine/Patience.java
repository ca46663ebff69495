package io.bailiwick.gateway.spine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long an endpoint may be silent; stands still while the client is what keeps it waiting.
 *
 * <p>One timer looks how long ago something was heard and waits for what is left, so that hearing costs next to nothing.
 */
final class Patience {

    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private Duration length = Duration.ZERO;
    private @Nullable Runnable lost;
    private @Nullable ScheduledFuture<?> timer;
    private long heardNanos;
    private boolean paused;

    Patience(EventLoop loop, LongSupplier nanoTime) {
        this.loop = loop;
        this.nanoTime = nanoTime;
    }

    /** From now on {@code thenLost} runs once nothing was heard for that long; replaces what was waited for before. */
    void begin(Duration atMost, Runnable thenLost) {
        length = atMost;
        lost = thenLost;
        heard();
        look();
    }

    void heard() {
        heardNanos = nanoTime.getAsLong();
    }

    boolean isPaused() {
        return paused;
    }

    void pause() {
        paused = true;
        cancelTimer();
    }

    void resume() {
        paused = false;
        heard();
        look();
    }

    /** Nothing is waited for any more. */
    void end() {
        lost = null;
        cancelTimer();
    }

    private void look() {
        cancelTimer();
        Runnable thenLost = lost;
        if (thenLost == null || paused) {
            return;
        }
        long leftNanos = length.toNanos() - (nanoTime.getAsLong() - heardNanos);
        if (leftNanos <= 0) {
            end();
            thenLost.run();
        } else {
            timer = loop.schedule(this::look, leftNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
