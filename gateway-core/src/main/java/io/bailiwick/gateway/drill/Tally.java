package io.bailiwick.gateway.drill;

import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.routing.Candidate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Counts one drill's exchanges; every event loop tells it, each for the length of a few additions. */
final class Tally {

    /** Beyond it rows share one name: an observed region is an upstream's word. */
    private static final int MOST_ROWS = 1_000;

    private static final String OTHER = "other";
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private final Map<Row.Key, Row.Counter> rows = new TreeMap<>();
    private final Map<Phase, Histogram> latencies = new EnumMap<>(Phase.class);
    private final Map<Candidate.Key, Sighting.Watched> places = new HashMap<>();
    private long affected;
    private boolean anythingFailed;
    private long crossed;
    private @Nullable Long movedNanos;

    synchronized void served(Candidate place, boolean before, long sinceOutageEndNanos) {
        Sighting.Watched watched = place(place);
        if (before) {
            watched.servesBefore();
        } else {
            watched.servesAgain(sinceOutageEndNanos);
        }
    }

    synchronized void failed(Candidate place, long sinceOutageNanos) {
        anythingFailed = true;
        place(place).fails(sinceOutageNanos);
    }

    synchronized void rests(Candidate place, long sinceOutageNanos) {
        anythingFailed = true;
        place(place).rests(sinceOutageNanos);
    }

    /** An exchange that would have used a place that is out was served elsewhere, or refused. */
    synchronized void moved(long sinceOutageNanos) {
        movedNanos = movedNanos == null ? Long.valueOf(sinceOutageNanos) : movedNanos;
    }

    /** An exchange begun in the outage met it: it was not served by a place that was out, and would have been. */
    synchronized void felt() {
        affected++;
    }

    synchronized boolean anythingFailed() {
        return anythingFailed;
    }

    synchronized void count(ExchangeRecord record, Phase phase, boolean crosses) {
        Row.Counter row =
                row(phase, record.stamp().jurisdiction(), record.stamp().region());
        Refusal refusal = record.refusal();
        if (refusal != null) {
            row.refused(refusal.code().word());
        } else if (record.outcome() == Outcome.OK) {
            row.served(record.attempts().size() > 1);
        } else {
            row.failed(record.outcome().word());
        }
        if (crosses) {
            crossed++;
            row.crossed();
        }
        latencies
                .computeIfAbsent(phase, any -> new Histogram(LONGEST_MICROS, 2))
                .recordValue(Math.min(LONGEST_MICROS, Math.max(0, record.durationNanos() / 1_000)));
    }

    private Row.Counter row(Phase phase, String jurisdiction, String region) {
        Row.Key key = new Row.Key(phase, jurisdiction, region);
        Row.Counter known = rows.get(key);
        if (known == null && rows.size() >= MOST_ROWS) {
            key = new Row.Key(phase, OTHER, OTHER);
        }
        return known != null ? known : rows.computeIfAbsent(key, any -> new Row.Counter());
    }

    private Sighting.Watched place(Candidate candidate) {
        return places.computeIfAbsent(candidate.key(), any -> new Sighting.Watched(candidate));
    }

    synchronized DrillReport report(Phase phase, boolean cut, long leftNanos) {
        List<Row> counted = rows.entrySet().stream()
                .map(row -> row.getValue().of(row.getKey()))
                .toList();
        List<Sighting> sightings =
                places.values().stream().map(Sighting.Watched::now).toList();
        List<DrillReport.Latency> times = latencies.entrySet().stream()
                .map(each -> DrillReport.Latency.of(each.getKey(), each.getValue()))
                .toList();
        return new DrillReport(phase, cut, leftNanos, affected, crossed, movedNanos, counted, sightings, times);
    }
}
