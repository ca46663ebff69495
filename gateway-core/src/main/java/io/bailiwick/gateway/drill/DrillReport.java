package io.bailiwick.gateway.drill;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a drill has seen so far.
 *
 * @param cut whether an operator ended it before its outage was over
 * @param leftNanos until it is over
 * @param affected exchanges begun in the outage whose pool holds a place that was found out, and that it did not serve
 * @param crossed exchanges that went outside the boundary of their jurisdiction
 * @param movedNanos outage's begin to the first exchange that was served elsewhere or refused because of it
 */
public record DrillReport(
        Phase phase,
        boolean cut,
        long leftNanos,
        long affected,
        long crossed,
        @Nullable Long movedNanos,
        List<Row> rows,
        List<Sighting> places,
        List<Latency> latencies) {

    public DrillReport {
        rows = List.copyOf(rows);
        places = places.stream()
                .sorted(Comparator.comparing(
                                (Sighting seen) -> seen.candidate().endpoint().name())
                        .thenComparing(seen -> seen.candidate().model()))
                .toList();
        latencies = List.copyOf(latencies);
    }

    public @Nullable Long firstFailedNanos() {
        return earliest(Sighting::firstFailedNanos);
    }

    public @Nullable Long restedNanos() {
        return earliest(Sighting::restedNanos);
    }

    public @Nullable Long servedAgainNanos() {
        return earliest(Sighting::servedAgainNanos);
    }

    /** Whether every place that served before serves again; where none did, whether any does. */
    public boolean recovered() {
        return servedAgainNanos() != null
                && places.stream().allMatch(seen -> seen.servedBefore() == 0 || seen.servedAgainNanos() != null);
    }

    private @Nullable Long earliest(Function<Sighting, @Nullable Long> which) {
        Stream<@Nullable Long> seen = places.stream().map(which);
        return seen.filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
    }

    /** How long one phase's exchanges took, from their head to their end. */
    public record Latency(Phase phase, long exchanges, long medianMicros, long p95Micros) {

        static Latency of(Phase phase, Histogram micros) {
            return new Latency(
                    phase, micros.getTotalCount(), micros.getValueAtPercentile(50), micros.getValueAtPercentile(95));
        }
    }
}
