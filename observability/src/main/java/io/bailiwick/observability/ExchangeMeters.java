package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Outcome;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.residency.Evidence;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Counts one exchange that has ended. */
final class ExchangeMeters {

    private final Meters meters;
    private final Labels labels;
    private final AttemptMeters attempts;
    private final VersionMeters versions;
    private final GenAiMeters genAi;
    private final ConcurrentMap<PlaceMeters.Key, PlaceMeters> places = new ConcurrentHashMap<>();

    ExchangeMeters(Meters meters, Labels labels, VersionMeters versions, GenAiMeters genAi) {
        this.meters = meters;
        this.labels = labels;
        this.attempts = new AttemptMeters(meters, labels);
        this.versions = versions;
        this.genAi = genAi;
    }

    /** Binds what this policy's exchanges will be counted on, so that none of them has to. */
    void inForce(GatewaySnapshot snapshot) {
        for (Route route : snapshot.routes().all()) {
            for (Pool pool : route.pools().values()) {
                pool.candidates().forEach(candidate -> bind(route, pool, candidate));
            }
        }
        attempts.inForce(snapshot);
    }

    private void bind(Route route, Pool pool, Candidate candidate) {
        place(new PlaceMeters.Key(
                        pool.jurisdiction().name(),
                        candidate.reach().shown(),
                        candidate.reach().shownCountry(),
                        candidate.endpoint().provider(),
                        route.name()))
                .requests(Outcome.OK);
    }

    /** {@code by} is the exchange as it may be named; null names none. */
    void count(ExchangeRecord record, @Nullable Traced by) {
        Stamp stamp = record.stamp();
        String provider = record.provider();
        PlaceMeters place = place(new PlaceMeters.Key(
                stamp.jurisdiction(),
                stamp.region(),
                stamp.country(),
                provider == null ? Stamp.NONE : provider,
                record.route()));
        place.count(record, by);
        genAi.count(record, place, by);
        if (record.overheadNanos() >= 0) {
            meters.overhead.record(record.overheadNanos(), by);
        }
        violation(record, place, by);
        attempts.count(record, place, by);
        if (!stamp.region().equals(Stamp.NONE)) {
            versions.count(record, place, by);
            unverified(record, place, by);
        }
    }

    /** A value that nobody listed is replaced, and counted, each time: only what is listed is kept here. */
    private PlaceMeters place(PlaceMeters.Key said) {
        PlaceMeters known = places.get(said);
        if (known != null) {
            return known;
        }
        PlaceMeters.Key listed = new PlaceMeters.Key(
                labels.jurisdiction(said.jurisdiction()),
                labels.region(said.region()),
                labels.country(said.country()),
                labels.provider(said.provider()),
                labels.model(said.model()));
        return places.computeIfAbsent(listed, absent -> new PlaceMeters(absent, meters));
    }

    private void violation(ExchangeRecord record, PlaceMeters place, @Nullable Traced by) {
        if (record.stamp().evidence() == Evidence.CONTRADICTED) {
            meters.violations.of(place.jurisdiction(), place.region()).add(1, by);
            meters.lastViolation
                    .of(place.jurisdiction())
                    .accumulateAndGet(record.at().getEpochSecond(), Math::max);
        }
    }

    private void unverified(ExchangeRecord record, PlaceMeters place, @Nullable Traced by) {
        if (record.stamp().evidence() == Evidence.NONE) {
            boolean anywhere = record.stamp().region().equals(Stamp.UNKNOWN);
            unverified(place, anywhere ? "global_endpoint" : "no_evidence", by);
        } else if (record.mismatch()) {
            unverified(place, "mismatch", by);
        }
    }

    private void unverified(PlaceMeters place, String why, @Nullable Traced by) {
        meters.unverified.of(place.region(), place.provider(), why).add(1, by);
    }
}
