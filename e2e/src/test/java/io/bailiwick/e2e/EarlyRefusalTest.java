package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that is full says so from the head, reads nobody's text for it, and keeps the connection. */
class EarlyRefusalTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PATH = "/v1/chat/completions";
    private static final String TEXT = "a prompt that no full gateway reads";

    private final Gate gate = new Gate();
    private Border border;
    private RawClient busy;

    @BeforeEach
    void fill() throws IOException {
        border = Border.start(
                topology -> topology.pool("[[fra]]").gateway("limits: { requests: 1, body-time: 3s, idle: 20s }"));
        border.fra().next(Fault.gated(gate));
        busy = border.running().raw();
        busy.send(border.request(PATH, border.chat()));
        border.fra().await(SOON);
    }

    @AfterEach
    void close() throws IOException {
        gate.open();
        busy.close();
        border.close();
    }

    /** What was held is served, and after it whoever asks. */
    private void makeRoom() throws IOException {
        gate.open();
        assertThat(busy.reply().status()).isEqualTo(200);
    }

    private String unread() {
        return border.request(PATH, border.chat().replace(border.canaries().prompt(), TEXT));
    }

    private static String head(String request) {
        return request.substring(0, bodyAt(request));
    }

    private static int bodyAt(String request) {
        return request.indexOf("\r\n\r\n") + 4;
    }

    private void full(RawReply reply) {
        JsonNode error = Refused.openAi(reply, 503, "overloaded");
        assertThat(error.path("bailiwick").path("jurisdiction").asText()).isEqualTo("eu");
        assertThat(reply.header("retry-after")).isEqualTo("1");
    }

    @Test
    void it_is_said_before_a_byte_of_the_body_has_come_and_no_text_is_read_for_it() throws IOException {
        String request = unread();
        try (RawClient client = border.running().raw()) {
            RawReply reply = client.send(head(request)).reply();
            full(reply);
            assertThat(reply.header("connection")).isNull();

            client.send(request.substring(bodyAt(request)));
            JsonNode line = border.logLine(reply);
            assertThat(line.path("bailiwick.request.bytes").asLong()).isZero();
            assertThat(line.has("gen_ai.request.model")).isFalse();
            assertThat(line.path("bailiwick.attempts")).isEmpty();

            makeRoom();
            assertThat(client.send(border.request(PATH, border.chat())).reply().status())
                    .as("the next request of the same connection")
                    .isEqualTo(200);
        }
        assertThat(border.sinks().seenIn(TEXT)).isEmpty();
        assertThat(border.running().log()).doesNotContain(TEXT);
        border.held("fra1");
    }

    @Test
    void what_is_pipelined_behind_it_is_answered_in_its_turn() throws IOException {
        try (RawClient client = border.running().raw()) {
            client.send(unread()
                    + unread()
                    + RawClient.request(
                            "GET",
                            "/v1/models",
                            "",
                            "authorization",
                            "Bearer " + border.canaries().key()));
            full(client.reply());
            full(client.reply());
            assertThat(client.reply().status()).as("needs no seat").isEqualTo(200);
            makeRoom();
            assertThat(client.send(border.request(PATH, border.chat())).reply().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_body_that_trickles_in_is_dropped_to_its_last_byte() throws IOException {
        String request = unread();
        try (RawClient client = border.running().raw()) {
            client.send(head(request));
            full(client.reply());
            client.dribble(request.substring(bodyAt(request)));
            full(client.send(unread()).reply());
        }
    }

    @Test
    void a_body_that_does_not_come_ends_the_connection() throws IOException {
        try (RawClient client = border.running().raw()) {
            full(client.send(head(unread())).reply());
            Refused.nothingMore(client);
        }
    }

    @Test
    void a_client_that_waits_to_be_asked_for_its_body_is_not_asked() throws IOException {
        try (RawClient client = border.running().raw()) {
            RawReply reply = client.send(head(border.request(PATH, border.chat(), "expect", "100-continue")))
                    .reply();
            full(reply);
            assertThat(reply.header("connection")).isEqualTo("close");
            Refused.nothingMore(client);
        }
    }

    @Test
    void nobody_is_kept_for_the_sake_of_a_long_body() throws IOException {
        String large = border.chat("\"x\":\"" + "x".repeat(70_000) + "\"");
        try (RawClient client = border.running().raw()) {
            RawReply reply = client.send(head(border.request(PATH, large))).reply();
            full(reply);
            assertThat(reply.header("connection")).isEqualTo("close");
        }
    }

    @Test
    void a_stranger_does_not_learn_that_it_is_full() throws IOException {
        try (RawClient client = border.running().raw()) {
            RawReply reply = client.send(
                            RawClient.request("POST", PATH, border.chat(), "authorization", "Bearer nobody"))
                    .reply();
            Refused.openAi(reply, 401, "authentication_failed");
        }
    }
}
