package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.simulator.Received;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether an upstream works on for a client who left, or its reply goes to the next. */
class BorderRow24DisconnectTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void who_leaves_before_the_body_is_whole_sends_nothing() throws IOException {
        for (boolean reset : new boolean[] {false, true}) {
            try (Border border = Border.withFrankfurt()) {
                String request = border.request(
                        "/v1/chat/completions", border.chat(), "traceparent", TRACEPARENT, "expect", "100-continue");
                RawClient client = border.running().raw();
                client.send(request.substring(0, request.indexOf("\r\n\r\n") + 4));
                client.readTo("\r\n\r\n");
                client.send(border.chat().substring(0, 20));
                leave(client, reset);
                cancelled(border);
                assertThat(border.fra().received()).isEmpty();
                border.heldWithin();
            }
        }
    }

    @Test
    void who_leaves_while_nothing_is_answered_cancels_the_upstream() throws IOException {
        for (boolean reset : new boolean[] {false, true}) {
            for (boolean stream : new boolean[] {false, true}) {
                Gate gate = new Gate();
                try (Border border = Border.withFrankfurtThenParis()) {
                    border.fra().next(Fault.gated(gate));
                    RawClient client = border.running().raw();
                    String body = stream ? border.chat("\"stream\":true") : border.chat();
                    client.send(border.request("/v1/chat/completions", body, "traceparent", TRACEPARENT));
                    Received first = border.fra().await(SOON);
                    leave(client, reset);
                    border.fra().awaitDisconnect(SOON);
                    cancelled(border);
                    gate.open();
                    fresh(border, first);
                    assertThat(border.par().received()).isEmpty();
                    border.held("fra1");
                }
            }
        }
    }

    @Test
    void who_leaves_in_the_middle_of_a_stream_cancels_the_upstream() throws IOException {
        for (boolean reset : new boolean[] {false, true}) {
            Gate gate = new Gate();
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(Fault.streamStall(2, gate));
                RawClient client = border.running().raw();
                client.send(border.request(
                        "/v1/chat/completions", border.chat("\"stream\":true"), "traceparent", TRACEPARENT));
                Received first = border.fra().await(SOON);
                client.readTo("data: ");
                leave(client, reset);
                border.fra().awaitDisconnect(SOON);
                cancelled(border);
                gate.open();
                fresh(border, first);
                border.held("fra1");
            }
        }
    }

    @Test
    void who_leaves_between_attempts_is_not_attempted_again() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(Fault.gated(gate).and(Fault.status(500)));
            RawClient client = border.running().raw();
            client.send(border.request("/v1/chat/completions", border.chat(), "traceparent", TRACEPARENT));
            border.fra().await(SOON);
            leave(client, true);
            border.fra().awaitDisconnect(SOON);
            gate.open();
            cancelled(border);
            assertThat(border.par().received()).isEmpty();
            border.held("fra1");
        }
    }

    @Test
    void who_leaves_says_nothing_about_the_endpoint() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            for (int i = 0; i < 8; i++) {
                border.fra().next(Fault.hang(new Gate()));
                RawClient client = border.running().raw();
                client.send(border.request("/v1/chat/completions", border.chat()));
                border.fra().await(SOON);
                leave(client, i % 2 == 0);
                border.fra().awaitDisconnect(SOON);
            }
            assertThat(border.ask().status()).isEqualTo(200);
            border.held("fra1");
        }
    }

    /** The next request gets a whole reply of its own, by a connection of its own. */
    private static void fresh(Border border, Received before) throws IOException {
        RawReply reply = border.ask();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(Running.json(reply).path("object").asText()).isEqualTo("chat.completion");
        var received = border.fra().received();
        assertThat(received.get(received.size() - 1).connection()).isNotEqualTo(before.connection());
    }

    private static void cancelled(Border border) {
        assertThat(border.running().logLine(TRACE).path("bailiwick.outcome").asText())
                .isEqualTo("cancelled");
    }

    private static void leave(RawClient client, boolean reset) throws IOException {
        if (reset) {
            client.reset();
        } else {
            client.close();
        }
    }
}
