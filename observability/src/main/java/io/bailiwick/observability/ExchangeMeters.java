package io.bailiwick.observability;

import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Usage;
import io.bailiwick.residency.Evidence;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts one exchange that has ended. */
final class ExchangeMeters {

    private final Meters meters;
    private final Labels labels;

    ExchangeMeters(Meters meters, Labels labels) {
        this.meters = meters;
        this.labels = labels;
    }

    void count(ExchangeRecord record) {
        Stamp stamp = record.stamp();
        String jurisdiction = labels.jurisdiction(stamp.jurisdiction());
        String region = labels.region(stamp.region());
        String model = labels.model(record.route());
        meters.requests
                .of(
                        jurisdiction,
                        region,
                        labels.country(stamp.country()),
                        labels.provider(record.provider()),
                        model,
                        record.outcome().word())
                .increment();
        times(record, region, model);
        residency(record, jurisdiction, region);
        attempts(record, model);
        if (!stamp.region().equals(Stamp.NONE)) {
            meters.versions
                    .of(
                            region,
                            model,
                            labels.modelVersion(record),
                            labels.promptName(record),
                            labels.promptVersion(record))
                    .increment();
            unverified(record, region);
            tokens(record, region, model);
        }
    }

    private void times(ExchangeRecord record, String region, String model) {
        meters.duration
                .of(region, model, String.valueOf(record.stream()), record.outcome() == Outcome.OK ? "ok" : "error")
                .record(record.durationNanos(), TimeUnit.NANOSECONDS);
        if (record.overheadNanos() >= 0) {
            meters.overhead.record(record.overheadNanos(), TimeUnit.NANOSECONDS);
        }
        if (!record.stream() || record.timeToFirstTokenNanos() < 0) {
            return;
        }
        meters.timeToFirstToken.of(region, model).record(record.timeToFirstTokenNanos(), TimeUnit.NANOSECONDS);
        if (record.upstreamTimeToFirstTokenNanos() >= 0) {
            meters.upstreamTimeToFirstToken
                    .of(region, model)
                    .record(record.upstreamTimeToFirstTokenNanos(), TimeUnit.NANOSECONDS);
        }
        Long output = record.usage().output();
        if (record.outcome() == Outcome.OK && output != null && output > 1) {
            long afterFirstNanos = record.durationNanos() - record.timeToFirstTokenNanos();
            meters.timePerOutputToken.of(region, model).record(afterFirstNanos / (output - 1), TimeUnit.NANOSECONDS);
        }
    }

    private void residency(ExchangeRecord record, String jurisdiction, String region) {
        if (record.refusal() != null && record.refusal().code().isDenial()) {
            meters.denials.of(jurisdiction, record.refusal().code().word()).increment();
        }
        if (record.stamp().evidence() == Evidence.CONTRADICTED) {
            meters.violations.of(jurisdiction, region).increment();
            meters.lastViolation.of(jurisdiction).accumulateAndGet(record.at().getEpochSecond(), Math::max);
        }
    }

    private void unverified(ExchangeRecord record, String region) {
        String why = null;
        if (record.stamp().evidence() == Evidence.NONE) {
            why = record.stamp().region().equals(Stamp.UNKNOWN) ? "global_endpoint" : "no_evidence";
        } else if (record.mismatch()) {
            why = "mismatch";
        }
        if (why != null) {
            meters.unverified
                    .of(region, labels.provider(record.provider()), why)
                    .increment();
        }
    }

    private void attempts(ExchangeRecord record, String model) {
        List<AttemptRecord> attempts = record.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            AttemptRecord attempt = attempts.get(i);
            meters.attempts
                    .of(
                            regionOf(attempt),
                            labels.provider(attempt.candidate().endpoint().provider()),
                            model,
                            labels.result(attempt.result()))
                    .increment();
            if (i > 0 && !attempt.candidate().equals(attempts.get(i - 1).candidate())) {
                boolean last = i == attempts.size() - 1;
                meters.failover
                        .of(
                                regionOf(attempts.get(i - 1)),
                                regionOf(attempt),
                                labels.result(attempts.get(i - 1).result()),
                                ending(record, attempt, last))
                        .increment();
            }
        }
    }

    private String regionOf(AttemptRecord attempt) {
        return labels.region(attempt.candidate().reach().shown());
    }

    /** Whether moving on helped: the endpoint answered, if only to say that the client is wrong. */
    private static String ending(ExchangeRecord record, AttemptRecord attempt, boolean last) {
        if (attempt.succeeded() || (last && record.outcome() == Outcome.CLIENT_ERROR && record.refusal() == null)) {
            return "recovered";
        }
        return attempt.result().equals("cancelled") ? "cancelled" : "failed";
    }

    private void tokens(ExchangeRecord record, String region, String model) {
        Usage usage = record.usage();
        tokens(region, model, "input", usage.input());
        tokens(region, model, "output", usage.output());
        tokens(region, model, "cache_read", usage.cacheRead());
        tokens(region, model, "cache_write", usage.cacheWrite());
        tokens(region, model, "reasoning", usage.reasoning());
        boolean counts = !record.path().equals(Api.COUNT_TOKENS.path());
        if (counts && record.outcome() == Outcome.OK && usage.input() == null && usage.output() == null) {
            meters.usageUnknown.of(region, model).increment();
        }
    }

    /** What is unknown adds nothing, and makes no series that would read as 0. */
    private void tokens(String region, String model, String type, @Nullable Long count) {
        if (count != null && count >= 0) {
            meters.tokens.of(region, model, type).increment(count);
        }
    }
}
