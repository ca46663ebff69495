package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a client can choose more than it has, and whether a gateway abroad sees what is not its own. */
class JurisdictionTest {

    @Test
    void a_client_may_narrow() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            RawReply reply = border.post("/v1/chat/completions", border.chat(), "bailiwick-jurisdiction", "de");
            assertThat(reply.header("bailiwick-jurisdiction")).isEqualTo("de");
            assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:fra1");
            border.fra().breakDown();
            RawReply refused = border.post("/v1/chat/completions", border.chat(), "bailiwick-jurisdiction", "de");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Border.candidates(refused)).allMatch(candidate -> candidate.startsWith("fra="));
            border.held("fra1");
        }
    }

    @Test
    void a_client_may_not_widen() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            for (String wider : List.of("us", "free")) {
                RawReply reply = border.post("/v1/chat/completions", border.chat(), "bailiwick-jurisdiction", wider);
                assertThat(reply.status()).isEqualTo(403);
                assertThat(Border.code(reply)).isEqualTo("jurisdiction_widened");
                assertThat(reply.header("x-should-retry")).isEqualTo("false");
            }
            RawReply german = border.running()
                    .post("/v1/chat/completions", Running.DE_KEY, border.chat(), "bailiwick-jurisdiction", "eu");
            assertThat(Border.code(german)).isEqualTo("jurisdiction_widened");
            border.heldWithin();
        }
    }

    @Test
    void a_jurisdiction_that_nobody_knows_is_no_way_around() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            for (String name : List.of("EU", "eu,us", "us;", "*", "null", "anywhere", "onprem:iad1", "../us")) {
                RawReply reply = border.post("/v1/chat/completions", border.chat(), "bailiwick-jurisdiction", name);
                assertThat(reply.status()).as(name).isIn(400, 403);
            }
            RawReply twice = border.post(
                    "/v1/chat/completions",
                    border.chat(),
                    "bailiwick-jurisdiction",
                    "eu",
                    "bailiwick-jurisdiction",
                    "us");
            assertThat(twice.status()).isIn(400, 403);
            border.heldWithin();
        }
    }

    @Test
    void two_credentials_must_name_one_tenant() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            RawReply reply = border.post("/v1/chat/completions", border.chat(), "x-api-key", Running.US_KEY);
            assertThat(reply.status()).isEqualTo(401);
            RawReply second =
                    border.post("/v1/chat/completions", border.chat(), "authorization", "Bearer " + Running.US_KEY);
            assertThat(second.status()).isIn(400, 401);
            border.heldWithin();
        }
    }

    @Test
    void a_gateway_outside_refuses_from_the_head_and_reads_no_body() throws IOException {
        try (Border border = Border.start(topology ->
                        topology.gatewayIn("onprem:iad1").gateway("peers: { eu: \"https://eu.llm.example.com\" }"));
                RawClient client = border.running().raw()) {
            String request = border.request("/v1/chat/completions", border.chat(), "expect", "100-continue");
            RawReply reply = client.send(request.substring(0, request.indexOf("\r\n\r\n") + 4))
                    .reply();
            assertThat(reply.interim()).isEmpty();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.code(reply)).isEqualTo("residency_gateway_outside");
            assertThat(reply.header("bailiwick-peer")).isEqualTo("https://eu.llm.example.com");
            assertThat(reply.header("location")).isNull();
            assertThat(reply.header("bailiwick-jurisdiction")).isEqualTo("eu");
            assertThat(border.logLine(reply).has("bailiwick.tenant.id")).isFalse();
            border.heldWithin();
        }
    }

    @Test
    void a_body_that_comes_unasked_to_a_gateway_outside_is_dropped_unread() throws IOException {
        try (Border border = Border.start(topology -> topology.gatewayIn("onprem:iad1"))) {
            RawReply reply = border.ask();
            assertThat(Border.code(reply)).isEqualTo("residency_gateway_outside");
            assertThat(border.logLine(reply).path("bailiwick.request.bytes").asInt())
                    .isZero();
            RawReply narrowed = border.post("/v1/chat/completions", border.chat(), "bailiwick-jurisdiction", "de");
            assertThat(Border.code(narrowed)).isEqualTo("residency_gateway_outside");
            border.heldWithin();
        }
    }

    @Test
    void a_free_jurisdictions_gateway_abroad_lends_its_freedom_to_nobody() throws IOException {
        try (Border border = Border.start(topology -> topology.gatewayIn("onprem:iad1"))) {
            for (String name : List.of("free", "us")) {
                RawReply reply = border.post("/v1/chat/completions", border.chat(), "bailiwick-jurisdiction", name);
                assertThat(reply.status()).as(name).isEqualTo(503);
                assertThat(Border.code(reply)).as(name).isEqualTo("residency_gateway_outside");
                assertThat(border.logLine(reply).has("bailiwick.tenant.id")).isFalse();
            }
            border.heldWithin();
        }
    }
}
