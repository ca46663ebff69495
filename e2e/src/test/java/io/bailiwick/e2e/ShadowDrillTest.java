package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether shadow traffic alone sees an outage, and the law holds for it as for everybody. */
class ShadowDrillTest {

    private static final String SHADOW = "\"traffic\":\"shadow\",\"for_ms\":600000,\"after_ms\":0";

    @Test
    void real_traffic_its_breakers_and_its_numbers_are_untouched() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            Drilled drills = new Drilled(border.running());
            String id = drills.begin("\"region\":\"onprem:fra1\"," + SHADOW);
            for (int i = 0; i < 10; i++) {
                assertThat(shadow(border, id).header("bailiwick-region")).isEqualTo("onprem:par1");
                assertThat(border.ask().header("bailiwick-region")).isEqualTo("onprem:fra1");
            }
            JsonNode drill = drills.get(id);
            assertThat(Drilled.served(drill, "onprem:par1"))
                    .isEqualTo(10)
                    .isEqualTo(border.par().received().size());
            assertThat(Drilled.served(drill, "onprem:fra1")).isZero();
            assertThat(drill.at("/detection/rested_ms").isNumber())
                    .as("its own breaker opened")
                    .isTrue();
            assertThat(border.fra().received()).hasSize(10);
            assertThat(border.running().admin("GET", "/v1/endpoints").body()).doesNotContain("resting", "probing");
            assertThat(Samples.of(border.running().metrics()).positive("bailiwick_requests_total"))
                    .singleElement()
                    .satisfies(sample -> {
                        assertThat(sample.labels()).containsEntry("region", "onprem:fra1");
                        assertThat(sample.value()).isEqualTo(10);
                    });
            border.held("fra1", "par1");
        }
    }

    @Test
    void its_exchanges_are_logged_with_the_drills_name_and_others_without() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            String id = new Drilled(border.running()).begin("\"region\":\"onprem:fra1\"," + SHADOW);
            assertThat(border.logLine(shadow(border, id))
                            .path("bailiwick.drill.id")
                            .asText())
                    .isEqualTo(id);
            assertThat(border.logLine(border.ask()).has("bailiwick.drill.id")).isFalse();
        }
    }

    @Test
    void when_all_of_a_jurisdiction_is_out_shadow_is_refused_and_real_is_served() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            String id = new Drilled(border.running()).begin("\"jurisdiction\":\"eu\"," + SHADOW);
            for (int i = 0; i < 8; i++) {
                RawReply reply = shadow(border, id);
                assertThat(reply.status()).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_pool_exhausted");
            }
            border.sinks().assertUntouched("fra1", "par1", "iad1");
            assertThat(border.ask().status()).isEqualTo(200);
            border.held("fra1");
        }
    }

    @Test
    void the_name_of_no_drill_under_way_means_nothing_and_goes_nowhere() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            Drilled drills = new Drilled(border.running());
            String id = drills.begin("\"region\":\"onprem:fra1\"," + SHADOW);
            for (String other :
                    List.of("0123456789abcdef", "", "' or 1=1", id.toUpperCase(java.util.Locale.ROOT) + "x")) {
                RawReply reply = shadow(border, other);
                assertThat(reply.header("bailiwick-region")).as(other).isEqualTo("onprem:fra1");
                assertThat(border.logLine(reply).has("bailiwick.drill.id")).isFalse();
            }
            shadow(border, id);
            drills.end(id);
            assertThat(shadow(border, id).header("bailiwick-region")).isEqualTo("onprem:fra1");
            assertThat(border.sinks().seenIn(id))
                    .as("who was told the drill's name")
                    .isEmpty();
            assertThat(border.sinks().seenIn("bailiwick-drill")).isEmpty();
            border.held("fra1", "par1");
        }
    }

    @Test
    void what_it_finds_out_about_a_border_holds_for_everybody() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            String id = new Drilled(border.running()).begin("\"endpoint\":\"fra\"," + SHADOW);
            border.fra().next(Fault.inferenceGeo("us"));
            RawReply shadow = border.post("/v1/messages", border.messages(), "bailiwick-drill", id);
            assertThat(Border.code(shadow)).as(shadow.body()).isEqualTo("residency_contradicted");
            assertThat(border.post("/v1/messages", border.messages()).header("bailiwick-endpoint"))
                    .as("quarantine is shared")
                    .isEqualTo("par-claude");
            assertThat(new Drilled(border.running()).get(id).path("crossed").asLong())
                    .isOne();
            assertThat(Samples.of(border.running().metrics()).positive("bailiwick_requests_total"))
                    .as("a crossing is counted, whoever asked for it")
                    .anySatisfy(sample -> assertThat(sample.labels()).containsEntry("outcome", "denied"));
        }
    }

    @Test
    void on_one_connection_each_request_is_what_its_own_head_says() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            String id = new Drilled(border.running()).begin("\"region\":\"onprem:fra1\"," + SHADOW);
            try (var client = border.running().raw()) {
                String path = "/v1/chat/completions";
                String plain = border.request(path, border.chat());
                String shadow = border.request(path, border.chat(), "bailiwick-drill", id);
                for (int i = 0; i < 4; i++) {
                    assertThat(client.send(shadow).reply().header("bailiwick-region"))
                            .isEqualTo("onprem:par1");
                    assertThat(client.send(plain).reply().header("bailiwick-region"))
                            .isEqualTo("onprem:fra1");
                }
            }
            border.held("fra1", "par1");
        }
    }

    @Test
    void who_is_full_is_full_for_shadow_and_real_together() throws IOException {
        Gate gate = new Gate();
        try (Border border =
                        Border.start(topology -> topology.pool("[[fra], [par]]").gateway("limits: { requests: 1 }"));
                var client = border.running().raw()) {
            String id = new Drilled(border.running()).begin("\"region\":\"onprem:fra1\"," + SHADOW);
            border.par().next(Fault.gated(gate));
            client.send(border.request("/v1/chat/completions", border.chat(), "bailiwick-drill", id));
            border.par().await(Duration.ofSeconds(3));
            assertThat(Border.code(border.ask())).isEqualTo("overloaded");
            gate.open();
            assertThat(client.reply().status()).isEqualTo(200);
            assertThat(border.ask().status()).isEqualTo(200);
        }
    }

    private static RawReply shadow(Border border, String id) throws IOException {
        return border.post("/v1/chat/completions", border.chat(), "bailiwick-drill", id);
    }
}
