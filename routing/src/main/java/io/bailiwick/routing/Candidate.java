package io.bailiwick.routing;

import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Surface;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint considered for a request, with the upstream model that it would run.
 *
 * @param reach where this endpoint MAY process a request for this model
 * @param promise what is known of that before a response is seen
 * @param bestEvidence the strongest that a response can show
 */
public record Candidate(Endpoint endpoint, String model, Reach reach, Evidence promise, Evidence bestEvidence) {

    /** What live state is kept by: two names for one place share their health and their quarantine. */
    public Key key() {
        return new Key(endpoint.url(), model);
    }

    public Surface surface() {
        return new Surface(Surface.Kind.ENDPOINT, endpoint.name() + " × " + model, reach);
    }

    // Spelled out, for what Java makes of a record is put together when it is first met, and a start waits for that.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Candidate candidate
                        && endpoint.equals(candidate.endpoint)
                        && model.equals(candidate.model)
                        && reach.equals(candidate.reach)
                        && promise == candidate.promise
                        && bestEvidence == candidate.bestEvidence);
    }

    @Override
    public int hashCode() {
        return 31 * endpoint.name().hashCode() + model.hashCode();
    }

    @Override
    public String toString() {
        return endpoint.name();
    }

    /** A place to send to, whatever a policy calls it. */
    public record Key(URI url, String model) {

        // Spelled out like the above.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && url.equals(key.url) && model.equals(key.model);
        }

        @Override
        public int hashCode() {
            return 31 * url.hashCode() + model.hashCode();
        }

        @Override
        public String toString() {
            return url + " × " + model;
        }
    }
}
