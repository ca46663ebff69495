package io.bailiwick.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When each process was seen first, and when it had begun. A counter whose first value comes late grew to it from zero, unless
 * its process is as late and older than the period: then the value is all that was counted in that process's life.
 */
final class Births {

    private static final double A_MOMENT = 1;
    private static final int MOST_NOTES = 5;

    private final double start;
    private final List<String> notes;
    private final Map<String, List<ReadMatrix.Series>> processes = new HashMap<>();
    private final Set<String> noted = new HashSet<>();

    /** {@code start} is the period's first point, in seconds; {@code notes} are told whose past is left out. */
    Births(double start, List<String> notes) {
        this.start = start;
        this.notes = notes;
    }

    /** One process's start times. */
    void take(ReadMatrix.Series began) {
        if (began.values().length > 0) {
            processes
                    .computeIfAbsent(instance(began), absent -> new ArrayList<>(1))
                    .add(began);
        }
    }

    /** Whether that counter's first value is what it grew by in the period. */
    boolean grewFromZero(ReadMatrix.Series series) {
        double first = series.seconds()[0];
        if (first <= start + 0.000_5) {
            return false; // what was there before
        }
        List<ReadMatrix.Series> seen = processes.getOrDefault(instance(series), List.of());
        if (seen.isEmpty() || seen.stream().anyMatch(process -> process.seconds()[0] < first - A_MOMENT)) {
            return true; // nobody knows better, or it was watched and had no such counter yet
        }
        boolean older = seen.stream().allMatch(process -> process.values()[0] < start - A_MOMENT);
        if (older && noted.add(instance(series)) && noted.size() <= MOST_NOTES) {
            notes.add("instance " + Shown.text(instance(series)) + " began before this period and was first seen at "
                    + Instant.ofEpochSecond((long) first) + ": what it had counted until then is left out");
        }
        return !older;
    }

    private static String instance(ReadMatrix.Series series) {
        Map<String, String> labels = series.labels();
        return labels.getOrDefault("instance", "unknown") + " of " + labels.getOrDefault("job", "unknown");
    }
}
