package io.bailiwick.observability;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Lets the first few of each second through. */
final class FirstOfEachSecond {

    private final int most;
    private final LongSupplier nanoTime;
    private long beganNanos;
    private int count;

    FirstOfEachSecond(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.beganNanos = nanoTime.getAsLong();
    }

    /** Whether one more may pass; if so, it has. */
    synchronized boolean isOneMore() {
        long now = nanoTime.getAsLong();
        if (now - beganNanos >= TimeUnit.SECONDS.toNanos(1)) {
            beganNanos = now;
            count = 0;
        }
        if (count >= most) {
            return false;
        }
        count++;
        return true;
    }
}
