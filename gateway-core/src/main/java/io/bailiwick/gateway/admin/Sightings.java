package io.bailiwick.gateway.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What was seen, from its first time to its last; bounded, for what is seen is other people's text. */
final class Sightings<K> {

    /** Looking at all of them is dear, and what is full may stay so. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private final int most;
    private final Duration kept;
    private final ConcurrentMap<K, Sighting> seen = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Instant lookedAt = Instant.EPOCH;

    /** Holds {@code most} at once; when there is no room, what nobody saw for {@code kept} makes way. */
    Sightings(int most, Duration kept) {
        this.most = most;
        this.kept = kept;
    }

    /** Where there is no room for {@code key}, it is seen as one of {@code others}. */
    void see(K key, K others, Instant at) {
        Sighting known = seen.get(key);
        if (known == null) {
            known = hasRoom(at) ? begin(key, at) : begin(others, at);
        }
        known.again(at);
    }

    private boolean hasRoom(Instant at) {
        if (count.get() >= most && at.isAfter(lookedAt.plus(LOOK_EVERY))) {
            lookedAt = at;
            forget(at.minus(kept));
        }
        return count.get() < most;
    }

    private Sighting begin(K key, Instant at) {
        return seen.computeIfAbsent(key, absent -> {
            count.incrementAndGet();
            return new Sighting(at);
        });
    }

    private void forget(Instant before) {
        seen.forEach((key, sighting) -> {
            if (sighting.last().isBefore(before) && seen.remove(key, sighting)) {
                count.decrementAndGet();
            }
        });
    }

    /** Sorted by key. */
    List<Row<K>> rows(Comparator<K> order) {
        return seen.entrySet().stream()
                .sorted((one, other) -> order.compare(one.getKey(), other.getKey()))
                .map(each -> new Row<>(
                        each.getKey(),
                        each.getValue().first,
                        each.getValue().last(),
                        each.getValue().sum()))
                .toList();
    }

    /** Those that were seen at or after {@code since}. */
    List<K> since(Instant since) {
        return seen.entrySet().stream()
                .filter(each -> !each.getValue().last().isBefore(since))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** One of them, and when. */
    record Row<K>(K key, Instant first, Instant last, long exchanges) {}

    /** It is the count of its exchanges, and a last time without an object of its own: many are told of in turn. */
    @SuppressWarnings("serial") // the adder's; it is written nowhere
    private static final class Sighting extends LongAdder {

        private final Instant first;
        private volatile long lastMicros;

        Sighting(Instant first) {
            this.first = first.truncatedTo(ChronoUnit.MICROS); // as the last is kept, which would be before it else
            this.lastMicros = micros(first);
        }

        /** Two threads may come in the wrong order by an instant: a last time is no evidence to the microsecond. */
        void again(Instant at) {
            long now = micros(at);
            if (now > lastMicros) {
                lastMicros = now;
            }
            increment();
        }

        private static long micros(Instant at) {
            return at.getEpochSecond() * MICROS_PER_SECOND + at.getNano() / NANOS_PER_MICRO;
        }

        Instant last() {
            return Instant.EPOCH.plus(lastMicros, ChronoUnit.MICROS);
        }
    }
}
