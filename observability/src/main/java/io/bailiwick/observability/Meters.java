package io.bailiwick.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicLong;

/** One family of meters for each metric of the catalogue that is counted, timed or set. */
final class Meters {

    final Family<Counter> requests;
    final Family<Timer> duration;
    final Family<Timer> timeToFirstToken;
    final Family<Timer> upstreamTimeToFirstToken;
    final Family<Timer> timePerOutputToken;
    final Timer overhead;
    final Family<Counter> attempts;
    final Family<Counter> failover;
    final Family<Counter> denials;
    final Family<Counter> violations;
    final Family<AtomicLong> lastViolation;
    final Family<Counter> unverified;
    final Family<Counter> tokens;
    final Family<Counter> usageUnknown;
    final Family<Counter> versions;
    final Family<AtomicLong> streams;
    final Family<Counter> rateLimited;
    final Family<Counter> allowanceSettled;
    final Family<AtomicLong> waiting;
    final Family<Counter> waits;
    final Family<Counter> labelOverflow;
    final Counter reloadsRefused;
    final AtomicLong lastReloadOk;
    final Family<Counter> logLinesDropped;

    Meters(MeterRegistry registry) {
        requests = Family.counters(registry, Metric.REQUESTS);
        duration = Family.timers(registry, Metric.REQUEST_DURATION);
        timeToFirstToken = Family.timers(registry, Metric.TIME_TO_FIRST_TOKEN);
        upstreamTimeToFirstToken = Family.timers(registry, Metric.UPSTREAM_TIME_TO_FIRST_TOKEN);
        timePerOutputToken = Family.timers(registry, Metric.TIME_PER_OUTPUT_TOKEN);
        overhead = Family.timers(registry, Metric.GATEWAY_OVERHEAD).of();
        attempts = Family.counters(registry, Metric.UPSTREAM_ATTEMPTS);
        failover = Family.counters(registry, Metric.FAILOVER);
        denials = Family.counters(registry, Metric.RESIDENCY_DENIALS);
        violations = Family.counters(registry, Metric.RESIDENCY_VIOLATIONS);
        lastViolation = Family.gauges(registry, Metric.LAST_VIOLATION);
        unverified = Family.counters(registry, Metric.REGION_UNVERIFIED);
        tokens = Family.counters(registry, Metric.TOKENS);
        usageUnknown = Family.counters(registry, Metric.USAGE_UNKNOWN);
        versions = Family.counters(registry, Metric.VERSION_REQUESTS);
        streams = Family.gauges(registry, Metric.STREAMS_ACTIVE);
        rateLimited = Family.counters(registry, Metric.RATE_LIMITED);
        allowanceSettled = Family.counters(registry, Metric.ALLOWANCE_SETTLED);
        waiting = Family.gauges(registry, Metric.WAITING);
        waits = Family.counters(registry, Metric.WAITS);
        labelOverflow = Family.counters(registry, Metric.LABEL_OVERFLOW);
        reloadsRefused =
                Family.counters(registry, Metric.CONFIG_RELOADS_REFUSED).of();
        lastReloadOk = Family.gauges(registry, Metric.CONFIG_LAST_RELOAD_OK).of();
        logLinesDropped = Family.counters(registry, Metric.LOG_LINES_DROPPED);
    }
}
