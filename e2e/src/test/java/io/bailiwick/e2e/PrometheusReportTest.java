package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.report.PrometheusSource;
import io.bailiwick.report.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes a gateway: does the report of it say what the log says? */
final class PrometheusReportTest {

    @TempDir
    private Path directory;

    @Test
    void what_prometheus_kept_gives_the_figures_of_the_log() throws IOException {
        assumeTrue(Shell.has("prometheus"), "prometheus is not on the PATH: apt-get install prometheus");
        Instant begun = ReportedTraffic.beforeThisProcess();
        try (ThreeRegions site = ThreeRegions.start()) {
            int port = freePort();
            Process prometheus =
                    prometheus(port, site.gateway.gateway().adminAddress().getPort());
            try {
                ReportedTraffic.send(site);
                PrometheusSource source = new PrometheusSource(URI.create("http://127.0.0.1:" + port), null);
                Awaitility.await("the scrape of all exchanges")
                        .atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofSeconds(1))
                        .ignoreExceptions()
                        .until(() -> requests(ReportedTraffic.of(source, ReportedTraffic.untilNow(begun))) == 20);

                Question question = ReportedTraffic.untilNow(begun);
                JsonNode counted = ReportedTraffic.of(source, question);
                JsonNode logged = ReportedTraffic.ofLog(site, directory, question);
                assertThat(ReportedTraffic.figures(counted)).isEqualTo(ReportedTraffic.figures(logged));
                assertThat(p95(counted)).isPositive();
            } finally {
                prometheus.destroyForcibly().onExit().join();
            }
        }
    }

    private static long requests(JsonNode report) {
        return report.path("total").path("requests").asLong();
    }

    private static double p95(JsonNode report) {
        return report.path("total").path("ttft_ms").path("p95").asDouble();
    }

    private Process prometheus(int port, int scraped) throws IOException {
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
            global: { scrape_interval: 1s }
            scrape_configs: [{ job_name: bailiwick, static_configs: [{ targets: ["127.0.0.1:%d"] }] }]
            """.formatted(scraped));
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("kept"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return listener.getLocalPort();
        }
    }
}
