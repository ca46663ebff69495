package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody without the token can do to a gateway whose admin port he reaches. */
class AdminDoorTest {

    private static final String TOKEN = "a-long-admin-token-of-the-test";
    private static final int MORE_THAN_THERE_MAY_BE = 100;

    @TempDir
    private Path directory;

    private Border border;

    @BeforeEach
    void start() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        border = Border.start(topology -> topology.pool("[[fra]]").adminToken(token.toString()));
    }

    @AfterEach
    void stop() {
        border.close();
    }

    @Test
    void a_probe_is_answered_and_an_operator_stays_however_many_half_requests_wait() throws IOException {
        List<RawClient> waiting = new ArrayList<>();
        try (RawClient operator = admin()) {
            String read = RawClient.request("GET", "/v1/policy", "", "authorization", "Bearer " + TOKEN);
            assertThat(operator.send(read).reply().status()).isEqualTo(200);
            for (int at = 0; at < MORE_THAN_THERE_MAY_BE; at++) {
                waiting.add(admin().send("POST /v1/drills HTTP/1.1\r\nhost: localh"));
            }
            assertThat(asked("GET", "/livez").status()).isEqualTo(200);
            assertThat(operator.send(read).reply().status()).isEqualTo(200);
            waiting.get(0).within(Duration.ofSeconds(5)).endsByReset(); // or there is no end within that time
        } finally {
            for (RawClient each : waiting) {
                each.close();
            }
        }
    }

    @Test
    void whoever_has_no_token_is_answered_before_a_byte_of_his_body_is_waited_for() throws IOException {
        try (RawClient client = admin()) {
            client.send("POST /v1/drills HTTP/1.1\r\nhost: localhost\r\ncontent-length: 8000\r\n\r\n{");
            assertThat(client.reply().status()).isEqualTo(401);
            client.send("y".repeat(7999) + "GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(200);
            client.send("POST /v1/drills HTTP/1.1\r\nhost: localhost\r\ncontent-length: 900000\r\n\r\n");
            assertThat(client.reply().status()).isEqualTo(401);
            client.send("y".repeat(80_000));
            client.within(Duration.ofSeconds(5)).endsByReset(); // or there is no end within that time
        }
    }

    @Test
    void a_target_that_cannot_be_decoded_is_answered() throws IOException {
        for (String target : List.of("/%zz", "/v1/drills/%", "/v1/exchanges?jurisdiction=%")) {
            for (String method : List.of("GET", "DELETE")) {
                RawReply reply = asked(method, target, "authorization", "Bearer " + TOKEN);
                assertThat(reply.status()).as(target).isEqualTo(400);
                assertThat(Running.json(reply).path("error").asText())
                        .as(target)
                        .contains("not well-formed");
            }
        }
    }

    @Test
    void a_probe_may_ask_for_the_head_alone() throws IOException {
        for (String path : List.of("/livez", "/readyz")) {
            try (RawClient client = admin()) {
                client.send(RawClient.request("HEAD", path, ""));
                assertThat(client.replyTo("HEAD").status()).isEqualTo(200);
                client.send(RawClient.request("GET", path, "")); // what follows the head is the next reply
                assertThat(client.reply().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void the_word_before_the_token_may_be_written_in_any_case() throws IOException {
        for (String word : List.of("bearer ", "BEARER ", "Bearer ")) {
            assertThat(asked("GET", "/v1/policy", "authorization", word + TOKEN).status())
                    .as(word)
                    .isEqualTo(200);
        }
        for (String not : List.of(TOKEN, "Basic " + TOKEN, "bearer " + TOKEN + "x", "bearer ", "bearer" + TOKEN)) {
            assertThat(asked("GET", "/v1/policy", "authorization", not).status())
                    .as(not)
                    .isEqualTo(401);
        }
    }

    private RawReply asked(String method, String path, String... headers) throws IOException {
        try (RawClient client = admin()) {
            return client.send(RawClient.request(method, path, "", headers)).reply();
        }
    }

    private RawClient admin() throws IOException {
        return RawClient.connect(
                "127.0.0.1", border.running().gateway().adminAddress().getPort());
    }
}
