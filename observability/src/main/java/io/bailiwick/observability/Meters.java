package io.bailiwick.observability;

import java.util.concurrent.atomic.AtomicLong;

/** One family of meters for each metric of the catalogue that is counted, timed or set. */
final class Meters {

    final Family<Tally> requests;
    final Family<Histogram> duration;
    final Family<Histogram> timeToFirstToken;
    final Family<Histogram> upstreamTimeToFirstToken;
    final Family<Histogram> timePerOutputToken;
    final Histogram overhead;
    final Family<Tally> attempts;
    final Family<Tally> failover;
    final Family<Tally> crossRegion;
    final Family<Tally> denials;
    final Family<Tally> violations;
    final Family<AtomicLong> lastViolation;
    final Family<Tally> unverified;
    final Family<Tally> tokens;
    final Family<Tally> usageUnknown;
    final Family<Tally> cacheInput;
    final Family<Tally> cacheRead;
    final Family<Tally> versions;
    final Family<Tally> unexpected;
    final Family<Tally> rests;
    final Family<Tally> credentialRequests;
    final Family<AtomicLong> streams;
    final Family<Tally> rateLimited;
    final Family<Tally> allowanceSettled;
    final Family<AtomicLong> waiting;
    final Family<Tally> waits;
    final Family<Tally> auditRecords;
    final Family<Tally> labelOverflow;
    final Tally reloadsRefused;
    final AtomicLong lastReloadOk;
    final AtomicLong awaitsRestart;
    final Family<Tally> logLinesDropped;
    final Histogram loopLag;

    Meters(Families families) {
        requests = families.counters(Metric.REQUESTS);
        duration = families.timers(Metric.REQUEST_DURATION);
        timeToFirstToken = families.timers(Metric.TIME_TO_FIRST_TOKEN);
        upstreamTimeToFirstToken = families.timers(Metric.UPSTREAM_TIME_TO_FIRST_TOKEN);
        timePerOutputToken = families.timers(Metric.TIME_PER_OUTPUT_TOKEN);
        overhead = families.timers(Metric.GATEWAY_OVERHEAD).of();
        attempts = families.counters(Metric.UPSTREAM_ATTEMPTS);
        failover = families.counters(Metric.FAILOVER);
        crossRegion = families.counters(Metric.CROSS_REGION_REQUESTS);
        denials = families.counters(Metric.RESIDENCY_DENIALS);
        violations = families.counters(Metric.RESIDENCY_VIOLATIONS);
        lastViolation = families.gauges(Metric.LAST_VIOLATION);
        unverified = families.counters(Metric.REGION_UNVERIFIED);
        tokens = families.counters(Metric.TOKENS);
        usageUnknown = families.counters(Metric.USAGE_UNKNOWN);
        cacheInput = families.counters(Metric.CACHE_INPUT_TOKENS);
        cacheRead = families.counters(Metric.CACHE_READ_TOKENS);
        versions = families.counters(Metric.VERSION_REQUESTS);
        unexpected = families.counters(Metric.VERSION_UNEXPECTED);
        rests = families.counters(Metric.UPSTREAM_RESTS);
        credentialRequests = families.counters(Metric.CREDENTIAL_REQUESTS);
        streams = families.gauges(Metric.STREAMS_ACTIVE);
        rateLimited = families.counters(Metric.RATE_LIMITED);
        allowanceSettled = families.counters(Metric.ALLOWANCE_SETTLED);
        waiting = families.gauges(Metric.WAITING);
        waits = families.counters(Metric.WAITS);
        auditRecords = families.counters(Metric.AUDIT_RECORDS);
        labelOverflow = families.counters(Metric.LABEL_OVERFLOW);
        reloadsRefused = families.counters(Metric.CONFIG_RELOADS_REFUSED).of();
        awaitsRestart = families.gauges(Metric.CONFIG_AWAITS_RESTART).of();
        lastReloadOk = families.gauges(Metric.CONFIG_LAST_RELOAD_OK).of();
        logLinesDropped = families.counters(Metric.LOG_LINES_DROPPED);
        loopLag = families.timers(Metric.EVENT_LOOP_LAG).of();
    }
}
