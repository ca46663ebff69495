package io.bailiwick.gateway.admin;

import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The model and prompt versions that really served, per region, with first and last time. */
public final class SeenVersions implements ExchangeObserver {

    /** Versions are other people's text; beyond this many the rest is counted under one name. */
    private static final int MOST = 2000;

    private static final Key OTHERS = new Key("_other", "_other", "_other", null, null, "_other");

    private final ConcurrentMap<Key, Seen> seen = new ConcurrentHashMap<>();

    @Override
    public void finished(ExchangeRecord record) {
        if (record.stamp().attempts() == 0) {
            return;
        }
        Key key = new Key(
                record.stamp().region(),
                record.route(),
                record.stamp().modelVersion(),
                record.fingerprint(),
                record.promptName(),
                record.stamp().promptVersion());
        Key kept = seen.containsKey(key) || seen.size() < MOST ? key : OTHERS;
        seen.merge(kept, new Seen(record.at(), record.at(), 1), Seen::plus);
    }

    /** Every version seen, by region and route. */
    public List<Row> rows() {
        return seen.entrySet().stream()
                .map(entry -> new Row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((Row row) -> row.key().region())
                        .thenComparing(row -> row.key().route())
                        .thenComparing(row -> row.key().modelVersion()))
                .toList();
    }

    /** What served together. */
    public record Key(
            String region,
            String route,
            String modelVersion,
            @Nullable String fingerprint,
            @Nullable String promptName,
            String promptVersion) {}

    /** When, and how often. */
    public record Seen(Instant first, Instant last, long exchanges) {
        Seen plus(Seen later) {
            return new Seen(first, later.last, exchanges + later.exchanges);
        }
    }

    /** A combination and its times. */
    public record Row(Key key, Seen seen) {}
}
