package io.bailiwick.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Time that passes only when the test says so: a clock, and the nanoseconds of a monotonic one. */
public final class ManualTime extends Clock implements LongSupplier {
    private final Instant start;
    private final ZoneId zone;
    private final AtomicLong passedNanos;

    private ManualTime(Instant start, ZoneId zone, AtomicLong passedNanos) {
        this.start = start;
        this.zone = zone;
        this.passedNanos = passedNanos;
    }

    /** Stands at the first second of 2026. */
    public static ManualTime standing() {
        return standingAt(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public static ManualTime standingAt(Instant start) {
        return new ManualTime(start, ZoneOffset.UTC, new AtomicLong());
    }

    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + by);
        }
        passedNanos.addAndGet(by.toNanos());
    }

    /** Nanoseconds, as {@link System#nanoTime} would give them. */
    @Override
    public long getAsLong() {
        return passedNanos.get();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(passedNanos.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same time in another zone: both advance together. */
    @Override
    public Clock withZone(ZoneId other) {
        return new ManualTime(start, other, passedNanos);
    }
}
