package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.providers.Api;
import org.jspecify.annotations.Nullable;

/**
 * The same exchanges in the words of a convention that others' dashboards know, where the policy asks for that.
 *
 * <p>Source: OpenTelemetry semantic conventions 1.41.1, gen-ai-metrics.
 */
final class GenAiMeters {

    private final Family<Histogram> duration;
    private final Family<Histogram> timeToFirstToken;
    private final Family<Histogram> timePerOutputToken;
    private final Family<Histogram> tokens;
    private volatile boolean on;

    GenAiMeters(Families families) {
        duration = families.timers(Metric.GEN_AI_REQUEST_DURATION);
        timeToFirstToken = families.timers(Metric.GEN_AI_TIME_TO_FIRST_TOKEN);
        timePerOutputToken = families.timers(Metric.GEN_AI_TIME_PER_OUTPUT_TOKEN);
        tokens = families.summaries(Metric.GEN_AI_TOKEN_USAGE);
    }

    void turn(boolean wanted) {
        on = wanted;
    }

    /** A path that asks no model is no operation of this convention. */
    void count(ExchangeRecord record, PlaceMeters place, @Nullable Traced by) {
        String operation = on ? GenAiNames.operation(record.path()) : null;
        if (operation == null || record.path().equals(Api.COUNT_TOKENS.path())) {
            return;
        }
        String provider = GenAiNames.provider(place.provider());
        duration.of(operation, provider, place.model(), errorType(record), place.region(), place.jurisdiction())
                .record(record.durationNanos(), by);
        if (record.stream() && record.timeToFirstTokenNanos() >= 0) {
            timeToFirstToken
                    .of(operation, provider, place.model(), place.region(), place.jurisdiction())
                    .record(record.timeToFirstTokenNanos(), by);
        }
        long perToken = PlaceMeters.perOutputTokenNanos(record);
        if (perToken >= 0) {
            timePerOutputToken
                    .of(operation, provider, place.model(), place.region(), place.jurisdiction())
                    .record(perToken, by);
        }
        tokens(record.usage().input(), "input", operation, provider, place, by);
        tokens(record.usage().output(), "output", operation, provider, place, by);
    }

    private void tokens(
            @Nullable Long count,
            String type,
            String operation,
            String provider,
            PlaceMeters place,
            @Nullable Traced by) {
        if (count != null && count >= 0) {
            tokens.of(operation, provider, place.model(), type, place.region(), place.jurisdiction())
                    .record(count, by);
        }
    }

    /** Empty, which is absent to Prometheus, for what went well. */
    private static String errorType(ExchangeRecord record) {
        return record.outcome() == Outcome.OK ? "" : record.outcome().word();
    }
}
