package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.micrometer.core.instrument.Clock;
import java.util.concurrent.TimeUnit;

/**
 * What the library's meters take for the time: each of them asks for it several times with every measurement, and wants it
 * only for windows of minutes. It moves on with each exchange that ends, each look at an event loop and each scrape.
 */
final class MeasuringClock implements Clock {

    private volatile long wallMillis = System.currentTimeMillis();

    void look() {
        wallMillis = System.currentTimeMillis();
    }

    /** Now is when that exchange ended. */
    void ended(ExchangeRecord record) {
        wallMillis = record.at().toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(record.durationNanos());
    }

    @Override
    public long wallTime() {
        return wallMillis;
    }

    @Override
    public long monotonicTime() {
        return System.nanoTime();
    }
}
