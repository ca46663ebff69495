package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether an endpoint out of step can put its words into the answer to somebody else. */
class ReplyDesyncTest {

    private static final String JSON_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    private static final String EVIL =
            JSON_HEAD + "content-length: 45\r\n\r\n" + "{\"object\":\"evil\",\"model\":\"evil\",\"choices\":[]}";

    @Test
    void a_second_reply_in_the_same_packet_is_nobodys() throws IOException {
        try (Border border = Border.start(topology -> topology.adding(
                        "one",
                        "provider: openai-compatible, url: \"<fra1>\", reach: [\"onprem:fra1\"], models: { many: m1 }")
                .adding(
                        "two",
                        "provider: openai-compatible, url: \"<fra1>\", reach: [\"onprem:fra1\"], models: { many: m2 }")
                .addingRoute("many: { eu: [[one], [two]], options: { " + Topology.TIMEOUTS + " } }"))) {
            border.fra().next(Fault.raw(JSON_HEAD + "content-length: 2\r\n\r\n[]" + EVIL, Ending.KEEP));
            RawReply reply = border.post("/v1/chat/completions", border.chat().replace("\"chat\"", "\"many\""));
            assertThat(reply.body()).doesNotContain("evil");
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("two");
            assertThat(border.fra().received())
                    .extracting(received -> received.connection())
                    .doesNotHaveDuplicates();
            for (int i = 0; i < 8; i++) {
                assertThat(border.ask().body()).doesNotContain("evil");
            }
            border.held("fra1");
        }
    }

    @Test
    void what_stands_behind_a_reply_and_is_none_yet_is_not_the_beginning_of_the_next() throws IOException {
        String chat = "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m-1\",\"choices\":[]}";
        for (String stray : List.of("}", "HTTP/1.1 200 OK\r\nx: ", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{")) {
            try (Border border = Border.withFrankfurt()) {
                border.fra()
                        .next(Fault.raw(
                                JSON_HEAD + "content-length: " + chat.length() + "\r\n\r\n" + chat + stray,
                                Ending.KEEP));
                assertThat(border.ask().body()).as(stray).isEqualTo(chat);
                for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) { // by every loop
                    RawReply next = border.ask();
                    assertThat(next.status()).as(stray).isEqualTo(200);
                    assertThat(next.body()).as(stray).contains("simulated word by word");
                }
                int first = border.fra().received().get(0).connection();
                assertThat(border.fra().received().stream().skip(1))
                        .noneMatch(received -> received.connection() == first);
                border.held("fra1");
            }
        }
    }

    /** Whoever announces less than he says may say the rest when somebody else is waiting there. */
    @Test
    void a_connection_on_which_a_reply_was_found_to_be_none_carries_no_other() throws IOException {
        for (String none : List.of(
                JSON_HEAD + "content-length: 9\r\n\r\n{\"half\":1",
                JSON_HEAD + "content-length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\ncontent-length: 45\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 12\r\n\r\ndata: {}\r\n\r\n")) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(Fault.raw(none, Ending.KEEP));
                assertThat(border.ask().header("bailiwick-endpoint")).as(none).isEqualTo("par");
                for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) { // by every loop
                    assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("fra");
                }
                int first = border.fra().received().get(0).connection();
                assertThat(border.fra().received().stream().skip(1))
                        .as(none)
                        .noneMatch(received -> received.connection() == first);
                border.held("fra1", "par1");
            }
        }
    }

    @Test
    void a_status_below_a_hundred_is_no_promise_of_another_head() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra()
                    .next(Fault.raw(
                            "HTTP/1.1 099 Nearly\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
                            Ending.KEEP));
            RawReply reply = border.ask();
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            assertThat(border.logLine(reply)
                            .path("bailiwick.attempts")
                            .path(0)
                            .path("result")
                            .asText())
                    .isEqualTo("malformed");
            border.held("fra1", "par1");
        }
    }

    @Test
    void a_reply_whose_length_can_be_read_two_ways_is_not_believed() throws IOException {
        for (String framing : List.of(
                "content-length: 2\r\ncontent-length: 50\r\n",
                "content-length: 2\r\ntransfer-encoding: chunked\r\n",
                "content-length: 2, 50\r\n",
                "content-length: -2\r\n",
                "content-length: +2\r\n",
                "transfer-encoding: xchunked\r\n",
                "content-length : 2\r\n",
                "content-length: 2\r\n content-length: 50\r\n")) {
            try (Border border = Border.start(
                    topology -> topology.pool("[[fra]]")
                            .timeouts(
                                    "timeouts: { connect: 300ms, first-event: 300ms, between-events: 300ms, request: 700ms }"))) {
                border.fra().next(Fault.raw(JSON_HEAD + framing + "\r\n{}" + EVIL, Ending.KEEP));
                RawReply first = border.ask();
                assertThat(first.body()).as(framing).doesNotContain("evil");
                for (int i = 0; i < 6; i++) {
                    RawReply reply = border.ask();
                    assertThat(reply.status()).as(framing).isEqualTo(200);
                    assertThat(reply.body()).as(framing).doesNotContain("evil");
                }
                border.held("fra1");
            }
        }
    }

    @Test
    void an_interim_reply_is_neither_passed_on_nor_taken_for_the_last() throws IOException {
        for (int status : new int[] {100, 102, 103}) {
            try (Border border = Border.withFrankfurt()) {
                border.fra().always(Fault.interim(status));
                for (int i = 0; i < 4; i++) {
                    RawReply reply = i % 2 == 0 ? border.ask() : border.stream();
                    assertThat(reply.interim()).isEmpty();
                    assertThat(reply.status()).isEqualTo(200);
                    assertThat(reply.end().clean()).isTrue();
                }
                border.held("fra1");
            }
        }
    }

    @Test
    void a_connection_that_answered_before_it_had_the_request_carries_no_other() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.withFrankfurt()) {
            String large = border.chat("\"x\":\"" + "x".repeat(8 << 20) + "\"");
            border.fra()
                    .next(Fault.deaf(1000, gate).and(Fault.beforeBody(Fault.statusWithBody(400, "{\"error\":{}}"))));
            RawReply early = border.post("/v1/chat/completions", large);
            assertThat(early.status()).isIn(400, 503);
            gate.open();
            for (int i = 0; i < 6; i++) {
                assertThat(border.ask().status()).isEqualTo(200);
            }
            int first = border.fra().received().get(0).connection();
            assertThat(border.fra().received().stream().skip(1)).noneMatch(received -> received.connection() == first);
            border.heldWithin("fra1");
        }
    }

    @Test
    void who_leaves_with_more_requests_waiting_cancels_the_upstream_too() throws IOException {
        for (boolean reset : new boolean[] {false, true}) {
            Gate gate = new Gate();
            try (Border border = Border.withFrankfurt()) {
                border.fra().next(Fault.hang(gate));
                String request = border.request("/v1/chat/completions", border.chat());
                RawClient client = border.running().raw();
                client.send(request.repeat(40));
                border.fra().await(Duration.ofSeconds(2));
                if (reset) {
                    client.reset();
                } else {
                    client.close();
                }
                border.fra().awaitDisconnect(Duration.ofSeconds(2));
                assertThat(border.fra().received()).hasSize(1);
                border.held("fra1");
            }
        }
    }
}
