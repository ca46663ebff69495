package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.spine.AttemptRecord;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Route;
import io.micrometer.core.instrument.Counter;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts attempts, and moves from one to the next; what a policy's candidates need is bound when it comes into force. */
final class AttemptMeters {

    private final Meters meters;
    private final Labels labels;
    private volatile Map<String, IdentityHashMap<Candidate, Target>> targets = Map.of();

    AttemptMeters(Meters meters, Labels labels) {
        this.meters = meters;
        this.labels = labels;
    }

    /** An exchange of an older policy finds its candidates no more, and its labels still. */
    void inForce(GatewaySnapshot snapshot) {
        Map<String, IdentityHashMap<Candidate, Target>> fresh = new HashMap<>();
        for (Route route : snapshot.routes().all()) {
            IdentityHashMap<Candidate, Target> mine = new IdentityHashMap<>();
            route.pools()
                    .values()
                    .forEach(pool -> pool.candidates()
                            .forEach(candidate -> mine.put(candidate, new Target(candidate, route.name()))));
            mine.values().forEach(target -> target.count("ok", 0));
            fresh.put(route.name(), mine);
        }
        targets = fresh;
    }

    /** {@code model} is the exchange's label. */
    void count(ExchangeRecord record, String model) {
        List<AttemptRecord> attempts = record.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            AttemptRecord attempt = attempts.get(i);
            target(record, model, attempt).count(attempt.result(), 1);
            if (i > 0 && !attempt.candidate().equals(attempts.get(i - 1).candidate())) {
                move(record, model, attempts.get(i - 1), attempt, i == attempts.size() - 1);
            }
        }
    }

    private void move(ExchangeRecord record, String model, AttemptRecord from, AttemptRecord to, boolean last) {
        meters.failover
                .of(
                        target(record, model, from).region,
                        target(record, model, to).region,
                        labels.result(from.result()),
                        ending(record, to, last))
                .increment();
    }

    /** Whether moving on helped: the endpoint answered, if only to say that the client is wrong. */
    private static String ending(ExchangeRecord record, AttemptRecord attempt, boolean last) {
        if (attempt.succeeded() || (last && record.outcome() == Outcome.CLIENT_ERROR && record.refusal() == null)) {
            return "recovered";
        }
        return attempt.result().equals("cancelled") ? "cancelled" : "failed";
    }

    private Target target(ExchangeRecord record, String model, AttemptRecord attempt) {
        IdentityHashMap<Candidate, Target> known = targets.get(record.route());
        Target found = known == null ? null : known.get(attempt.candidate());
        return found == null ? new Target(attempt.candidate(), model) : found;
    }

    /** One candidate of one route, as labels. */
    private final class Target {

        private final String region;
        private final String provider;
        private final String model;
        private final ConcurrentMap<String, Counter> results = new ConcurrentHashMap<>();

        Target(Candidate candidate, String model) {
            region = labels.region(candidate.reach().shown());
            provider = labels.provider(candidate.endpoint().provider());
            this.model = model;
        }

        void count(String result, int times) {
            Counter known = results.get(result);
            if (known == null) {
                String label = labels.result(result);
                known = results.computeIfAbsent(label, absent -> meters.attempts.of(region, provider, model, absent));
            }
            known.increment(times);
        }
    }
}
