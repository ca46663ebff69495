package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.admin.SeenVersions;
import io.bailiwick.routing.RestReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelemetryTest {

    @Test
    void an_exchange_is_counted_and_written() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Telemetry telemetry =
                new Telemetry(new BuildInfo("0.1.0", "abc"), new SeenVersions(Instant::now), out, () -> 0, () -> 1);
        try (telemetry) {
            telemetry.inForce(Policies.standard());
            telemetry.finished(Exchanges.served().record());
            telemetry.streamOpened("onprem:fra1");
            telemetry.streamOpened("azure:eastus");
            telemetry.streamClosed("azure:eastus");
            telemetry.rests(Policies.SWEDEN, RestReason.FAILURES, Duration.ofSeconds(5));
            telemetry.refused(List.of());
        }

        Page page = Page.of(telemetry.page());
        assertThat(page.value("bailiwick_streams_active", "region", "onprem:fra1"))
                .isEqualTo(1);
        assertThat(page.value("bailiwick_streams_active", "region", "azure:eastus"))
                .isZero();
        assertThat(page.value("bailiwick_config_last_reload_ok")).isZero();
        assertThat(page.named("bailiwick_upstream_up"))
                .filteredOn(sample -> sample.value() == 0)
                .extracting(sample -> sample.labels().get("upstream"))
                .containsExactly("azure-sweden");
        assertThat(page.named("bailiwick_requests_total"))
                .anySatisfy(sample -> assertThat(sample.value()).isEqualTo(1));
        assertThat(out.toString(StandardCharsets.US_ASCII).lines()).hasSize(1);
        telemetry.serves(Policies.SWEDEN);
        assertThat(Page.of(telemetry.page()).named("bailiwick_upstream_up"))
                .allSatisfy(sample -> assertThat(sample.value()).isEqualTo(1));
    }

    @Test
    void a_line_that_cannot_be_written_is_counted() {
        Telemetry telemetry = new Telemetry(
                new BuildInfo("0.1.0", "abc"), new SeenVersions(Instant::now), new Broken(), () -> 0, () -> 1);
        try (telemetry) {
            telemetry.inForce(Policies.standard());
            telemetry.finished(Exchanges.served().record());
        }

        assertThat(Page.of(telemetry.page())
                        .value("bailiwick_log_lines_dropped_total", "jurisdiction", "eu", "reason", "write_failed"))
                .isEqualTo(1);
    }

    /** A pipe whose reader has gone. */
    private static final class Broken extends OutputStream {
        @Override
        public void write(int each) throws IOException {
            throw new IOException("broken pipe");
        }
    }
}
