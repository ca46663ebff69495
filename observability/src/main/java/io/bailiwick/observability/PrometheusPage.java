package io.bailiwick.observability;

import io.bailiwick.gateway.admin.MetricsPage;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The registry as Prometheus reads it: OpenMetrics for who asks for it, else the text format. */
final class PrometheusPage implements MetricsPage {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusRegistry registry;
    private final Runnable beforeScrape;
    private final ExpositionFormats formats = ExpositionFormats.init();

    PrometheusPage(PrometheusRegistry registry, Runnable beforeScrape) {
        this.registry = registry;
        this.beforeScrape = beforeScrape;
    }

    @Override
    public String contentType(@Nullable String accept) {
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text")
                ? OPEN_METRICS
                : TEXT;
    }

    @Override
    public byte[] scrape(@Nullable String accept) {
        beforeScrape.run();
        ByteArrayOutputStream page = new ByteArrayOutputStream(64 * 1024);
        try {
            formats.findWriter(contentType(accept)).write(page, registry.scrape());
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory refused a page", impossible);
        }
        return page.toByteArray();
    }
}
