package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How an endpoint's own failure inside a stream reaches the client and the log. */
class FailedReplyTest {

    private static final String CREATED = event(
            "response.created",
            "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r\",\"object\":\"response\",\"model\":\"m-1\",\"status\":\"in_progress\"}}");
    private static final String FAILED = event(
            "response.failed",
            "{\"type\":\"response.failed\",\"sequence_number\":1,\"response\":{\"id\":\"r\",\"object\":\"response\",\"model\":\"m-1\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"no\"}}}");

    @Test
    void a_response_that_failed_ends_in_the_endpoints_words_and_cleanly() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(stream(CREATED + FAILED));
            RawReply reply = border.post("/v1/responses", border.responses("\"stream\":true"));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.end().clean()).isTrue();
            assertThat(reply.events().types()).containsExactly("response.created", "response.failed");
            assertThat(border.logLine(reply).path("bailiwick.outcome").asText()).isEqualTo("upstream_error");
            assertThat(border.par().received()).isEmpty();
            border.held("fra1");
        }
    }

    @Test
    void responses_that_keep_failing_rest_their_endpoint() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.fra().always(stream(CREATED + FAILED));
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> border.post("/v1/responses", border.responses("\"stream\":true"))
                                    .status()
                            == 503);
            assertThat(border.fra().received()).hasSizeLessThanOrEqualTo(5);
            assertThat(Border.candidates(border.ask())).containsExactly("fra=resting");
            border.held("fra1");
        }
    }

    @Test
    void a_chat_that_errs_without_its_end_marker_ends_broken() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(Fault.streamErrorEvent(2, "no more"));
            RawReply reply = border.stream();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.end().clean()).isFalse();
            assertThat(reply.events().done()).isFalse();
            assertThat(reply.body()).contains("no more").doesNotContain("upstream_broken");
            assertThat(border.par().received()).isEmpty();
            border.held("fra1");
        }
    }

    /** As a provider does that is overloaded in the middle of an answer. */
    @Test
    void a_message_that_errs_ends_in_the_endpoints_words_once_and_cleanly() throws IOException {
        String begun = event(
                "message_start",
                "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m-1\",\"content\":[],\"usage\":{\"input_tokens\":1}}}");
        String error = event(
                "error", "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"no more\"}}");
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(stream(begun + error + event("ping", "{\"type\":\"ping\"}") + begun));
            RawReply reply =
                    border.post("/v1/messages", border.messages("\"stream\":true"), "anthropic-version", "2023-06-01");
            assertThat(reply.end().clean()).isTrue();
            assertThat(reply.events().types()).containsExactly("message_start", "error");
            assertThat(border.logLine(reply).path("bailiwick.outcome").asText()).isEqualTo("upstream_error");
            assertThat(border.par().received()).isEmpty();
            border.held("fra1");
        }
    }

    @Test
    void what_comes_behind_the_end_of_a_stream_is_nobodys() throws IOException {
        String chunk =
                "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m-1\",\"choices\":[{\"index\":0,"
                        + "\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n";
        try (Border border = Border.withFrankfurt()) {
            border.fra()
                    .next(stream(chunk.formatted("before") + "data: [DONE]\n\n" + chunk.formatted("behind")
                            + "data: {\"error\":{\"message\":\"late\"}}\n\n"));
            RawReply reply = border.stream();
            assertThat(reply.end().clean()).isTrue();
            assertThat(reply.body()).contains("before", "[DONE]").doesNotContain("behind", "late");
            assertThat(border.logLine(reply).path("bailiwick.outcome").asText()).isEqualTo("ok");
            border.held("fra1");
        }
    }

    private static Fault stream(String events) {
        return Fault.raw(
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: " + events.length() + "\r\n\r\n"
                        + events,
                Ending.CLOSE);
    }

    private static String event(String type, String data) {
        return "event: " + type + "\ndata: " + data + "\n\n";
    }
}
