package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the OpenTelemetry Collector makes of the spans: one collector for each jurisdiction, through outage and reload. */
final class RealCollectorTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int SPANS_OF_ONE = 3;

    @TempDir
    private Path directory;

    private RegionSinks sinks;
    private RealCollector eu;
    private RealCollector free;
    private Running gateway;

    @BeforeAll
    static void needsTheCollector() {
        assumeTrue(
                Files.isExecutable(RealCollector.PROGRAM),
                "the collector is not built: go build -C e2e/src/test/go/collector -o collector .");
    }

    @BeforeEach
    void start() throws IOException {
        sinks = RegionSinks.start(Topology.SINKS.toArray(String[]::new));
        eu = RealCollector.start(directory.resolve("eu"));
        free = RealCollector.start(directory.resolve("free"));
        gateway = Running.start(policy(eu.url()), Map.of());
    }

    @AfterEach
    void stop() {
        gateway.close();
        eu.close();
        free.close();
        sinks.close();
    }

    private String policy(String euCollector) {
        return new Topology()
                        .policy(sinks, Border.digest(Running.EU_KEY))
                        .replace("globex: { jurisdiction: us", "globex: { jurisdiction: free")
                + "telemetry:\n  eu: { otlp: \"" + euCollector + "\", reach: [\"onprem:fra1\"], sample: 1 }\n"
                + "  free: { otlp: \"" + free.url() + "\", reach: [\"onprem:iad1\"], sample: 1 }\n";
    }

    private Set<String> ask(String key, int times, String text) throws IOException {
        Set<String> traces = new HashSet<>();
        for (int i = 0; i < times; i++) {
            RawReply reply = gateway.chat(key, Running.chatBody(text));
            assertThat(reply.status()).isEqualTo(200);
            traces.add(reply.header("bailiwick-trace-id"));
        }
        return traces;
    }

    private static void awaitTraces(RealCollector collector, Set<String> traces) {
        await().atMost(LONG).untilAsserted(() -> assertThat(collector.traces()).containsAll(traces));
    }

    private int lost(String jurisdiction) {
        Matcher line = Pattern.compile("bailiwick_telemetry_spans_dropped_total\\{jurisdiction=\"" + jurisdiction
                        + "\",reason=\"[a-z_]+\"\\} (\\S+)")
                .matcher(gateway.metrics());
        return (int) line.results()
                .mapToDouble(each -> Double.parseDouble(each.group(1)))
                .sum();
    }

    @Test
    void each_collector_reads_the_spans_of_its_jurisdiction_and_no_other() throws IOException {
        Canaries canaries = Canaries.fresh();
        Set<String> ofEu = ask(Running.EU_KEY, 10, canaries.prompt());
        Set<String> ofFree = ask(Running.US_KEY, 10, canaries.prompt());
        awaitTraces(eu, ofEu);
        awaitTraces(free, ofFree);

        assertThat(eu.traces()).isEqualTo(ofEu);
        assertThat(free.traces()).isEqualTo(ofFree);
        await().atMost(LONG).untilAsserted(() -> assertThat(eu.spans()).hasSize(10 * SPANS_OF_ONE));
        assertThat(eu.values("bailiwick.home.jurisdiction")).containsExactly("eu");
        assertThat(free.values("bailiwick.home.jurisdiction")).containsExactly("free");
        assertThat(eu.values("bailiwick.inference.region")).containsExactly("onprem:fra1");
        RegionSinks.assertAbsent(canaries, "the collector of eu", eu.text());
        RegionSinks.assertAbsent(canaries, "the collector of free", free.text());
    }

    @Test
    void what_an_outage_of_one_collector_costs_is_counted_to_the_span_and_the_other_feels_nothing() throws IOException {
        Set<String> before = ask(Running.EU_KEY, 3, "Hello");
        awaitTraces(eu, before);
        eu.stop();
        Set<String> meanwhile = ask(Running.US_KEY, 3, "Hello");
        ask(Running.EU_KEY, 3, "Hello");
        awaitTraces(free, meanwhile);
        await().atMost(LONG).until(() -> lost("eu") > 0);
        eu.start();
        awaitTraces(eu, ask(Running.EU_KEY, 3, "Hello"));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(eu.spans().size() + lost("eu")).isEqualTo(9 * SPANS_OF_ONE));
        assertThat(lost("free")).isZero();
        assertThat(free.traces()).isEqualTo(meanwhile);
    }

    @Test
    void a_reload_that_moves_a_collector_moves_its_spans_and_no_others() throws IOException {
        Set<String> before = ask(Running.EU_KEY, 3, "Hello");
        awaitTraces(eu, before);
        try (RealCollector moved = RealCollector.start(directory.resolve("moved"))) {
            gateway.reload(policy(moved.url()));
            Set<String> after = ask(Running.EU_KEY, 3, "Hello");
            awaitTraces(moved, after);

            assertThat(moved.traces()).isEqualTo(after);
            assertThat(eu.traces()).isEqualTo(before);
            assertThat(free.spans()).isEmpty();
            assertThat(lost("eu") + lost("free")).isZero();
        }
    }
}
