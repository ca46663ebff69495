package io.bailiwick.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What a drill shows, in one sentence. */
record DrillVerdict(boolean holds, String words) {

    static DrillVerdict of(JsonNode report) {
        long crossed = report.path("crossed").longValue();
        long affected = report.path("affected_exchanges").longValue();
        if (crossed > 0) {
            return new DrillVerdict(
                    false, "CROSSED: " + crossed + " exchanges left the boundary of their jurisdiction");
        }
        if (report.path("cut").booleanValue()) {
            return new DrillVerdict(false, "cut: the outage ended early, so nothing is shown of its rest");
        }
        if (affected == 0) {
            return new DrillVerdict(false, "nothing is shown: no exchange would have used what was out");
        }
        boolean recovered = report.at("/recovery/recovered").booleanValue();
        return new DrillVerdict(
                true,
                "nothing crossed: " + affected + " exchanges felt the outage"
                        + (recovered ? "" : "; no recovery was seen in the time after it"));
    }
}
