package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.providers.Api;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The same exchanges in the words of a convention that others' dashboards know, where the policy asks for that.
 *
 * <p>Source: OpenTelemetry semantic conventions 1.41.1, gen-ai-metrics.
 */
final class GenAiMeters {

    private final Family<Timer> duration;
    private final Family<Timer> timeToFirstToken;
    private final Family<Timer> timePerOutputToken;
    private final Family<DistributionSummary> tokens;
    private volatile boolean on;

    GenAiMeters(MeterRegistry registry) {
        duration = Family.timers(registry, Metric.GEN_AI_REQUEST_DURATION);
        timeToFirstToken = Family.timers(registry, Metric.GEN_AI_TIME_TO_FIRST_TOKEN);
        timePerOutputToken = Family.timers(registry, Metric.GEN_AI_TIME_PER_OUTPUT_TOKEN);
        tokens = Family.summaries(registry, Metric.GEN_AI_TOKEN_USAGE);
    }

    void turn(boolean wanted) {
        on = wanted;
    }

    /** A path that asks no model is no operation of this convention. */
    void count(ExchangeRecord record, PlaceMeters place) {
        String operation = on ? GenAiNames.operation(record.path()) : null;
        if (operation == null || record.path().equals(Api.COUNT_TOKENS.path())) {
            return;
        }
        String provider = GenAiNames.provider(place.provider());
        duration.of(operation, provider, place.model(), errorType(record), place.region(), place.jurisdiction())
                .record(record.durationNanos(), TimeUnit.NANOSECONDS);
        if (record.stream() && record.timeToFirstTokenNanos() >= 0) {
            timeToFirstToken
                    .of(operation, provider, place.model(), place.region(), place.jurisdiction())
                    .record(record.timeToFirstTokenNanos(), TimeUnit.NANOSECONDS);
        }
        long perToken = PlaceMeters.perOutputTokenNanos(record);
        if (perToken >= 0) {
            timePerOutputToken
                    .of(operation, provider, place.model(), place.region(), place.jurisdiction())
                    .record(perToken, TimeUnit.NANOSECONDS);
        }
        tokens(record.usage().input(), "input", operation, provider, place);
        tokens(record.usage().output(), "output", operation, provider, place);
    }

    private void tokens(@Nullable Long count, String type, String operation, String provider, PlaceMeters place) {
        if (count != null && count >= 0) {
            tokens.of(operation, provider, place.model(), type, place.region(), place.jurisdiction())
                    .record(count);
        }
    }

    /** Empty, which is absent to Prometheus, for what went well. */
    private static String errorType(ExchangeRecord record) {
        return record.outcome() == Outcome.OK ? "" : record.outcome().word();
    }
}
