package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.bailiwick.report.PrometheusSource;
import io.bailiwick.report.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same exchanges, once by their log lines and once by the metrics page: does the report say the same of both? */
final class ReportAgreesTest {

    @TempDir
    private Path directory;

    @Test
    void log_and_metrics_give_the_same_figures_for_the_same_traffic() throws IOException {
        Instant begun = ReportedTraffic.beforeThisProcess();
        try (ThreeRegions site = ThreeRegions.start()) {
            ReportedTraffic.send(site);
            Question question = ReportedTraffic.untilNow(begun);
            HttpServer prometheus = scraped(site.gateway.metrics());
            try {
                JsonNode logged = ReportedTraffic.ofLog(site, directory, question);
                JsonNode counted = ReportedTraffic.of(new PrometheusSource(url(prometheus), null), question);

                assertThat(ReportedTraffic.figures(counted)).isEqualTo(ReportedTraffic.figures(logged));
                assertThat(logged.path("total").path("requests").asLong()).isEqualTo(20);
                assertThat(logged.path("total")
                                .path("tokens")
                                .path("cache_read")
                                .asLong())
                        .isPositive();
                assertThat(logged.path("total")
                                .path("cost")
                                .path("priced")
                                .path("EUR")
                                .asDouble())
                        .isPositive();
                assertThat(logged.path("total").path("ttft_ms").path("streams").asLong())
                        .isEqualTo(5);
            } finally {
                prometheus.stop(0);
            }
        }
    }

    @Test
    void a_report_of_real_traffic_holds_nothing_that_a_user_said_or_is_called() throws IOException {
        Instant begun = Instant.now().minusSeconds(60);
        try (ThreeRegions site = ThreeRegions.start()) {
            ReportedTraffic.send(site);
            String report = ReportedTraffic.ofLog(site, directory, ReportedTraffic.untilNow(begun))
                    .toString();

            assertThat(report).doesNotContain("same words", "acme", "globex", "bw-demo", "trace");
        }
    }

    /** A Prometheus that scraped that page once, at the end of whatever period is asked for. */
    private static HttpServer scraped(String page) throws IOException {
        Samples samples = Samples.of(page);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/api/v1/query_range", exchange -> {
            Map<String, String> asked = Arrays.stream(
                            exchange.getRequestURI().getRawQuery().split("&"))
                    .map(each -> each.split("=", 2))
                    .collect(Collectors.toMap(
                            each -> each[0], each -> URLDecoder.decode(each[1], StandardCharsets.UTF_8)));
            String series = samples.all().stream()
                    .filter(sample -> String.valueOf(asked.get("query"))
                            .matches("last_over_time\\(" + sample.name() + "\\[\\d+ms\\]\\)"))
                    .map(sample -> series(sample, asked.get("end")))
                    .collect(Collectors.joining(","));
            byte[] body = ("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + series + "]}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String series(Samples.Sample sample, String at) {
        String labels = sample.labels().entrySet().stream()
                .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                .collect(Collectors.joining(","));
        return "{\"metric\":{" + labels + "},\"values\":[[" + at + ",\"" + sample.value() + "\"]]}";
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
