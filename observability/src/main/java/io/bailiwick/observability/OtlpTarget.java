package io.bailiwick.observability;

import io.bailiwick.config.TelemetrySink;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One collector, spoken to in OTLP over HTTP; straight, by no proxy, and following no redirect. */
final class OtlpTarget implements SpanTarget {

    private static final String TRACES = "/v1/traces";

    /** For one batch with all of its retries. */
    private static final Duration EXPORT = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** After which a stalled reply counts as none. */
    private static final Duration GIVEN_UP = EXPORT.plusSeconds(1);

    private final String jurisdiction;
    private final TelemetrySink sink;
    private @Nullable Sending sending;
    private boolean cut;

    OtlpTarget(String jurisdiction, TelemetrySink sink) {
        this.jurisdiction = jurisdiction;
        this.sink = sink;
    }

    @Override
    public @Nullable String send(List<SpanData> spans) {
        Sending by;
        try {
            by = open();
        } catch (IOException | RuntimeException unusable) {
            return "cannot be set up: " + unusable;
        }
        CompletableResultCode result = by.export(spans).join(GIVEN_UP.toMillis(), TimeUnit.MILLISECONDS);
        if (result.isSuccess()) {
            return null;
        }
        if (!result.isDone()) {
            by.end(); // its thread waits for a reply that does not come
            forget(by);
            return "no answer in time";
        }
        if (sink.tls() != null) {
            by.end(); // a certificate that was replaced since is read anew
            forget(by);
        }
        Throwable failure = result.getFailureThrowable();
        Throwable cause = failure == null ? null : failure.getCause();
        return cause == null ? "the collector refused them" : cause.toString();
    }

    /** Files are read when the first batch is sent, and again after one that failed. */
    private synchronized Sending open() throws IOException {
        if (cut) {
            throw new IllegalStateException("withdrawn");
        }
        if (sending == null) {
            ExecutorService executor = executor();
            sending = new Sending(exporter(executor), executor);
        }
        return sending;
    }

    private synchronized void forget(Sending ended) {
        if (sending == ended) {
            sending = null;
        }
    }

    private ExecutorService executor() {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), task -> {
            Thread thread = new Thread(task, "spans " + jurisdiction + " sender");
            thread.setDaemon(true);
            return thread;
        });
    }

    private OtlpHttpSpanExporter exporter(ExecutorService executor) throws IOException {
        Map<String, String> headers = new HashMap<>();
        sink.headers().forEach((name, header) -> headers.put(name, header.reveal()));
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(sink.otlp() + TRACES)
                .setTimeout(EXPORT)
                .setConnectTimeout(CONNECT)
                .setHeaders(() -> headers)
                .setProxy(ProxyOptions.create(new Straight()))
                .setMeterProvider(MeterProvider.noop())
                .setExecutorService(executor);
        TelemetrySink.Tls tls = sink.tls();
        if (tls != null && tls.ca() != null) {
            builder.setTrustedCertificates(Files.readAllBytes(tls.ca()));
        }
        if (tls != null && tls.identity() != null) {
            builder.setClientTls(
                    Files.readAllBytes(tls.identity().key()),
                    Files.readAllBytes(tls.identity().certificate()));
        }
        return builder.build();
    }

    @Override
    public synchronized void cut() {
        cut = true;
        if (sending != null) {
            sending.end();
        }
    }

    @Override
    public void close() {
        cut();
    }

    /** An exporter and its one thread. */
    private static final class Sending {

        /** The exporter would print what a collector answers; held here, for a logger that nobody holds is forgotten. */
        private static final Logger SILENCED = Logger.getLogger("io.opentelemetry");

        static {
            SILENCED.setLevel(Level.OFF);
        }

        private final OtlpHttpSpanExporter exporter;
        private final ExecutorService executor;

        Sending(OtlpHttpSpanExporter exporter, ExecutorService executor) {
            this.exporter = exporter;
            this.executor = executor;
        }

        CompletableResultCode export(List<SpanData> spans) {
            return exporter.export(spans);
        }

        void end() {
            exporter.shutdown();
            executor.shutdownNow();
        }
    }

    /** Whatever the machine's properties say of proxies. */
    private static final class Straight extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // The exporter tells.
        }
    }
}
