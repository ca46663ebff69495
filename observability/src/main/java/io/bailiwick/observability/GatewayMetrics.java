package io.bailiwick.observability;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Problem;
import io.bailiwick.gateway.PolicyObserver;
import io.bailiwick.gateway.admin.MetricsPage;
import io.bailiwick.gateway.spine.ExchangeObserver;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.RoutingObserver;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** What is happening, in numbers: watches exchanges, endpoints, policies and the log, and exports the catalogue. */
public final class GatewayMetrics implements ExchangeObserver, RoutingObserver, PolicyObserver, LogObserver {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final Labels labels = new Labels(meters);
    private final ExchangeMeters exchanges = new ExchangeMeters(meters, labels);
    private final PolicyMeters policies = new PolicyMeters(registry, meters);
    private final UpstreamStanding standing;

    public GatewayMetrics(BuildInfo build, LongSupplier nanoTime) {
        standing = new UpstreamStanding(registry, nanoTime);
        Family.info(registry, Metric.BUILD_INFO, build.version(), build.revision());
    }

    /** What a scraper reads. */
    public MetricsPage page() {
        return new PrometheusPage(registry);
    }

    @Override
    public void finished(ExchangeRecord record) {
        exchanges.count(record);
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
    public void rests(Candidate candidate, String why, Duration length) {
        standing.rests(candidate.key(), length);
    }

    @Override
    public void serves(Candidate candidate) {
        standing.serves(candidate.key());
    }

    @Override
    public void inForce(GatewaySnapshot snapshot) {
        labels.list(snapshot); // before anything is counted under it
        policies.inForce(snapshot);
        standing.inForce(snapshot);
    }

    @Override
    public void refused(List<Problem> problems) {
        policies.refused();
    }

    @Override
    public void lost(String jurisdiction, Loss why) {
        meters.logLinesDropped.of(labels.jurisdiction(jurisdiction), why.word()).increment();
    }
}
