package io.bailiwick.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The OpenTelemetry Collector itself, as a process: OTLP over HTTP in, a file of JSON lines out. */
final class RealCollector implements AutoCloseable {

    static final Path PROGRAM = Project.root().resolve("e2e/src/test/go/collector/collector");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final int port;
    private Process process;

    private RealCollector(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static RealCollector start(Path directory) throws IOException {
        RealCollector collector = new RealCollector(Files.createDirectories(directory), freePort());
        Files.writeString(directory.resolve("collector.yaml"), """
                receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:%d" } } } }
                exporters: { file: { path: "%s", append: true, flush_interval: 100ms } }
                service:
                  telemetry: { metrics: { level: none } }
                  pipelines: { traces: { receivers: [otlp], exporters: [file] } }
                """.formatted(collector.port, collector.spansFile()));
        collector.start();
        return collector;
    }

    /** Starts it, again after {@link #stop}, where it was; returns once it takes connections. */
    void start() throws IOException {
        process = new ProcessBuilder(PROGRAM.toString(), "--config", "file:" + directory.resolve("collector.yaml"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("collector.log").toFile()))
                .start();
        Awaitility.await("the collector at port " + port)
                .atMost(Duration.ofSeconds(60))
                .until(this::takesConnections);
    }

    private boolean takesConnections() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return !process.isAlive() && failed();
        }
    }

    private boolean failed() {
        try {
            throw new AssertionError("the collector ended:\n" + Files.readString(directory.resolve("collector.log")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends it in good order: what it has taken is in its file. */
    void stop() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Every span that it has written so far. */
    List<JsonNode> spans() {
        List<JsonNode> spans = new ArrayList<>();
        for (String line : lines()) {
            try {
                JSON.readTree(line).findValues("spans").forEach(each -> each.forEach(spans::add));
            } catch (IOException half) {
                break; // the last line is still being written
            }
        }
        return spans;
    }

    /** Everything that it has written, for whoever looks for a word in it. */
    String text() {
        return String.join("\n", lines());
    }

    private List<String> lines() {
        try {
            return Files.exists(spansFile()) ? Files.readAllLines(spansFile()) : List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Set<String> traces() {
        Set<String> traces = new HashSet<>();
        spans().forEach(span -> traces.add(span.path("traceId").asText()));
        return traces;
    }

    /** The values that spans have for an attribute. */
    Set<String> values(String attribute) {
        Set<String> values = new HashSet<>();
        for (JsonNode span : spans()) {
            for (JsonNode each : span.path("attributes")) {
                if (each.path("key").asText().equals(attribute)) {
                    values.add(each.path("value").path("stringValue").asText());
                }
            }
        }
        return values;
    }

    private Path spansFile() {
        return directory.resolve("spans.jsonl");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
