package io.bailiwick.gateway.spine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a request may take, and how long its endpoint may be silent meanwhile; silence does not count while the client is
 * what keeps the endpoint waiting.
 *
 * <p>One timer looks at both and waits for what is left, so that hearing costs next to nothing.
 */
final class Patience implements Runnable {

    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private final long endNanos;
    private final Runnable late;
    private long lengthNanos;
    private @Nullable Runnable lost;
    private @Nullable ScheduledFuture<?> timer;
    private long looksNanos;
    private long heardNanos;
    private boolean paused;

    /** Begins now; {@code late} runs once the whole has taken {@code atMost}. */
    Patience(EventLoop loop, LongSupplier nanoTime, Duration atMost, Runnable late) {
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.late = late;
        long now = nanoTime.getAsLong();
        this.endNanos = now + atMost.toNanos();
        lookAt(endNanos, now);
    }

    /** From now on {@code thenLost} runs once nothing was heard for that long; replaces what was waited for before. */
    void begin(Duration atMost, Runnable thenLost) {
        lengthNanos = atMost.toNanos();
        lost = thenLost;
        waitToHear();
    }

    void heard() {
        heardNanos = nanoTime.getAsLong();
    }

    /** Since anything was heard last. */
    long silentNanos() {
        return nanoTime.getAsLong() - heardNanos;
    }

    boolean isPaused() {
        return paused;
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        waitToHear();
    }

    /** The endpoint is not waited for any more: what counts is how long the whole takes. */
    void attemptEnded() {
        lost = null;
        paused = false;
    }

    /** Nothing is waited for any more; whether the client is what kept the endpoint waiting can still be asked. */
    void end() {
        lost = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** Looks at both. */
    @Override
    public void run() {
        timer = null;
        long now = nanoTime.getAsLong();
        Runnable thenLost = paused ? null : lost;
        if (now - endNanos >= 0) {
            end();
            late.run();
        } else if (thenLost == null) {
            lookAt(endNanos, now);
        } else if (now - heardNanos < lengthNanos) {
            lookAt(heardNanos + lengthNanos, now);
        } else {
            attemptEnded();
            lookAt(endNanos, now);
            thenLost.run();
        }
    }

    private void waitToHear() {
        heard();
        if (lost != null) {
            lookAt(heardNanos + lengthNanos, heardNanos);
        }
    }

    /** At {@code thenNanos}, or at the whole's end where that is before; a look that comes sooner waits for what is then left. */
    private void lookAt(long thenNanos, long nowNanos) {
        long soonerNanos = thenNanos - endNanos < 0 ? thenNanos : endNanos;
        if (timer != null && looksNanos - soonerNanos <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        looksNanos = soonerNanos;
        timer = loop.schedule(this, soonerNanos - nowNanos, TimeUnit.NANOSECONDS);
    }
}
