package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a rehearsed outage behaves as a real one, and sends nobody's prompt anywhere that it would not go otherwise. */
class RealDrillTest {

    private static final String LONG = "\"for_ms\":600000,\"after_ms\":0";
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<String> FAULTS = List.of("connect", "timeout", "503");

    @Test
    void what_is_out_is_replaced_inside_the_boundary_and_the_report_counts_what_the_sinks_saw() throws IOException {
        for (String fault : FAULTS) {
            try (Border border = Border.withFrankfurtThenParis()) {
                Drilled drills = new Drilled(border.running());
                String id = drills.begin("\"region\":\"onprem:fra1\",\"fault\":\"" + fault + "\"," + LONG);
                for (int i = 0; i < 8; i++) {
                    RawReply reply = i % 2 == 0 ? border.ask() : border.stream();
                    assertThat(reply.status()).as(fault).isEqualTo(200);
                    assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:par1");
                }
                JsonNode drill = drills.get(id);
                assertThat(drill.path("phase").asText()).isEqualTo("during");
                assertThat(Drilled.served(drill, "onprem:par1"))
                        .isEqualTo(8)
                        .isEqualTo(border.par().received().size());
                assertThat(drill.path("crossed").asLong()).isZero();
                assertThat(drill.path("affected_exchanges").asLong()).isEqualTo(8);
                assertThat(drill.at("/detection/moved_ms").isNumber()).isTrue();
                assertThat(drill.at("/detection/rested_ms").isNumber())
                        .as("eight failures rest an endpoint, rehearsed or not")
                        .isTrue();
                assertThat(border.fra().connectionsOpened())
                        .as("nobody called there")
                        .isZero();
                border.held("par1");
            }
        }
    }

    @Test
    void when_all_of_a_jurisdiction_is_out_there_are_refusals_only_and_nobody_is_called() throws IOException {
        for (String fault : FAULTS) {
            try (Border border = Border.withFrankfurtThenParis()) {
                Drilled drills = new Drilled(border.running());
                String id = drills.begin("\"jurisdiction\":\"eu\",\"fault\":\"" + fault + "\"," + LONG);
                for (int i = 0; i < 12; i++) {
                    RawReply reply = switch (i % 3) {
                        case 0 -> border.ask();
                        case 1 -> border.stream();
                        default -> border.post("/v1/messages", border.messages());
                    };
                    assertThat(reply.status()).as(fault).isEqualTo(503);
                    assertThat(reply.header("bailiwick-region")).isEqualTo("none");
                    assertThat(reply.body()).contains("residency_pool_exhausted");
                }
                JsonNode drill = drills.get(id);
                assertThat(Drilled.refused(drill, "residency_pool_exhausted")).isEqualTo(12);
                assertThat(drill.path("crossed").asLong()).isZero();
                border.sinks().assertUntouched("fra1", "par1", "iad1");
                border.heldWithin();
            }
        }
    }

    @Test
    void it_ends_by_itself_and_its_recovery_is_seen() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            Drilled drills = new Drilled(border.running());
            String id = drills.begin("\"endpoint\":\"fra\",\"for_ms\":1500,\"after_ms\":60000");
            assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("par");
            await().atMost(PATIENCE).until(() -> {
                border.ask();
                return drills.get(id).at("/recovery/recovered").booleanValue();
            });
            JsonNode drill = drills.get(id);
            assertThat(drill.path("phase").asText()).isEqualTo("after");
            assertThat(Drilled.served(drill, "onprem:fra1"))
                    .isEqualTo(border.fra().received().size());
            assertThat(Drilled.served(drill, "onprem:par1"))
                    .isEqualTo(border.par().received().size());
            border.held("fra1", "par1");
        }
    }

    @Test
    void an_operator_ends_it_at_once() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            Drilled drills = new Drilled(border.running());
            String id = drills.begin("\"endpoint\":\"fra\"," + LONG);
            assertThat(border.ask().status()).isEqualTo(503);
            Drilled.Said ended = drills.end(id);
            assertThat(ended.page().path("phase").asText()).isEqualTo("over");
            assertThat(ended.page().path("cut").booleanValue()).isTrue();
            assertThat(border.ask().status()).isEqualTo(200);
            assertThat(Drilled.served(drills.get(id), "onprem:fra1"))
                    .as("what comes after its end is none of its")
                    .isZero();
            border.held("fra1");
        }
    }

    @Test
    void a_reload_in_the_midst_of_it_neither_ends_it_nor_widens_anything() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            Drilled drills = new Drilled(border.running());
            String id = drills.begin("\"region\":\"onprem:fra1\"," + LONG);
            assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("par");
            border.reload(topology -> topology.pool("[[fra]]"));
            assertThat(border.ask().status()).isEqualTo(503);
            border.reload(topology -> topology.pool("[[par]]"));
            assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("par");
            border.reload(topology -> topology);
            assertThat(border.stream().header("bailiwick-endpoint")).isEqualTo("par");
            assertThat(drills.get(id).path("crossed").asLong()).isZero();
            assertThat(border.fra().connectionsOpened()).isZero();
            border.held("par1");
        }
    }

    @Test
    void a_route_that_does_not_move_on_after_a_503_relays_the_rehearsed_one() throws IOException {
        try (Border border = Border.start(topology -> topology.chatOption("retry-on: [connect]"))) {
            Drilled drills = new Drilled(border.running());
            String id = drills.begin("\"region\":\"onprem:fra1\",\"fault\":\"503\"," + LONG);
            for (RawReply reply : List.of(border.ask(), border.stream())) {
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.body()).contains("out for a drill");
                assertThat(reply.header("bailiwick-region"))
                        .as("it speaks in the name of the place that is out")
                        .isEqualTo("onprem:fra1");
            }
            assertThat(drills.get(id).path("crossed").asLong()).isZero();
            border.sinks().assertUntouched("fra1", "par1", "iad1");
            border.heldWithin();
        }
    }

    @Test
    void probes_find_the_outage_before_any_request_does() throws IOException {
        try (Border border =
                Border.start(topology -> topology.endpoint("fra", "health: { path: /v1/models, every: 1s }"))) {
            Drilled drills = new Drilled(border.running());
            String id = drills.begin("\"endpoint\":\"fra\"," + LONG);
            await().atMost(PATIENCE)
                    .until(() -> drills.get(id).at("/detection/rested_ms").isNumber());
            RawReply reply = border.ask();
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            assertThat(reply.header("bailiwick-attempts")).isEqualTo("1");
            assertThat(drills.get(id).at("/detection/moved_ms").isNumber()).isTrue();
            border.held("par1");
        }
    }

    @Test
    void real_exchanges_stand_in_the_metrics_as_ever_and_carry_no_mark() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            String id = new Drilled(border.running()).begin("\"region\":\"onprem:fra1\"," + LONG);
            RawReply reply = border.post("/v1/chat/completions", border.chat(), "bailiwick-drill", id);
            assertThat(border.logLine(reply).has("bailiwick.drill.id")).isFalse();
            assertThat(Samples.of(border.running().metrics()).positive("bailiwick_requests_total"))
                    .singleElement()
                    .satisfies(sample -> assertThat(sample.labels()).containsEntry("region", "onprem:par1"));
            border.held("par1");
        }
    }
}
