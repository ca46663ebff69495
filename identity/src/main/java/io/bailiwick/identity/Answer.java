package io.bailiwick.identity;

import io.bailiwick.residency.Jurisdiction;
import java.util.List;

/**
 * What one source says of a user's jurisdiction.
 *
 * @param said what it said, in its own words: a country, a host, a claim
 * @param jurisdictions none where that means nothing here; several conflict
 */
public record Answer(Source source, String said, List<Jurisdiction> jurisdictions) {
    public Answer {
        jurisdictions = List.copyOf(jurisdictions);
    }
}
