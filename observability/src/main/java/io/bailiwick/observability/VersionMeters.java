package io.bailiwick.observability;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.providers.Usage;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts exchanges and cached tokens by the versions at work; a combination that rests for a day leaves the page. */
final class VersionMeters {

    /** How long a combination may be idle before its series go. */
    static final Duration KEPT = Duration.ofHours(24);

    private final Meters meters;
    private final Labels labels;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<Key, Series> series = new ConcurrentHashMap<>();

    VersionMeters(Meters meters, Labels labels, LongSupplier nanoTime) {
        this.meters = meters;
        this.labels = labels;
        this.nanoTime = nanoTime;
    }

    void count(ExchangeRecord record, PlaceMeters place, @Nullable Traced by) {
        String modelVersion = labels.modelVersion(record);
        String promptName = labels.promptName(record);
        String promptVersion = labels.promptVersion(record);
        Series last = place.lastVersions;
        if (last == null || !last.isOf(modelVersion, promptName, promptVersion)) {
            last = series(new Key(place.region(), place.model(), modelVersion, promptName, promptVersion));
            place.lastVersions = last;
        }
        last.count(record.usage(), by);
        if (labels.isUnexpectedModel(record)) {
            meters.unexpected.of(place.region(), place.model(), "model").add(1, by);
        }
        if (labels.isUnexpectedPrompt(record)) {
            meters.unexpected.of(place.region(), place.model(), "prompt").add(1, by);
        }
    }

    private Series series(Key key) {
        Series known = series.get(key);
        return known != null ? known : series.computeIfAbsent(key, Series::new);
    }

    /** Takes off the page what nobody counted on for a day; asked whenever somebody scrapes. */
    void retire() {
        long now = nanoTime.getAsLong();
        for (Key key : series.keySet()) {
            // Both at once: whoever counts on this key meanwhile makes meters that stay on the page.
            series.computeIfPresent(key, (same, known) -> {
                if (now - known.lastNanos < KEPT.toNanos()) {
                    return known;
                }
                known.remove();
                return null;
            });
        }
    }

    private record Key(String region, String model, String modelVersion, String promptName, String promptVersion) {

        // Spelled out, for what Java makes of a record is put together when it is first met, and a start waits for
        // that.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && region.equals(key.region)
                    && model.equals(key.model)
                    && modelVersion.equals(key.modelVersion)
                    && promptName.equals(key.promptName)
                    && promptVersion.equals(key.promptVersion);
        }

        @Override
        public int hashCode() {
            // Every name counts: a thousand routes may ask for one version, and would be looked through one by one.
            int versions = 31 * (31 * modelVersion.hashCode() + promptName.hashCode()) + promptVersion.hashCode();
            return 31 * (31 * region.hashCode() + model.hashCode()) + versions;
        }
    }

    /** The counters of one combination. */
    final class Series {

        private final Key key;
        private final Tally requests;
        private final Once<Tally> cacheInput;
        private final Once<Tally> cacheRead;
        private volatile boolean removed;
        private volatile long lastNanos = nanoTime.getAsLong();

        Series(Key key) {
            this.key = key;
            requests = meters.versions.of(
                    key.region,
                    key.model,
                    key.modelVersion,
                    key.promptName,
                    key.promptVersion,
                    Stamp.UNKNOWN,
                    Stamp.UNKNOWN);
            cacheInput = new Once<>(() ->
                    meters.cacheInput.of(key.region, key.model, key.modelVersion, key.promptName, key.promptVersion));
            cacheRead = new Once<>(() ->
                    meters.cacheRead.of(key.region, key.model, key.modelVersion, key.promptName, key.promptVersion));
        }

        /** Its place is known; a series that has left the page is no one's. */
        boolean isOf(String modelVersion, String promptName, String promptVersion) {
            return !removed
                    && modelVersion.equals(key.modelVersion)
                    && promptName.equals(key.promptName)
                    && promptVersion.equals(key.promptVersion);
        }

        /** An upstream that is silent about its cache is in neither count: unknown is not cold. */
        void count(Usage usage, @Nullable Traced by) {
            lastNanos = nanoTime.getAsLong();
            requests.add(1, by);
            Long input = usage.input();
            Long read = usage.cacheRead();
            if (input != null && read != null && read >= 0 && input >= read) {
                cacheInput.get().add(input, by);
                cacheRead.get().add(read, by);
            }
        }

        void remove() {
            removed = true;
            meters.versions.remove(
                    key.region,
                    key.model,
                    key.modelVersion,
                    key.promptName,
                    key.promptVersion,
                    Stamp.UNKNOWN,
                    Stamp.UNKNOWN);
            meters.cacheInput.remove(key.region, key.model, key.modelVersion, key.promptName, key.promptVersion);
            meters.cacheRead.remove(key.region, key.model, key.modelVersion, key.promptName, key.promptVersion);
        }
    }
}
