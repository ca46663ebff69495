package io.bailiwick.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A collector on a port of this machine: keeps every byte that it is sent, and reads the spans in them. */
final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Span> spans = new ArrayList<>();
    private final List<ResourceSpans> resources = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> requests = new ArrayList<>();
    private volatile int status = 200;
    private volatile boolean stalls;
    private volatile @Nullable URI elsewhere;

    private OtlpReceiver(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    static OtlpReceiver start() throws IOException {
        return at(0);
    }

    /** On that port, such as that of one that was closed. */
    static OtlpReceiver at(int port) throws IOException {
        return new OtlpReceiver(HttpServer.create(address(port), 0), "http");
    }

    /** Asks each client for a certificate. */
    static OtlpReceiver mutual(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(address(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters asked = context.getDefaultSSLParameters();
                asked.setNeedClientAuth(true);
                parameters.setSSLParameters(asked);
            }
        });
        return new OtlpReceiver(server, "https");
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    OtlpReceiver answering(int code) {
        status = code;
        return this;
    }

    /** Takes every request and answers none. */
    OtlpReceiver stalling() {
        stalls = true;
        return this;
    }

    OtlpReceiver redirecting(URI where) {
        elsewhere = where;
        status = 307;
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url() {
        return URI.create(scheme + "://127.0.0.1:" + port());
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        keep(exchange, body);
        if (stalls) {
            awaitClose();
            exchange.close();
            return;
        }
        URI where = elsewhere;
        if (where != null) {
            exchange.getResponseHeaders().set("location", where.toString());
        }
        byte[] reply = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
        exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
        exchange.sendResponseHeaders(status, reply.length == 0 ? -1 : reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void keep(HttpExchange exchange, byte[] body) throws IOException {
        String head = exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n"
                + new TreeMap<>(exchange.getRequestHeaders());
        bytes.write(head.getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(body);
        requests.add(head);
        if (status == 200 && !stalls) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
            request.getResourceSpansList().forEach(each -> {
                resources.add(each);
                each.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
            });
        }
    }

    /** Every span that was acknowledged. */
    synchronized List<Span> spans() {
        return List.copyOf(spans);
    }

    synchronized List<ResourceSpans> resources() {
        return List.copyOf(resources);
    }

    /** The spans of that trace, those of parents before those of children. */
    List<Span> trace(String traceId) {
        return spans().stream()
                .filter(span -> hex(span.getTraceId().toByteArray()).equals(traceId))
                .toList();
    }

    /** Method, path and headers of each request. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** All that came, heads and bodies. */
    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }

    /** Its attributes by key, each as text. */
    static Map<String, String> facts(Span span) {
        Map<String, String> facts = new TreeMap<>();
        for (KeyValue each : span.getAttributesList()) {
            facts.put(
                    each.getKey(),
                    switch (each.getValue().getValueCase()) {
                        case STRING_VALUE -> each.getValue().getStringValue();
                        case BOOL_VALUE -> String.valueOf(each.getValue().getBoolValue());
                        case INT_VALUE -> String.valueOf(each.getValue().getIntValue());
                        case DOUBLE_VALUE -> String.valueOf(each.getValue().getDoubleValue());
                        default -> throw new AssertionError("an attribute of another kind: " + each);
                    });
        }
        return facts;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
