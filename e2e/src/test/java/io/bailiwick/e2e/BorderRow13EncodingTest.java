package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether an encoded body passes where nobody can read it. */
class BorderRow13EncodingTest {

    @Test
    void an_encoded_body_is_refused_and_nothing_of_it_is_forwarded() throws IOException {
        for (String encoding : List.of(
                "gzip",
                "br",
                "deflate",
                "zstd",
                "compress",
                "x-gzip",
                "GZIP",
                "identity,gzip",
                "gzip, gzip",
                "aws-chunked",
                "never-heard-of")) {
            try (Border border = Border.withFrankfurtThenParis()) {
                RawReply reply = border.post("/v1/chat/completions", border.chat(), "content-encoding", encoding);
                assertThat(reply.status()).as(encoding).isEqualTo(415);
                assertThat(Border.code(reply)).isEqualTo("unsupported_encoding");
                border.heldWithin();
            }
        }
    }

    @Test
    void a_second_encoding_header_does_not_hide_behind_the_first() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            RawReply reply = border.post(
                    "/v1/chat/completions", border.chat(), "content-encoding", "identity", "content-encoding", "gzip");
            assertThat(reply.status()).isIn(400, 415);
            border.heldWithin();
        }
    }

    @Test
    void no_encoding_at_all_is_served() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            RawReply reply = border.post("/v1/chat/completions", border.chat(), "content-encoding", "identity");
            assertThat(reply.status()).isIn(200, 415);
            border.heldWithin("fra1");
        }
    }

    @Test
    void an_encoded_transfer_is_refused() throws IOException {
        for (String transfer : List.of("gzip, chunked", "gzip", "chunked, gzip", "chunked, chunked", "identity")) {
            try (Border border = Border.withFrankfurt()) {
                String head = border.request("/v1/chat/completions", "", "transfer-encoding", transfer);
                try (var client = border.running().raw()) {
                    RawReply reply =
                            client.send(head + "5\r\nhello\r\n0\r\n\r\n").reply();
                    assertThat(reply.status()).as(transfer).isIn(400, 415, 501);
                }
                border.heldWithin();
            }
        }
    }
}
