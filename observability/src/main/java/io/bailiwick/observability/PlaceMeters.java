package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is counted of the exchanges of one route that one place served under one law: bound once, then only written to. */
final class PlaceMeters {

    private static final List<String> TOKEN_TYPES =
            List.of("input", "output", "cache_read", "cache_write", "reasoning");

    private final Key key;
    private final Meters meters;
    private final Map<Outcome, Once<Counter>> requests = new EnumMap<>(Outcome.class);
    private final List<Once<Timer>> durations;
    private final Once<Timer> timeToFirstToken;
    private final Once<Timer> upstreamTimeToFirstToken;
    private final Once<Timer> timePerOutputToken;
    private final List<Once<Counter>> tokens;
    private final Once<Counter> usageUnknown;
    private final ConcurrentMap<String, Once<Counter>> crossings = new ConcurrentHashMap<>();
    private final Map<RefusalCode, Once<Counter>> denials = new EnumMap<>(RefusalCode.class);

    PlaceMeters(Key key, Meters meters) {
        this.key = key;
        this.meters = meters;
        for (Outcome outcome : Outcome.values()) {
            requests.put(
                    outcome,
                    new Once<>(() -> meters.requests.of(
                            key.jurisdiction, key.region, key.country, key.provider, key.model, outcome.word())));
        }
        durations = Stream.of(false, true)
                .flatMap(stream -> Stream.of("error", "ok")
                        .map(end -> new Once<>(
                                () -> meters.duration.of(key.region, key.model, String.valueOf(stream), end))))
                .toList();
        for (RefusalCode code : RefusalCode.values()) {
            denials.put(code, new Once<>(() -> meters.denials.of(key.jurisdiction, code.word())));
        }
        timeToFirstToken = new Once<>(() -> meters.timeToFirstToken.of(key.region, key.model));
        upstreamTimeToFirstToken = new Once<>(() -> meters.upstreamTimeToFirstToken.of(key.region, key.model));
        timePerOutputToken = new Once<>(() -> meters.timePerOutputToken.of(key.region, key.model));
        tokens = TOKEN_TYPES.stream()
                .map(type -> new Once<>(() -> meters.tokens.of(key.region, key.model, type)))
                .toList();
        usageUnknown = new Once<>(() -> meters.usageUnknown.of(key.region, key.model));
    }

    String region() {
        return key.region;
    }

    String model() {
        return key.model;
    }

    String provider() {
        return key.provider;
    }

    String jurisdiction() {
        return key.jurisdiction;
    }

    Counter requests(Outcome outcome) {
        Once<Counter> counter = requests.get(outcome);
        if (counter == null) {
            throw new IllegalStateException("every outcome has its counter");
        }
        return counter.get();
    }

    void count(ExchangeRecord record) {
        requests(record.outcome()).increment();
        Refusal refusal = record.refusal();
        if (refusal != null && refusal.code().isDenial()) {
            Objects.requireNonNull(denials.get(refusal.code()), "every code has its counter")
                    .get()
                    .increment();
        }
        boolean ok = record.outcome() == Outcome.OK;
        durations
                .get((record.stream() ? 2 : 0) + (ok ? 1 : 0))
                .get()
                .record(record.durationNanos(), TimeUnit.NANOSECONDS);
        firstTokens(record);
        if (!key.region.equals(Stamp.NONE)) {
            tokens(record);
            crossing(record);
        }
    }

    private void firstTokens(ExchangeRecord record) {
        if (!record.stream() || record.timeToFirstTokenNanos() < 0) {
            return;
        }
        timeToFirstToken.get().record(record.timeToFirstTokenNanos(), TimeUnit.NANOSECONDS);
        if (record.upstreamTimeToFirstTokenNanos() >= 0) {
            upstreamTimeToFirstToken.get().record(record.upstreamTimeToFirstTokenNanos(), TimeUnit.NANOSECONDS);
        }
        long perToken = perOutputTokenNanos(record);
        if (perToken >= 0) {
            timePerOutputToken.get().record(perToken, TimeUnit.NANOSECONDS);
        }
    }

    /** Of a stream that ended well and whose tokens were counted; else -1. */
    static long perOutputTokenNanos(ExchangeRecord record) {
        Long output = record.usage().output();
        if (!record.stream() || record.timeToFirstTokenNanos() < 0 || record.outcome() != Outcome.OK) {
            return -1;
        }
        return output == null || output < 2
                ? -1
                : (record.durationNanos() - record.timeToFirstTokenNanos()) / (output - 1);
    }

    private void tokens(ExchangeRecord record) {
        Usage usage = record.usage();
        add(0, usage.input());
        add(1, usage.output());
        add(2, usage.cacheRead());
        add(3, usage.cacheWrite());
        add(4, usage.reasoning());
        boolean counts = !record.path().equals(Api.COUNT_TOKENS.path());
        if (counts && record.outcome() == Outcome.OK && usage.input() == null && usage.output() == null) {
            usageUnknown.get().increment();
        }
    }

    /** What is unknown adds nothing, and makes no series that would read as 0. */
    private void add(int type, @Nullable Long count) {
        if (count != null && count >= 0) {
            tokens.get(type).get().increment(count);
        }
    }

    /** A region that is not known is no region of ours. */
    private void crossing(ExchangeRecord record) {
        String mine = record.gatewayRegion();
        if (!key.region.equals(mine)) {
            crossings
                    .computeIfAbsent(mine, from -> new Once<>(() -> meters.crossRegion.of(from, key.region)))
                    .get()
                    .increment();
        }
    }

    /** Five labels of {@link Metric#REQUESTS}; the sixth is how it ended. */
    record Key(String jurisdiction, String region, String country, String provider, String model) {

        // Spelled out, for what Java makes of a record is put together when it is first met, and a start waits for
        // that.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && jurisdiction.equals(key.jurisdiction)
                    && region.equals(key.region)
                    && country.equals(key.country)
                    && provider.equals(key.provider)
                    && model.equals(key.model);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * jurisdiction.hashCode() + region.hashCode()) + model.hashCode();
        }
    }
}
