package io.bailiwick.report;

import java.util.ArrayList;
import java.util.List;

/** What a reader must know beside the figures, in sentences. */
final class Notes {

    private Notes() {}

    static List<String> of(Report report) {
        List<String> notes = new ArrayList<>(report.collected().notes());
        if (report.empty()) {
            notes.add("nothing was asked in this period");
        }
        if (report.total().tally().uncounted > 0) {
            notes.add(Words.count(report.total().tally().uncounted)
                    + " answered exchanges came without token counts; their cost is in no figure");
        }
        long unknown = report.total().tally().inputOfUnknownReads();
        if (unknown > 0) {
            notes.add("of " + Words.count(unknown)
                    + " input tokens nobody said how many came from a cache; hit rates leave them out");
        }
        if (!report.total().cost().known()) {
            notes.add("a cost is unknown while any of its tokens has no price; what does have one cost "
                    + report.total().cost().priced().words() + " in all");
        }
        if (report.prices().stream().anyMatch(row -> !row.verified())) {
            notes.add("prices marked 'no' were not read at whoever charges them");
        }
        notes.add(
                report.collected().exact()
                        ? "time to first token is exact: every logged stream, nearest rank"
                        : "time to first token is estimated from a histogram's buckets");
        return notes;
    }
}
