package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Problem;
import io.bailiwick.gateway.CredentialObserver;
import io.bailiwick.gateway.LoopObserver;
import io.bailiwick.gateway.PolicyObserver;
import io.bailiwick.gateway.admin.MetricsPage;
import io.bailiwick.gateway.admin.SeenVersions;
import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.RoutingObserver;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** All that watches one gateway: its numbers, its lines and its spans, told together so that they say the same. */
public final class Telemetry
        implements ExchangeObserver, RoutingObserver, PolicyObserver, LoopObserver, CredentialObserver, AutoCloseable {

    private final GatewayMetrics metrics;
    private final ExchangeLog log;
    private final SpanExport spans;

    /** {@code seen} is what its versions page shows: the metrics say the same of it. */
    public Telemetry(
            BuildInfo build,
            SeenVersions seen,
            OutputStream standardOutput,
            LongSupplier nanoTime,
            RandomGenerator random) {
        metrics = new GatewayMetrics(build, seen, nanoTime);
        log = new ExchangeLog(standardOutput, metrics, nanoTime);
        spans = new SpanExport(build, metrics.spans(), nanoTime, random);
    }

    /** What a scraper reads. */
    public MetricsPage page() {
        return metrics.page();
    }

    @Override
    public void finished(ExchangeRecord record) {
        metrics.finished(record);
        log.finished(record);
        spans.finished(record);
    }

    /** A rehearsal is no traffic, so it moves no number; a crossing is one, whoever asked for it. */
    @Override
    public void rehearsed(String drill, ExchangeRecord record) {
        if (record.stamp().evidence() == Evidence.CONTRADICTED) {
            metrics.finished(record);
            spans.finished(record);
        }
        log.rehearsed(drill, record);
    }

    @Override
    public void streamOpened(String region) {
        metrics.streamOpened(region);
    }

    @Override
    public void streamClosed(String region) {
        metrics.streamClosed(region);
    }

    @Override
    public void rateLimited(String jurisdiction, String kind) {
        metrics.rateLimited(jurisdiction, kind);
    }

    @Override
    public void settled(String jurisdiction, String by) {
        metrics.settled(jurisdiction, by);
    }

    @Override
    public void waits(String jurisdiction) {
        metrics.waits(jurisdiction);
    }

    @Override
    public void waited(String jurisdiction, String ending) {
        metrics.waited(jurisdiction, ending);
    }

    @Override
    public void turnedAway(String jurisdiction) {
        metrics.turnedAway(jurisdiction);
    }

    @Override
    public void rests(Candidate candidate, RestReason why, Duration length) {
        metrics.rests(candidate, why, length);
    }

    @Override
    public void serves(Candidate candidate) {
        metrics.serves(candidate);
    }

    @Override
    public void quarantined(Candidate candidate, Jurisdiction jurisdiction, String observedPlace) {
        metrics.quarantined(candidate, jurisdiction, observedPlace);
    }

    @Override
    public void held(Candidate.Key key, String jurisdiction) {
        metrics.held(key, jurisdiction);
    }

    @Override
    public void lifted(Candidate.Key key, String jurisdiction) {
        metrics.lifted(key, jurisdiction);
    }

    @Override
    public void recorded(String jurisdiction, boolean kept) {
        metrics.recorded(jurisdiction, kept);
    }

    @Override
    public void lagged(long lateNanos) {
        metrics.lagged(lateNanos);
    }

    @Override
    public void inForce(GatewaySnapshot snapshot) {
        metrics.inForce(snapshot); // first, so that no lost line is counted on a series that was not at 0
        log.inForce(snapshot);
        spans.inForce(snapshot);
    }

    @Override
    public void awaitsRestart(List<String> settings) {
        metrics.awaitsRestart(settings);
    }

    @Override
    public void refused(List<Problem> problems) {
        metrics.refused(problems);
    }

    @Override
    public void asked(String endpoint, boolean given) {
        metrics.asked(endpoint, given);
    }

    /** Sends the spans and writes the lines that wait, for a few seconds at most. */
    @Override
    public void close() {
        spans.close();
        log.close();
    }
}
