package io.bailiwick.gateway;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Asks every event loop to be on time, twice a second, and says how late it was. */
final class WatchLoops implements AutoCloseable {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LoopObserver observer;
    private final LongSupplier nanoTime;
    private final List<ScheduledFuture<?>> watches = new ArrayList<>();

    WatchLoops(LoopObserver observer, LongSupplier nanoTime) {
        this.observer = observer;
        this.nanoTime = nanoTime;
    }

    void start(EventExecutorGroup loops) {
        for (EventExecutor loop : loops) {
            watches.add(loop.scheduleWithFixedDelay(
                    new Watch(nanoTime.getAsLong() + EVERY_NANOS), EVERY_NANOS, EVERY_NANOS, TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public void close() {
        watches.forEach(watch -> watch.cancel(false));
    }

    /** One loop's next appointment. */
    private final class Watch implements Runnable {

        private long dueNanos;

        Watch(long dueNanos) {
            this.dueNanos = dueNanos;
        }

        @Override
        public void run() {
            long now = nanoTime.getAsLong();
            observer.lagged(Math.max(0, now - dueNanos));
            dueNanos = now + EVERY_NANOS;
        }
    }
}
