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
            assertThat(reply.body()).contains("no more");
            assertThat(border.par().received()).isEmpty();
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
