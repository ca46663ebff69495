package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever two parsers could read in two ways is refused, and nothing behind it is served. */
final class SmugglingTest {

    private static TwoRegions world;

    @BeforeAll
    static void start() throws IOException {
        world = TwoRegions.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void a_body_whose_length_is_in_doubt_ends_the_connection() throws IOException {
        eachIsRefusedAlone(Smuggled.framing());
    }

    @Test
    void a_chunk_that_is_not_to_the_letter_ends_the_connection() throws IOException {
        eachIsRefusedAlone(Smuggled.bodies());
    }

    @Test
    void a_head_that_is_not_to_the_letter_ends_the_connection() throws IOException {
        eachIsRefusedAlone(Smuggled.heads());
    }

    @Test
    void a_request_line_that_is_not_for_this_gateway_ends_the_connection() throws IOException {
        eachIsRefusedAlone(Smuggled.lines());
    }

    @Test
    void a_request_line_without_a_version_is_never_answered_with_a_body_of_its_own() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            RawReply reply = client.send("GET /v1/models\r\n\r\n").reply();
            Refused.openAi(reply, 400, "malformed_request");
            Refused.nothingMore(client);
        }
    }

    @Test
    void a_request_with_the_keys_of_an_old_web_socket_takes_nothing_of_the_next() throws IOException {
        String canary = Canaries.fresh().prompt();
        for (String path : List.of("/nowhere", "/v1/models")) {
            try (RawClient client = world.gateway.raw()) {
                client.send("GET " + path + " HTTP/1.1\r\nhost: localhost\r\nsec-websocket-key1: a\r\n"
                        + "sec-websocket-key2: b\r\n\r\n" + Smuggled.behind(canary));
                assertThat(client.reply().status()).as(path).isIn(401, 404);
                assertThat(client.reply().status()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void a_fold_is_seen_wherever_the_head_is_cut() throws IOException {
        String folded = "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer "
                + Running.EU_KEY + "\r\nx-a: b\r\n c\r\ncontent-length: " + Smuggled.BODY.length() + "\r\n\r\n"
                + Smuggled.BODY;
        try (RawClient client = world.gateway.raw()) {
            RawReply reply = client.dribble(folded).reply();
            Refused.openAi(reply, 400, "malformed_request");
        }
    }

    @Test
    void a_fold_directly_behind_a_good_request_is_seen() throws IOException {
        String canary = Canaries.fresh().prompt();
        String good = "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer " + Running.EU_KEY
                + "\r\ntransfer-encoding: chunked\r\n\r\n" + Smuggled.ONE_CHUNK;
        String folded = "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer "
                + Running.EU_KEY + "\r\nx-a: b\r\n c\r\ncontent-length: "
                + Running.chatBody(canary).length() + "\r\n\r\n" + Running.chatBody(canary);
        try (RawClient client = world.gateway.raw()) {
            client.send(good + folded + Smuggled.behind(canary));
            assertThat(client.reply().status()).isEqualTo(200);
            Refused.openAi(client.reply(), 400, "malformed_request");
            Refused.nothingMore(client);
        }
        assertThat(world.sinks.seenIn(canary)).isEmpty();
    }

    @Test
    void a_bad_chunk_behind_good_ones_refuses_the_whole_request() throws IOException {
        String canary = Canaries.fresh().prompt();
        String body = Running.chatBody(canary);
        try (RawClient client = world.gateway.raw()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer "
                    + Running.EU_KEY + "\r\ntransfer-encoding: chunked\r\n\r\n");
            client.send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n");
            client.send("x\r\n\r\n" + Smuggled.behind(canary));
            Refused.openAi(client.reply(), 400, "malformed_request");
            Refused.nothingMore(client);
        }
        assertThat(world.sinks.seenIn(canary)).isEmpty();
    }

    @Test
    void an_offer_of_another_http_is_not_taken_and_goes_no_further() throws IOException {
        Canaries canaries = Canaries.fresh();
        String body = Running.chatBody(canaries.prompt());
        String offer = "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer "
                + Running.EU_KEY
                + "\r\nconnection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: " + canaries.header()
                + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
        try (RawClient client = world.gateway.raw()) {
            for (int i = 0; i < 2; i++) {
                RawReply reply = client.send(offer).reply();
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.headers("upgrade")).isEmpty();
                assertThat(reply.interim()).isEmpty();
            }
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Smuggled.behind(canaries.metadata()));
            Refused.openAi(client.reply(), 400, "malformed_request");
            Refused.nothingMore(client);
        }
        assertThat(world.sinks.seenIn(canaries.prompt())).hasSize(1);
        assertThat(world.sinks.seenIn(canaries.header())).isEmpty();
        assertThat(world.sinks.seenIn(canaries.metadata())).isEmpty();
        assertThat(world.sinks.seenIn("http2-settings")).isEmpty();
    }

    @Test
    void trailers_go_nowhere() throws IOException {
        Canaries canaries = Canaries.fresh();
        String body = Running.chatBody(canaries.prompt());
        try (RawClient client = world.gateway.raw()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer "
                    + Running.EU_KEY + "\r\ntransfer-encoding: chunked\r\ntrailer: accept\r\n\r\n"
                    + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\naccept: " + canaries.header()
                    + "\r\ncontent-length: 5\r\nx-trailer: " + canaries.header() + "\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(200);
        }
        assertThat(world.sinks.seenIn(canaries.prompt())).containsExactly(TwoRegions.FRANKFURT);
        assertThat(world.sinks.seenIn(canaries.header())).isEmpty();
    }

    @Test
    void a_header_that_connection_lists_is_for_this_hop_only() throws IOException {
        Canaries canaries = Canaries.fresh();
        RawReply reply = world.gateway.chat(
                Running.EU_KEY,
                Running.chatBody(canaries.prompt()),
                "connection",
                "Accept, x-mine",
                "accept",
                "text/" + canaries.header(),
                "x-mine",
                canaries.header(),
                "te",
                "trailers",
                "proxy-authorization",
                "Basic " + canaries.header(),
                "keep-alive",
                "timeout=" + canaries.header());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(world.sinks.seenIn(canaries.prompt())).containsExactly(TwoRegions.FRANKFURT);
        assertThat(world.sinks.seenIn(canaries.header())).isEmpty();
    }

    @Test
    void a_method_that_is_not_listed_is_refused_and_its_connection_goes_on() throws IOException {
        for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "post")) {
            try (RawClient client = world.gateway.raw()) {
                RawReply reply = client.send(RawClient.request(method, "/v1/chat/completions", ""))
                        .reply();
                Refused.openAi(reply, 404, "path_not_found");
                assertThat(client.send(Smuggled.behind("again")).reply().status())
                        .describedAs(method)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void a_reply_to_HEAD_has_no_body_that_could_be_read_as_the_next_reply() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            RawReply reply = client.send(
                            RawClient.request("HEAD", "/v1/models", "", "authorization", "Bearer " + Running.EU_KEY))
                    .replyTo("HEAD");
            assertThat(reply.status()).isEqualTo(404);
            for (String stamp : Refused.STAMPS) {
                assertThat(reply.headers(stamp)).hasSize(1);
            }
            assertThat(client.send(Smuggled.behind("after HEAD")).reply().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_broken_head_is_refused_in_the_dialect_of_its_path() throws IOException {
        try (RawClient client = world.gateway.raw()) {
            client.send(RawClient.request("POST", "/v1/messages", "{}", "x_under_score", "1"));
            Refused.anthropic(client.reply(), 400, "malformed_request");
        }
        try (RawClient client = world.gateway.raw()) {
            client.send(RawClient.request("GET", "/v1/models", "", "x_under", "1", "anthropic-version", "2023-06-01"));
            Refused.anthropic(client.reply(), 400, "malformed_request");
        }
        try (RawClient client = world.gateway.raw()) {
            client.send("POST /v1/messages HTTP/1.1\r\nhost: localhost\r\nx-api-key: " + Running.EU_KEY
                    + "\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n");
            Refused.anthropic(client.reply(), 400, "malformed_request");
        }
    }

    private static void eachIsRefusedAlone(List<Smuggled> table) throws IOException {
        List<String> wrong = new ArrayList<>();
        try (RawClient bystander = world.gateway.raw()) {
            String canary = Canaries.fresh().prompt();
            for (Smuggled each : table) {
                int before = world.frankfurt().received().size();
                try (RawClient client = world.gateway.raw()) {
                    client.send(each.octets() + Smuggled.behind(canary));
                    RawReply reply = client.replyTo(each.octets().startsWith("HEAD") ? "HEAD" : "POST");
                    if (!each.octets().startsWith("HEAD")) {
                        Refused.openAi(reply, each.status(), each.code());
                    }
                    assertThat(reply.header("connection")).isEqualTo("close");
                    Refused.nothingMore(client);
                } catch (IOException | AssertionError failed) {
                    wrong.add(each.name() + ": " + failed);
                }
                if (world.frankfurt().received().size() != before) {
                    wrong.add(each.name() + " was sent on");
                }
            }
            assertThat(bystander.send(Smuggled.behind("undisturbed")).reply().status())
                    .isEqualTo(200);
            assertThat(wrong).isEmpty();
            assertThat(world.sinks.seenIn(canary)).isEmpty();
        }
        world.sinks.assertUntouched(TwoRegions.VIRGINIA);
    }
}
