package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Usage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is counted of the exchanges of one route that one place served under one law: bound once, then only written to. */
final class PlaceMeters {

    private static final String[] TOKEN_TYPES = {"input", "output", "cache_read", "cache_write", "reasoning"};

    private final Key key;
    private final Meters meters;

    // Each series is bound when the first needs it: none exists for what never happens. Two threads at once are given
    // the same one.
    private @Nullable Tally okRequests;
    private final ConcurrentMap<Outcome, Tally> otherRequests = new ConcurrentHashMap<>();
    private final ConcurrentMap<RefusalCode, Tally> denials = new ConcurrentHashMap<>();
    private final @Nullable Tally[] tokens = new Tally[TOKEN_TYPES.length];
    private final @Nullable Histogram[] durations = new Histogram[4];
    private final Once<Histogram> timeToFirstToken;
    private final Once<Histogram> upstreamTimeToFirstToken;
    private final Once<Histogram> timePerOutputToken;
    private final Once<Tally> usageUnknown;
    private volatile @Nullable Crossing crossing;

    /** On what its last attempt was counted, and its last versions: most are as the last were. */
    volatile AttemptMeters.@Nullable Told lastAttempt;

    volatile VersionMeters.@Nullable Series lastVersions;

    PlaceMeters(Key key, Meters meters) {
        this.key = key;
        this.meters = meters;
        timeToFirstToken = new Once<>(() -> meters.timeToFirstToken.of(key.region, key.model));
        upstreamTimeToFirstToken = new Once<>(() -> meters.upstreamTimeToFirstToken.of(key.region, key.model));
        timePerOutputToken = new Once<>(() -> meters.timePerOutputToken.of(key.region, key.model));
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

    Tally requests(Outcome outcome) {
        if (outcome != Outcome.OK) {
            return one(otherRequests, outcome, this::counted);
        }
        Tally known = okRequests;
        if (known == null) {
            known = counted(outcome);
            okRequests = known;
        }
        return known;
    }

    private Tally counted(Outcome outcome) {
        return meters.requests.of(key.jurisdiction, key.region, key.country, key.provider, key.model, outcome.word());
    }

    private Tally denied(RefusalCode code) {
        return meters.denials.of(key.jurisdiction, code.word());
    }

    /** Looks first: a flood of one ending takes no lock. */
    private static <K> Tally one(ConcurrentMap<K, Tally> known, K key, Function<K, Tally> bind) {
        Tally found = known.get(key);
        return found != null ? found : known.computeIfAbsent(key, bind);
    }

    void count(ExchangeRecord record, @Nullable Traced by) {
        requests(record.outcome()).add(1, by);
        Refusal refusal = record.refusal();
        if (refusal != null && refusal.code().isDenial()) {
            one(denials, refusal.code(), this::denied).add(1, by);
        }
        durations(record.stream(), record.outcome() == Outcome.OK).record(record.durationNanos(), by);
        firstTokens(record, by);
        if (!key.region.equals(Stamp.NONE)) {
            tokens(record, by);
            crossing(record.gatewayRegion(), by);
        }
    }

    private Histogram durations(boolean stream, boolean ok) {
        int at = (stream ? 2 : 0) + (ok ? 1 : 0);
        Histogram known = durations[at];
        if (known == null) {
            known = meters.duration.of(key.region, key.model, String.valueOf(stream), ok ? "ok" : "error");
            durations[at] = known;
        }
        return known;
    }

    private void firstTokens(ExchangeRecord record, @Nullable Traced by) {
        if (!record.stream() || record.timeToFirstTokenNanos() < 0) {
            return;
        }
        timeToFirstToken.get().record(record.timeToFirstTokenNanos(), by);
        if (record.upstreamTimeToFirstTokenNanos() >= 0) {
            upstreamTimeToFirstToken.get().record(record.upstreamTimeToFirstTokenNanos(), by);
        }
        long perToken = perOutputTokenNanos(record);
        if (perToken >= 0) {
            timePerOutputToken.get().record(perToken, by);
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

    private void tokens(ExchangeRecord record, @Nullable Traced by) {
        if (record.path().equals(Api.COUNT_TOKENS.path())) {
            return;
        }
        Usage usage = record.usage();
        add(0, usage.input(), by);
        add(1, usage.output(), by);
        add(2, usage.cacheRead(), by);
        add(3, usage.cacheWrite(), by);
        add(4, usage.reasoning(), by);
        if (record.outcome() == Outcome.OK && usage.input() == null && usage.output() == null) {
            usageUnknown.get().add(1, by);
        }
    }

    /** What is unknown adds nothing, and makes no series that would read as 0. */
    private void add(int type, @Nullable Long count, @Nullable Traced by) {
        if (count == null || count < 0) {
            return;
        }
        Tally known = tokens[type];
        if (known == null) {
            known = meters.tokens.of(key.region, key.model, TOKEN_TYPES[type]);
            tokens[type] = known;
        }
        known.add(count, by);
    }

    /** A region that is not known is no region of ours. */
    private void crossing(String mine, @Nullable Traced by) {
        if (key.region.equals(mine)) {
            return;
        }
        Crossing known = crossing;
        if (known == null || !known.from.equals(mine)) {
            known = new Crossing(mine, meters.crossRegion.of(mine, key.region));
            crossing = known;
        }
        known.told.add(1, by);
    }

    /** From the region that a policy says is the gateway's: the next policy may say another. */
    private record Crossing(String from, Tally told) {}

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
