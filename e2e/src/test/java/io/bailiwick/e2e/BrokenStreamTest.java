package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.BodyEnd;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.SseReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a client can take a stream that broke for one that ended. */
class BrokenStreamTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Fault> breaking() {
        List<Fault> faults = new ArrayList<>();
        for (Ending ending : List.of(Ending.RESET, Ending.CLOSE, Ending.LAST_CHUNK)) {
            faults.add(Fault.streamCut(3, ending));
        }
        faults.add(Fault.streamStall(3, new Gate()));
        faults.add(Fault.streamInsert(3, "data: {\"not json\n\n"));
        faults.add(Fault.truncatedChunk());
        return faults;
    }

    @Test
    void a_stream_whose_last_lines_end_in_a_CR_alone_is_whole() throws IOException {
        String events = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"sim-large\",\"choices\":"
                + "[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\r\rdata: [DONE]\r\r";
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra()
                    .next(Fault.raw(
                            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: " + events.length()
                                    + "\r\n\r\n" + events,
                            Ending.CLOSE));
            RawReply reply = border.stream();
            assertThat(reply.end().clean()).isTrue();
            assertThat(reply.body()).isEqualTo(events);
            assertThat(border.logLine(reply).path("bailiwick.outcome").asText()).isEqualTo("ok");
            border.held("fra1");
        }
    }

    @Test
    void a_chat_ends_in_an_error_without_done() throws IOException {
        for (Fault fault : breaking()) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(fault);
                SseReply.Event last = last(border.stream());
                assertThat(last.type()).isEqualTo("message");
                JsonNode error = JSON.readTree(last.data()).path("error");
                assertThat(error.path("code").asText()).as("%s", fault).isEqualTo("upstream_broken");
                assertThat(error.path("message").asText()).isNotEmpty();
                assertThat(error.path("type").asText()).isEqualTo("server_error");
                border.held("fra1");
            }
        }
    }

    @Test
    void a_response_ends_in_an_error_event_with_the_next_number() throws IOException {
        for (Fault fault : breaking()) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(fault);
                RawReply reply = border.post("/v1/responses", border.responses("\"stream\":true"));
                SseReply.Event last = last(reply);
                assertThat(last.type()).as("%s", fault).isEqualTo("error");
                JsonNode event = JSON.readTree(last.data());
                assertThat(event.path("type").asText()).isEqualTo("error");
                assertThat(event.path("code").asText()).isEqualTo("upstream_broken");
                assertThat(event.path("sequence_number").asInt())
                        .isEqualTo(reply.events().events().size() - 1);
                assertThat(reply.body()).doesNotContain("response.completed");
                border.held("fra1");
            }
        }
    }

    @Test
    void a_message_ends_in_an_error_event() throws IOException {
        for (Fault fault : breaking()) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(fault);
                RawReply reply = border.post(
                        "/v1/messages", border.messages("\"stream\":true"), "anthropic-version", "2023-06-01");
                SseReply.Event last = last(reply);
                assertThat(last.type()).as("%s", fault).isEqualTo("error");
                JsonNode event = JSON.readTree(last.data());
                assertThat(event.path("type").asText()).isEqualTo("error");
                assertThat(event.at("/error/type").asText()).isEqualTo("api_error");
                assertThat(event.at("/error/code").asText()).isEqualTo("upstream_broken");
                assertThat(reply.body()).doesNotContain("message_stop");
                border.held("fra1");
            }
        }
    }

    @Test
    void a_refusal_in_json_that_breaks_off_gets_no_event_behind_it() throws IOException {
        String half = "{\"error\":{\"message\":\"" + "long ".repeat(20_000);
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra()
                    .next(Fault.raw(
                            "HTTP/1.1 422 No\r\ncontent-type: application/json\r\ncontent-length: "
                                    + (half.length() + 10) + "\r\n\r\n" + half,
                            Ending.CLOSE));
            RawReply reply = border.stream();
            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.header("content-type")).isEqualTo("application/json");
            assertThat(reply.end().clean()).isFalse();
            assertThat(reply.body()).isNotEmpty();
            assertThat(half).startsWith(reply.body());
            border.held("fra1");
        }
    }

    @Test
    void a_broken_streams_line_says_so() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(Fault.streamCut(3, Ending.RESET));
            JsonNode line = border.logLine(border.stream());
            assertThat(line.path("bailiwick.outcome").asText()).isEqualTo("upstream_error");
            assertThat(line.path("error.type").asText()).isEqualTo("upstream_broken");
            border.held("fra1");
        }
    }

    @Test
    void an_operator_can_cut_a_jurisdictions_streams() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.withFrankfurtThenParis();
                var client = border.running().raw()) {
            border.fra().next(Fault.streamStall(2, gate));
            client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
            client.readTo("data: ");
            assertThat(border.running()
                            .admin("DELETE", "/v1/exchanges?jurisdiction=us")
                            .body())
                    .contains(": 0");
            assertThat(border.running()
                            .admin("DELETE", "/v1/exchanges?jurisdiction=eu")
                            .body())
                    .contains(": 1");
            assertThat(client.readTo("upstream_broken")).doesNotContain("[DONE]");
            border.fra().awaitDisconnect(java.time.Duration.ofSeconds(2));
            border.held("fra1");
        }
    }

    @Test
    void an_operator_can_cut_the_streams_of_a_jurisdiction_that_is_gone() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.withFrankfurtThenParis();
                var client = border.running().raw()) {
            border.fra().next(Fault.streamStall(2, gate));
            client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
            client.readTo("data: ");
            border.running().reload(border.policy(topology -> topology).replaceAll("\\beu\\b(?!-)", "europe"));
            assertThat(border.running().gateway().inForce().jurisdictions()).doesNotContainKey("eu");
            assertThat(border.running()
                            .admin("DELETE", "/v1/exchanges?jurisdiction=nowhere")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(border.running()
                            .admin("DELETE", "/v1/exchanges?jurisdiction=eu")
                            .body())
                    .contains(": 1");
            assertThat(client.readTo("upstream_broken")).doesNotContain("[DONE]");
            border.held("fra1");
        }
    }

    /** The last event of a stream that did not end cleanly. */
    private static SseReply.Event last(RawReply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.end()).isIn(BodyEnd.CUT_BY_CLOSE, BodyEnd.CUT_BY_RESET);
        assertThat(reply.events().done()).isFalse();
        assertThat(reply.events().trailing()).isEmpty();
        List<SseReply.Event> events = reply.events().events();
        return events.get(events.size() - 1);
    }
}
