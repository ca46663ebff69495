package io.bailiwick.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real Prometheus that scrapes every second, with the shipped rules shortened; it leaves its data in its directory. */
final class PrometheusServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final URI api;

    private PrometheusServer(Process process, URI api) {
        this.process = process;
        this.api = api;
    }

    /** {@code targets} are admin addresses, {@code 127.0.0.1:port}. */
    static PrometheusServer start(Path directory, List<String> targets) throws IOException {
        ShortenedRules.into(directory.resolve("rules"));
        Files.writeString(directory.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s, evaluation_interval: 1s }
                rule_files: [rules/*.yml]
                scrape_configs: [{ job_name: bailiwick, static_configs: [{ targets: %s }] }]
                """.formatted(JSON.writeValueAsString(targets)));
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=" + address)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, URI.create("http://" + address + "/"));
        Awaitility.await("Prometheus at " + address)
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> server.get("-/ready").statusCode() == 200);
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** What fires now: the name, then the jurisdiction or the region or whatever else says where. */
    List<String> firing() {
        return List.copyOf(new TreeSet<>(alerts().stream()
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .map(alert -> said(alert.path("labels")))
                .toList()));
    }

    List<JsonNode> alerts() {
        return List.copyOf(json("api/v1/alerts").path("data").path("alerts").findParents("state"));
    }

    /** Everything that has fired at any time. */
    List<String> everFired() {
        JsonNode result = query("max without (__name__) (max_over_time(ALERTS{alertstate=\"firing\"}[1h]))");
        return List.copyOf(new TreeSet<>(
                result.findValues("metric").stream().map(PrometheusServer::said).toList()));
    }

    JsonNode query(String expression) {
        return json("api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("data")
                .path("result");
    }

    private static String said(JsonNode labels) {
        StringBuilder said = new StringBuilder(labels.path("alertname").asText());
        for (String label : List.of("jurisdiction", "region", "model", "prompt_name", "instance", "reason")) {
            if (labels.has(label)) {
                said.append(' ').append(labels.path(label).asText());
            }
        }
        return said.toString();
    }

    private JsonNode json(String path) {
        try {
            return JSON.readTree(get(path).body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return HTTP.send(HttpRequest.newBuilder(api.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Ends it in good order, so that what it has scraped is on disk. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
