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
    final Family<Counter> crossRegion;
    final Family<Counter> denials;
    final Family<Counter> violations;
    final Family<AtomicLong> lastViolation;
    final Family<Counter> unverified;
    final Family<Counter> tokens;
    final Family<Counter> usageUnknown;
    final Family<Counter> cacheInput;
    final Family<Counter> cacheRead;
    final Family<Counter> versions;
    final Family<Counter> unexpected;
    final Family<Counter> rests;
    final Family<Counter> credentialRequests;
    final Family<AtomicLong> streams;
    final Family<Counter> rateLimited;
    final Family<Counter> allowanceSettled;
    final Family<AtomicLong> waiting;
    final Family<Counter> waits;
    final Family<Counter> auditRecords;
    final Family<Counter> labelOverflow;
    final Counter reloadsRefused;
    final AtomicLong lastReloadOk;
    final Family<Counter> logLinesDropped;
    final Timer loopLag;

    Meters(MeterRegistry registry) {
        requests = Family.counters(registry, Metric.REQUESTS);
        duration = Family.timers(registry, Metric.REQUEST_DURATION);
        timeToFirstToken = Family.timers(registry, Metric.TIME_TO_FIRST_TOKEN);
        upstreamTimeToFirstToken = Family.timers(registry, Metric.UPSTREAM_TIME_TO_FIRST_TOKEN);
        timePerOutputToken = Family.timers(registry, Metric.TIME_PER_OUTPUT_TOKEN);
        overhead = Family.timers(registry, Metric.GATEWAY_OVERHEAD).of();
        attempts = Family.counters(registry, Metric.UPSTREAM_ATTEMPTS);
        failover = Family.counters(registry, Metric.FAILOVER);
        crossRegion = Family.counters(registry, Metric.CROSS_REGION_REQUESTS);
        denials = Family.counters(registry, Metric.RESIDENCY_DENIALS);
        violations = Family.counters(registry, Metric.RESIDENCY_VIOLATIONS);
        lastViolation = Family.gauges(registry, Metric.LAST_VIOLATION);
        unverified = Family.counters(registry, Metric.REGION_UNVERIFIED);
        tokens = Family.counters(registry, Metric.TOKENS);
        usageUnknown = Family.counters(registry, Metric.USAGE_UNKNOWN);
        cacheInput = Family.counters(registry, Metric.CACHE_INPUT_TOKENS);
        cacheRead = Family.counters(registry, Metric.CACHE_READ_TOKENS);
        versions = Family.counters(registry, Metric.VERSION_REQUESTS);
        unexpected = Family.counters(registry, Metric.VERSION_UNEXPECTED);
        rests = Family.counters(registry, Metric.UPSTREAM_RESTS);
        credentialRequests = Family.counters(registry, Metric.CREDENTIAL_REQUESTS);
        streams = Family.gauges(registry, Metric.STREAMS_ACTIVE);
        rateLimited = Family.counters(registry, Metric.RATE_LIMITED);
        allowanceSettled = Family.counters(registry, Metric.ALLOWANCE_SETTLED);
        waiting = Family.gauges(registry, Metric.WAITING);
        waits = Family.counters(registry, Metric.WAITS);
        auditRecords = Family.counters(registry, Metric.AUDIT_RECORDS);
        labelOverflow = Family.counters(registry, Metric.LABEL_OVERFLOW);
        reloadsRefused =
                Family.counters(registry, Metric.CONFIG_RELOADS_REFUSED).of();
        lastReloadOk = Family.gauges(registry, Metric.CONFIG_LAST_RELOAD_OK).of();
        logLinesDropped = Family.counters(registry, Metric.LOG_LINES_DROPPED);
        loopLag = Family.timers(registry, Metric.EVENT_LOOP_LAG).of();
    }
}
