package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.BodyEnd;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether an endpoint that goes silent without a word counts as healthy, or sends anybody abroad. */
class BorderRow25StallTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String SHORT =
            "timeouts: { connect: 300ms, first-event: 300ms, between-events: 150ms, request: 1200ms }";
    private static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    private static final String FIRST_EVENT =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";

    @Test
    void a_stream_that_stalls_is_broken_off_in_words() throws IOException {
        try (Border border = Border.start(topology -> topology.timeouts(SHORT))) {
            border.fra().next(Fault.streamStall(2, new Gate()));
            RawReply reply = border.stream();
            broken(reply, "upstream_broken");
            assertThat(border.par().received()).isEmpty();
            border.fra().awaitDisconnect(SOON);
            border.held("fra1");
        }
    }

    @Test
    void stalls_count_against_the_endpoint() throws IOException {
        try (Border border = Border.start(topology -> topology.pool("[[fra]]").timeouts(SHORT))) {
            border.fra().always(Fault.streamStall(1, new Gate()));
            await().atMost(Duration.ofSeconds(4))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        RawReply reply = border.stream();
                        return reply.status() == 503 && Border.candidates(reply).equals(List.of("fra=resting"));
                    });
            border.held("fra1");
        }
    }

    @Test
    void an_event_that_comes_byte_by_byte_is_a_stall() throws Exception {
        try (DribblingPort port =
                        DribblingPort.start(STREAM_HEAD + FIRST_EVENT + "data: ", "x", Duration.ofMillis(20));
                Border border =
                        Border.start(topology -> topology.timeouts(SHORT).at("fra", port.url()))) {
            broken(border.stream(), "upstream_broken");
            assertThat(port.isLeft(SOON)).isTrue();
            border.heldWithin();
        }
    }

    @Test
    void a_head_that_comes_byte_by_byte_is_a_missing_first_event() throws Exception {
        try (DribblingPort port = DribblingPort.start("HTTP/1.1 200 OK\r\nx: ", "x", Duration.ofMillis(20));
                Border border =
                        Border.start(topology -> topology.timeouts(SHORT).at("fra", port.url()))) {
            assertThat(border.stream().header("bailiwick-endpoint")).isEqualTo("par");
            assertThat(port.isLeft(SOON)).isTrue();
            border.held("par1");
        }
    }

    @Test
    void what_goes_on_behind_the_end_of_a_stream_is_not_waited_for() throws Exception {
        for (String more : List.of(": ping\n\n", FIRST_EVENT, "data: half of one ")) {
            try (DribblingPort port = DribblingPort.start(
                            STREAM_HEAD + FIRST_EVENT + "data: [DONE]\n\n", more, Duration.ofMillis(20));
                    Border border =
                            Border.start(topology -> topology.timeouts(SHORT).at("fra", port.url()))) {
                RawReply reply = border.stream();
                assertThat(reply.end().clean()).as(more).isTrue();
                assertThat(reply.body()).endsWith("data: [DONE]\n\n");
                assertThat(border.logLine(reply).path("bailiwick.outcome").asText())
                        .isEqualTo("ok");
                assertThat(port.isLeft(SOON)).isTrue();
                border.heldWithin();
            }
        }
    }

    @Test
    void comments_are_no_first_event() throws Exception {
        try (DribblingPort port = DribblingPort.start(STREAM_HEAD, ": ping\n\n", Duration.ofMillis(20));
                Border border =
                        Border.start(topology -> topology.timeouts(SHORT).at("fra", port.url()))) {
            assertThat(border.stream().header("bailiwick-endpoint")).isEqualTo("par");
            assertThat(port.isLeft(SOON)).isTrue();
            border.held("par1");
        }
    }

    @Test
    void comments_keep_a_stream_alive_no_longer_than_its_deadline() throws Exception {
        try (DribblingPort port = DribblingPort.start(STREAM_HEAD + FIRST_EVENT, ": ping\n\n", Duration.ofMillis(20));
                Border border =
                        Border.start(topology -> topology.timeouts(SHORT).at("fra", port.url()))) {
            RawReply reply = border.stream();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.end().clean()).isFalse();
            assertThat(reply.events().done()).isFalse();
            assertThat(port.isLeft(SOON)).isTrue();
            border.heldWithin();
        }
    }

    @Test
    void a_unary_reply_that_comes_byte_by_byte_ends_with_its_deadline() throws Exception {
        try (DribblingPort port = DribblingPort.start(
                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n",
                        " ",
                        Duration.ofMillis(20));
                Border border =
                        Border.start(topology -> topology.timeouts(SHORT).at("fra", port.url()))) {
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(504);
            assertThat(Border.code(reply)).isEqualTo("deadline_exceeded");
            assertThat(Border.candidates(reply)).containsExactly("fra=failed:timeout", "par=untried");
            assertThat(port.isLeft(SOON)).isTrue();
            border.heldWithin();
        }
    }

    private static void broken(RawReply reply, String code) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.end()).isIn(BodyEnd.CUT_BY_CLOSE, BodyEnd.CUT_BY_RESET);
        List<String> data = reply.events().data();
        assertThat(data.get(data.size() - 1)).contains("\"error\"").contains(code);
        assertThat(reply.events().done()).isFalse();
    }
}
