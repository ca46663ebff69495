package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts attempts, and moves from one to the next. */
final class AttemptMeters {

    private final Meters meters;
    private final Labels labels;

    AttemptMeters(Meters meters, Labels labels) {
        this.meters = meters;
        this.labels = labels;
    }

    /** Every place that may be asked is seen to have answered nothing yet. */
    void inForce(GatewaySnapshot snapshot) {
        for (Route route : snapshot.routes().all()) {
            route.candidates()
                    .forEach(candidate ->
                            meters.attempts.of(region(candidate), provider(candidate), route.name(), "ok"));
        }
    }

    void count(ExchangeRecord record, PlaceMeters place, @Nullable Traced by) {
        List<AttemptRecord> attempts = record.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            AttemptRecord attempt = attempts.get(i);
            told(place, attempt).add(1, by);
            if (i > 0 && !attempt.candidate().equals(attempts.get(i - 1).candidate())) {
                move(record, attempts.get(i - 1), attempt, i == attempts.size() - 1)
                        .add(1, by);
            }
        }
    }

    private Tally told(PlaceMeters place, AttemptRecord attempt) {
        Told last = place.lastAttempt;
        if (last == null || !last.isOf(attempt)) {
            last = told(attempt.candidate(), place.model(), attempt.result());
            place.lastAttempt = last;
        }
        return last.tally;
    }

    private Told told(Candidate candidate, String model, String said) {
        String region = region(candidate);
        String provider = provider(candidate);
        String result = labels.result(said);
        return new Told(region, provider, result, meters.attempts.of(region, provider, model, result));
    }

    private String region(Candidate candidate) {
        return labels.region(candidate.reach().shown());
    }

    private String provider(Candidate candidate) {
        return labels.provider(candidate.endpoint().provider());
    }

    private Tally move(ExchangeRecord record, AttemptRecord from, AttemptRecord to, boolean last) {
        return meters.failover.of(
                region(from.candidate()),
                region(to.candidate()),
                labels.result(from.result()),
                ending(record, to, last));
    }

    /** Whether moving on helped: the endpoint answered, if only to say that the client is wrong. */
    private static String ending(ExchangeRecord record, AttemptRecord attempt, boolean last) {
        if (attempt.succeeded() || (last && record.outcome() == Outcome.CLIENT_ERROR && record.refusal() == null)) {
            return "recovered";
        }
        return attempt.result().equals("cancelled") ? "cancelled" : "failed";
    }

    /** On what an attempt of one route is counted. These are labels: what became {@code _other} is the same as no attempt's. */
    record Told(String region, String provider, String result, Tally tally) {

        boolean isOf(AttemptRecord attempt) {
            return region.equals(attempt.candidate().reach().shown())
                    && provider.equals(attempt.candidate().endpoint().provider())
                    && result.equals(attempt.result());
        }
    }
}
