package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a request that a provider remembers goes anywhere but to where it is remembered. */
class BorderRow15StateTest {

    private static final List<String> STATEFUL = List.of(
            "\"store\":true",
            "\"background\":true",
            "\"previous_response_id\":\"resp_1\"",
            "\"conversation\":\"conv_1\"",
            "\"conversation\":{\"id\":\"conv_1\"}");

    @Test
    void without_a_home_of_state_a_stateful_request_is_refused() throws IOException {
        for (String member : STATEFUL) {
            try (Border border = Border.withFrankfurtThenParis()) {
                RawReply reply = border.post("/v1/responses", border.responses(member));
                assertThat(reply.status()).as(member).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_feature_refused");
                assertThat(Border.candidates(reply)).allMatch(candidate -> candidate.contains("=feature:"));
                border.heldWithin();
            }
        }
    }

    @Test
    void a_stateful_request_goes_to_the_home_of_state_alone() throws IOException {
        for (String member : STATEFUL) {
            try (Border border = Border.start(topology -> topology.chatOption("state: par"))) {
                RawReply reply = border.post("/v1/responses", border.responses(member));
                assertThat(reply.header("bailiwick-endpoint")).as(member).isEqualTo("par");
                border.held("par1");
            }
        }
    }

    @Test
    void a_stateful_request_is_not_sent_twice_once_a_byte_of_it_left() throws IOException {
        for (Fault fault : List.of(
                Fault.resetBeforeHead(),
                Fault.resetMidHead(),
                Fault.status(500),
                Fault.status(429),
                Fault.closeBeforeHead())) {
            try (Border border = Border.start(topology -> topology.chatOption("state: fra"))) {
                border.fra().next(fault);
                RawReply reply = border.post("/v1/responses", border.responses("\"store\":true"));
                assertThat(reply.status()).as("%s", fault).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_pool_exhausted");
                assertThat(border.fra().received()).hasSize(1);
                assertThat(border.par().received()).isEmpty();
                border.held("fra1");
            }
        }
    }

    @Test
    void a_stateful_request_is_not_repeated_on_a_new_connection_either() throws IOException {
        try (Border border = Border.start(topology -> topology.chatOption("state: fra"))) {
            assertThat(border.ask().status()).isEqualTo(200);
            border.fra().next(Fault.resetBeforeHead());
            RawReply reply = border.post("/v1/responses", border.responses("\"store\":true"));
            assertThat(reply.status()).isEqualTo(503);
            assertThat(border.fra().received()).hasSize(2);
            border.held("fra1");
        }
    }

    @Test
    void a_stateful_chat_goes_home_too() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            assertThat(Border.code(border.post("/v1/chat/completions", border.chat("\"store\":true"))))
                    .isEqualTo("residency_feature_refused");
            border.heldWithin();
        }
        try (Border border = Border.start(topology -> topology.chatOption("state: par"))) {
            RawReply reply = border.post("/v1/chat/completions", border.chat("\"store\":true"));
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            border.held("par1");
        }
    }

    @Test
    void responses_that_do_not_say_are_not_stored_away_from_home() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            String body = border.responses();
            assertThat(border.post("/v1/responses", body).status()).isEqualTo(200);
            assertThat(border.fra().received().get(0).json().path("store").toString())
                    .isEqualTo("false");
            assertThat(border.fra().received().get(0).body().replaceFirst(",?\"store\":\\s?false,?", ""))
                    .hasSize(body.length() + "sim-large".length() - "chat".length());
            border.held("fra1");
        }
    }

    @Test
    void what_a_client_already_forbids_is_left_alone() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            String body = border.responses("\"store\" : false");
            assertThat(border.post("/v1/responses", body).status()).isEqualTo(200);
            assertThat(border.fra().received().get(0).body()).isEqualTo(body.replaceFirst("\"chat\"", "\"sim-large\""));
            border.held("fra1");
        }
    }
}
