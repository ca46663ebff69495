package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code limits.buffered} counts: all that is held for anybody, for as long as it is held, and no longer. */
class HeldBytesTest {

    private static final String ONE_MEBIBYTE = "limits: { buffered: 1MiB, body: 1MiB, reply: 1MiB, idle: 60s }";
    private static final int MOST_OF_IT = 700 << 10;

    @Test
    void an_event_whose_end_has_not_come_counts_until_its_stream_is_over() throws IOException {
        String event = "data: {\"x\":\"" + "y".repeat(MOST_OF_IT);
        try (Border border = Border.start(topology -> topology.pool("[[fra]]")
                .timeouts("timeouts: { connect: 300ms, first-event: 30s, between-events: 30s, request: 60s }")
                .gateway(ONE_MEBIBYTE))) {
            border.fra()
                    .next(Fault.raw(
                            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(event.length()) + "\r\n" + event,
                            Ending.KEEP));
            try (RawClient client = border.running().raw()) {
                client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
                border.fra().await(Duration.ofSeconds(5));
                await("there is no room").until(() -> large(border), HeldBytesTest::isOverloaded);
            }
            await("there is room again").until(() -> large(border), reply -> reply.status() == 200);
            border.held("fra1");
        }
    }

    @Test
    void a_request_counts_until_its_stream_begins() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(topology -> topology.pool("[[fra]]")
                        .timeouts("timeouts: { connect: 300ms, first-event: 30s, between-events: 30s, request: 60s }")
                        .gateway(ONE_MEBIBYTE));
                RawClient client = border.running().raw()) {
            border.fra().next(Fault.streamStall(2, gate));
            client.send(border.request(
                    "/v1/chat/completions",
                    border.chat("\"stream\":true", "\"x\":\"" + "y".repeat(MOST_OF_IT) + "\"")));
            client.readTo("data: ");
            assertThat(large(border).status()).isEqualTo(200);
            gate.open();
            border.held("fra1");
        }
    }

    @Test
    void a_body_of_which_a_byte_has_come_counts_for_the_room_that_it_was_given() throws IOException {
        List<RawClient> begun = new ArrayList<>();
        try (Border border = Border.start(topology -> topology.pool("[[fra]]").gateway(ONE_MEBIBYTE))) {
            String whole =
                    border.request("/v1/chat/completions", border.chat("\"x\":\"" + "y".repeat(63 << 10) + "\""));
            String head = whole.substring(0, whole.indexOf("\r\n\r\n") + 4);
            for (int i = 0; i < 8; i++) {
                RawClient client = border.running().raw();
                begun.add(client);
                client.send(head + "{");
            }
            await("there is no room").until(() -> large(border), HeldBytesTest::isOverloaded);
            for (RawClient client : begun) {
                client.close();
            }
            await("there is room again").until(() -> large(border), reply -> reply.status() == 200);
            border.held("fra1");
        }
    }

    @Test
    void a_reply_in_more_pieces_than_are_kept_apart_is_whole() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.fra().next(Fault.padded(20_000).and(Fault.dribble()));
            RawReply reply = border.post("/v1/messages", border.messages(), "anthropic-version", "2023-06-01");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().length()).isGreaterThan(20_000);
            assertThat(reply.body()).contains("simulated word by word").endsWith("}");
            border.held("fra1");
        }
    }

    private static RawReply large(Border border) throws IOException {
        return border.post("/v1/chat/completions", border.chat("\"x\":\"" + "y".repeat(MOST_OF_IT) + "\""));
    }

    private static boolean isOverloaded(RawReply reply) {
        if (reply.status() == 503) {
            assertThat(Border.code(reply)).isEqualTo("overloaded");
            return true;
        }
        assertThat(reply.status()).isEqualTo(200);
        return false;
    }
}
