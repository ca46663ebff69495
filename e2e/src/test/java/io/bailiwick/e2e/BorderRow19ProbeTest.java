package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a probe goes, or takes anything along, to where no request could go. */
class BorderRow19ProbeTest {

    @Test
    void a_probe_goes_only_to_jurisdictions_that_this_gateway_serves() throws IOException {
        try (Border border = Border.start(topology -> probed(topology).withoutFree())) {
            border.ask();
            awaitProbes(border, "fra1");
            awaitProbes(border, "par1");
            border.held("fra1");
        }
    }

    @Test
    void a_probe_carries_no_prompt_and_only_its_endpoints_own_credential() throws IOException {
        try (Border border = Border.start(BorderRow19ProbeTest::probed)) {
            border.ask();
            border.stream();
            for (String region : Topology.SINKS) {
                awaitProbes(border, region);
            }
            for (String region : Topology.SINKS) {
                for (Received probe : probes(border, region)) {
                    assertThat(probe.bodyBytes()).isEmpty();
                    assertThat(probe.target()).isEqualTo("/v1/models");
                    assertThat(new String(probe.raw(), java.nio.charset.StandardCharsets.ISO_8859_1))
                            .contains("secret-of-" + region.substring(0, 3));
                    assertThat(probe.headers())
                            .extracting(header -> header.name().toLowerCase(java.util.Locale.ROOT))
                            .isSubsetOf(
                                    "host",
                                    "authorization",
                                    "x-api-key",
                                    "user-agent",
                                    "accept",
                                    "accept-encoding",
                                    "content-length");
                }
                assertThat(border.sinks().seenIn("secret-of-" + region.substring(0, 3)))
                        .containsExactly(region);
            }
            border.sinks().assertExactlyIn(java.util.Set.of("fra1"), border.canaries());
        }
    }

    @Test
    void a_probe_that_meets_a_connection_closed_meanwhile_says_nothing_of_its_endpoint() throws IOException {
        try (Border border = Border.start(topology -> probed(topology).withoutFree())) {
            border.ask();
            awaitProbes(border, "fra1");
            int before = probes(border, "fra1").size();
            border.fra().next(Fault.closeBeforeHead());
            await("asked again")
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> probes(border, "fra1").size() >= before + 3);
            assertThat(border.running()
                            .admin("GET", "/metrics")
                            .body()
                            .lines()
                            .filter(line -> line.startsWith("bailiwick_upstream_rests_total{"))
                            .filter(line -> line.contains("\"fra\"")))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith(" 0.0"));
            border.held("fra1");
        }
    }

    @Test
    void a_gateway_abroad_probes_nobody_in_europe() throws IOException {
        try (Border border =
                Border.start(topology -> probed(topology).withoutFree().gatewayIn("onprem:iad1"))) {
            awaitProbes(border, "iad1");
            border.sinks().assertUntouched("fra1", "par1");
        }
    }

    private static Topology probed(Topology topology) {
        for (String endpoint : List.of("fra", "par", "iad")) {
            topology.endpoint(
                    endpoint,
                    "health: { path: /v1/models, every: 1s }, credential: { env: "
                            + endpoint.toUpperCase(java.util.Locale.ROOT) + "_KEY }");
        }
        return topology;
    }

    private static void awaitProbes(Border border, String region) {
        await(region)
                .atMost(Duration.ofSeconds(4))
                .until(() -> probes(border, region).size() >= 2);
    }

    private static List<Received> probes(Border border, String region) {
        return border.sinks().sink(region).received().stream()
                .filter(received -> received.method().equals("GET"))
                .filter(Received::complete)
                .toList();
    }
}
