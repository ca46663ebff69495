package io.bailiwick.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a source had to tell.
 *
 * @param source what was read, in a few words
 * @param exact whether times are exact, or come from buckets
 * @param notes what a reader of the figures must know
 */
public record Collected(String source, boolean exact, Map<Traffic, Tally> tallies, List<String> notes) {

    /** More kinds of traffic than any fleet has: whoever makes more is making them up. */
    private static final int MOST_TRAFFIC = 5_000;

    static final String OTHER = "_other";

    Collected(String source, boolean exact) {
        this(source, exact, new TreeMap<>(Traffic.ORDER), new ArrayList<>());
    }

    Tally tally(Traffic traffic) {
        Tally known = tallies.get(traffic);
        if (known != null) {
            return known;
        }
        Traffic kept = tallies.size() < MOST_TRAFFIC ? traffic : new Traffic(OTHER, OTHER, null, null);
        return tallies.computeIfAbsent(kept, absent -> new Tally());
    }
}
