package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.MetricsSettings;
import io.bailiwick.config.Problem;
import io.bailiwick.gateway.CredentialObserver;
import io.bailiwick.gateway.LoopObserver;
import io.bailiwick.gateway.PolicyObserver;
import io.bailiwick.gateway.admin.MetricsPage;
import io.bailiwick.gateway.admin.SeenVersions;
import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RestReason;
import io.bailiwick.routing.RoutingObserver;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** What is happening, in numbers: watches exchanges, endpoints, policies, loops and the log, and exports the catalogue. */
public final class GatewayMetrics
        implements ExchangeObserver, RoutingObserver, PolicyObserver, LoopObserver, CredentialObserver, LogObserver {

    private final PrometheusRegistry page = new PrometheusRegistry();
    private final TraceExemplars exemplars;
    private final Meters meters;
    private final Labels labels;
    private final GenAiMeters genAi;
    private final VersionMeters versions;
    private final ExchangeMeters exchanges;
    private final PolicyMeters policies;
    private final SpanMeters spans;
    private final UpstreamStanding standing;

    public GatewayMetrics(BuildInfo build, SeenVersions seen, LongSupplier nanoTime) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, page, Clock.SYSTEM);
        exemplars = new TraceExemplars(nanoTime);
        Families families = new Families(page, exemplars);
        meters = new Meters(families);
        labels = new Labels(meters);
        genAi = new GenAiMeters(families);
        versions = new VersionMeters(meters, labels, nanoTime);
        exchanges = new ExchangeMeters(meters, labels, versions, genAi);
        policies = new PolicyMeters(registry, meters, seen);
        spans = new SpanMeters(registry, families, labels);
        standing = new UpstreamStanding(registry, meters, nanoTime);
        AskedGauge.info(registry, Metric.BUILD_INFO, build.version(), build.revision());
        ProcessMeters.register(registry);
    }

    /** What a scraper reads. */
    public MetricsPage page() {
        return new PrometheusPage(page, versions::retire);
    }

    /** Where the export of spans says what becomes of them. */
    SpanObserver spans() {
        return spans;
    }

    @Override
    public void finished(ExchangeRecord record) {
        exchanges.count(record, exemplars.of(record));
    }

    @Override
    public void streamOpened(String region) {
        meters.streams.of(labels.region(region)).incrementAndGet();
    }

    @Override
    public void streamClosed(String region) {
        meters.streams.of(labels.region(region)).decrementAndGet();
    }

    @Override
    public void rateLimited(String jurisdiction, String kind) {
        meters.rateLimited.of(labels.jurisdiction(jurisdiction), kind).increment();
    }

    @Override
    public void settled(String jurisdiction, String by) {
        meters.allowanceSettled.of(labels.jurisdiction(jurisdiction), by).increment();
    }

    @Override
    public void waits(String jurisdiction) {
        meters.waiting.of(labels.jurisdiction(jurisdiction)).incrementAndGet();
    }

    @Override
    public void waited(String jurisdiction, String ending) {
        meters.waiting.of(labels.jurisdiction(jurisdiction)).decrementAndGet();
        meters.waits.of(labels.jurisdiction(jurisdiction), ending).increment();
    }

    @Override
    public void turnedAway(String jurisdiction) {
        meters.waits.of(labels.jurisdiction(jurisdiction), "turned_away").increment();
    }

    @Override
    public void recorded(String jurisdiction, boolean kept) {
        meters.auditRecords
                .of(labels.jurisdiction(jurisdiction), kept ? "written" : "failed")
                .increment();
    }

    @Override
    public void rests(Candidate candidate, RestReason why, Duration length) {
        standing.rests(candidate, why, length.toNanos());
    }

    @Override
    public void serves(Candidate candidate) {
        standing.serves(candidate.key());
    }

    @Override
    public void quarantined(Candidate candidate, Jurisdiction jurisdiction, String observedPlace) {
        standing.quarantined(candidate.key(), jurisdiction.name());
    }

    @Override
    public void held(Candidate.Key key, String jurisdiction) {
        standing.quarantined(key, jurisdiction);
    }

    @Override
    public void lifted(Candidate.Key key, String jurisdiction) {
        standing.lifted(key, jurisdiction);
    }

    @Override
    public void inForce(GatewaySnapshot snapshot) {
        MetricsSettings settings = snapshot.gateway().metrics();
        genAi.turn(settings.genAi());
        exemplars.turn(settings.exemplars());
        labels.list(snapshot); // before anything is counted under it
        exchanges.inForce(snapshot);
        policies.inForce(snapshot);
        standing.inForce(snapshot);
        spans.inForce(snapshot);
    }

    @Override
    public void awaitsRestart(List<String> settings) {
        policies.awaitsRestart(!settings.isEmpty());
    }

    @Override
    public void refused(List<Problem> problems) {
        policies.refused();
    }

    @Override
    public void lagged(long lateNanos) {
        meters.loopLag.record(lateNanos);
    }

    @Override
    public void asked(String endpoint, boolean given) {
        meters.credentialRequests.of(endpoint, given ? "given" : "failed").increment();
    }

    @Override
    public void lost(String jurisdiction, Loss why) {
        meters.logLinesDropped.of(labels.jurisdiction(jurisdiction), why.word()).increment();
    }
}
