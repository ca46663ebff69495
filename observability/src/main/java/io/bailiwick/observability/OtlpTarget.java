package io.bailiwick.observability;

import io.bailiwick.config.TelemetrySink;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    public @Nullable String send(byte[] request) {
        Sending by;
        try {
            by = open();
        } catch (IOException | RuntimeException unusable) {
            return "cannot be set up: " + unusable;
        }
        try {
            return by.send(request).get(GIVEN_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stalled) {
            by.end(); // its thread waits for a reply that does not come
            forget(by);
            return "no answer in time";
        } catch (ExecutionException failed) {
            return String.valueOf(failed.getCause());
        } catch (InterruptedException cutOff) {
            Thread.currentThread().interrupt();
            return "cut";
        }
    }

    /** Files are read when the first batch is sent, and again after one that had no answer. */
    private synchronized Sending open() throws IOException {
        if (cut) {
            throw new IllegalStateException("withdrawn");
        }
        if (sending == null) {
            ExecutorService executor = executor();
            Senders senders = new Senders();
            OtlpHttpSpanExporter exporter = exporter(executor, senders);
            sending = new Sending(exporter, senders.made(), executor);
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

    /** It knows how certificates, retries and deadlines are set up; what is sent, its sender is given by us. */
    private OtlpHttpSpanExporter exporter(ExecutorService executor, Senders senders) throws IOException {
        Map<String, String> headers = new HashMap<>();
        sink.headers().forEach((name, header) -> headers.put(name, header.reveal()));
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(sink.otlp() + TRACES)
                .setTimeout(EXPORT)
                .setConnectTimeout(CONNECT)
                .setHeaders(() -> headers)
                .setProxy(ProxyOptions.create(new Straight()))
                .setMeterProvider(MeterProvider.noop())
                .setComponentLoader(senders)
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
        private final HttpSender sender;
        private final ExecutorService executor;

        Sending(OtlpHttpSpanExporter exporter, HttpSender sender, ExecutorService executor) {
            this.exporter = exporter;
            this.sender = sender;
            this.executor = executor;
        }

        /** Null where it was acknowledged, else why not. */
        Future<@Nullable String> send(byte[] request) {
            CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
            sender.send(
                    new Whole(request),
                    response ->
                            answer.complete(response.getStatusCode() / 100 == 2 ? null : "the collector refused them"),
                    answer::completeExceptionally);
            return answer;
        }

        void end() {
            exporter.shutdown();
            executor.shutdownNow();
        }
    }

    /** A request that is there as a whole. */
    private record Whole(byte[] request) implements MessageWriter {
        @Override
        public void writeMessage(OutputStream out) throws IOException {
            out.write(request);
        }

        @Override
        public int getContentLength() {
            return request.length;
        }
    }

    /** Gives an exporter the library's own sender, and keeps it. */
    private static final class Senders implements ComponentLoader {

        private final ComponentLoader library =
                ComponentLoader.forClassLoader(OtlpHttpSpanExporter.class.getClassLoader());

        private @Nullable HttpSender made;

        @Override
        public <T> Iterable<T> load(Class<T> type) {
            if (type != HttpSenderProvider.class) {
                return library.load(type);
            }
            HttpSenderProvider known =
                    library.load(HttpSenderProvider.class).iterator().next();
            HttpSenderProvider kept = config -> made = known.createSender(config);
            return List.of(type.cast(kept));
        }

        HttpSender made() {
            return Objects.requireNonNull(made, "an exporter has a sender");
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
