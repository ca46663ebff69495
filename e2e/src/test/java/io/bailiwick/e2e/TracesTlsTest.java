package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.testkit.RegionSinks;
import io.bailiwick.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does a collector know who sends, and does a sender know the collector? */
final class TracesTlsTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    private static String telemetry(OtlpReceiver collector, Path ca, TestCertificates.Issued identity) {
        return "telemetry: { eu: { otlp: \"" + collector.url()
                + "\", reach: [\"onprem:fra1\"], sample: 1, tls: { ca: \""
                + ca + "\""
                + (identity == null
                        ? ""
                        : ", certificate: \"" + identity.chainFile() + "\", key: \"" + identity.keyFile() + "\"")
                + " } } }\n";
    }

    private static void ask(Running gateway) throws IOException {
        assertThat(gateway.chat(Running.EU_KEY, Running.chatBody("Hello")).status())
                .isEqualTo(200);
    }

    private static void awaitFailed(Running gateway) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(gateway.metrics())
                        .contains("spans_dropped_total{jurisdiction=\"eu\",reason=\"export_failed\"} 3.0"));
    }

    @Test
    void spans_go_to_a_collector_that_asks_for_a_certificate() throws IOException {
        TestCertificates authority = TestCertificates.in(directory, "authority");
        try (RegionSinks sinks = RegionSinks.start(Topology.SINKS.toArray(String[]::new));
                OtlpReceiver collector =
                        OtlpReceiver.mutual(authority.server("127.0.0.1").context());
                Running gateway = Running.start(
                        policy(sinks) + telemetry(collector, authority.caFile(), authority.client("bailiwick")))) {
            ask(gateway);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(collector.spans()).hasSize(3));
        }
    }

    @Test
    void a_sender_without_a_certificate_is_refused_and_its_spans_are_counted() throws IOException {
        TestCertificates authority = TestCertificates.in(directory, "authority");
        try (RegionSinks sinks = RegionSinks.start(Topology.SINKS.toArray(String[]::new));
                OtlpReceiver collector =
                        OtlpReceiver.mutual(authority.server("127.0.0.1").context());
                Running gateway = Running.start(policy(sinks) + telemetry(collector, authority.caFile(), null))) {
            ask(gateway);
            awaitFailed(gateway);
            assertThat(collector.requests()).isEmpty();
        }
    }

    @Test
    void a_collector_of_another_authority_or_another_name_gets_nothing() throws IOException {
        TestCertificates authority = TestCertificates.in(directory, "authority");
        TestCertificates stranger = TestCertificates.in(directory, "stranger");
        for (TestCertificates.Issued shown :
                new TestCertificates.Issued[] {stranger.server("127.0.0.1"), authority.server("otel.example")}) {
            try (RegionSinks sinks = RegionSinks.start(Topology.SINKS.toArray(String[]::new));
                    OtlpReceiver collector = OtlpReceiver.mutual(shown.context());
                    Running gateway = Running.start(
                            policy(sinks) + telemetry(collector, authority.caFile(), authority.client("bailiwick")))) {
                ask(gateway);
                awaitFailed(gateway);
                assertThat(collector.requests()).isEmpty();
            }
        }
    }

    private static String policy(RegionSinks sinks) {
        return new Topology().policy(sinks, Border.digest(Running.EU_KEY));
    }
}
