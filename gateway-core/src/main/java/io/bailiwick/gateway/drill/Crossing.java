package io.bailiwick.gateway.drill;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import java.util.List;

/** Judges once more, from what came back, whether an exchange stayed inside; asks nobody who routed it. */
final class Crossing {

    private Crossing() {}

    /** {@code policy} is the one that the exchange began with. */
    static boolean in(ExchangeRecord record, GatewaySnapshot policy) {
        List<AttemptRecord> attempts = record.attempts();
        if (record.stamp().evidence() == Evidence.CONTRADICTED) {
            return true;
        }
        if (attempts.isEmpty()) {
            return false;
        }
        Jurisdiction home = policy.jurisdictions().get(record.stamp().jurisdiction());
        if (home == null) {
            return true; // sent somewhere under a law that nobody knows
        }
        Boundary boundary = home.boundary();
        return attempts.stream()
                        .anyMatch(attempt -> !attempt.candidate().reach().within(boundary))
                || !isInside(record.stamp(), attempts, boundary);
    }

    private static boolean isInside(Stamp stamp, List<AttemptRecord> attempts, Boundary boundary) {
        boolean asDeclared = stamp.region().equals(Stamp.NONE)
                || attempts.stream()
                        .anyMatch(attempt -> attempt.candidate().reach().shown().equals(stamp.region()));
        return asDeclared
                || boundary.match(
                        () -> true,
                        within -> within.regions().stream()
                                        .anyMatch(region -> region.name().equals(stamp.region()))
                                || within.countries().stream()
                                        .anyMatch(country -> country.code().equals(stamp.country()))
                                // an observed area of several countries was compared country by country as it came
                                || (stamp.country().equals("multiple") && stamp.evidence() == Evidence.OBSERVED));
    }
}
