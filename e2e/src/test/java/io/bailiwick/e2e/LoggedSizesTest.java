package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whether the log says how much of an endpoint's reply a client got, which is what an auditor asks of a reply that was withheld. */
class LoggedSizesTest {

    @Test
    void what_was_served_is_as_long_as_the_client_found_it() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            for (RawReply reply : new RawReply[] {
                border.ask(),
                border.stream(), // less its chunk of usage, which this client did not ask for
                border.post(
                        "/v1/chat/completions",
                        border.chat("\"stream\":true,\"stream_options\":{\"include_usage\":true}"))
            }) {
                assertThat(reply.status()).isEqualTo(200);
                assertThat(replyBytes(border, reply)).isEqualTo(length(reply));
            }
            border.held("fra1");
        }
    }

    @Test
    void of_a_reply_that_was_withheld_nobody_got_a_byte() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(Fault.inferenceGeo("us"));
            RawReply reply = border.post("/v1/messages", border.messages(), "anthropic-version", "2023-06-01");
            assertThat(Border.code(reply)).isEqualTo("residency_contradicted");
            assertThat(replyBytes(border, reply)).isZero();
            border.held("fra1");
        }
    }

    @Test
    void what_a_failed_attempt_sent_is_not_what_the_client_got() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra()
                    .next(Fault.raw(
                            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{\"half\":1",
                            Ending.KEEP));
            RawReply reply = border.ask();
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            assertThat(replyBytes(border, reply)).isEqualTo(length(reply));
            border.held("fra1", "par1");
        }
    }

    @Test
    void of_a_stream_that_breaks_the_gateways_own_words_are_not_counted() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.fra().next(Fault.streamCut(3, Ending.RESET));
            RawReply reply = border.stream();
            assertThat(reply.end().clean()).isFalse();
            assertThat(replyBytes(border, reply)).isPositive().isLessThan(length(reply));
            border.held("fra1");
        }
    }

    @Test
    void a_body_that_cannot_be_read_has_a_length_all_the_same() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            RawReply reply = border.post("/v1/chat/completions", "{\"model\":");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(border.logLine(reply).path("bailiwick.request.bytes").asInt())
                    .isEqualTo(9);
            border.heldWithin();
        }
    }

    private static long replyBytes(Border border, RawReply reply) {
        JsonNode line = border.logLine(reply);
        assertThat(line.has("bailiwick.reply.bytes")).isTrue();
        return line.path("bailiwick.reply.bytes").asLong();
    }

    private static long length(RawReply reply) {
        return reply.body().getBytes(StandardCharsets.UTF_8).length;
    }
}
