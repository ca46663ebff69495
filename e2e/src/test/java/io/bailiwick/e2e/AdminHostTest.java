package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawClient;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether somebody else's page, in the browser of an operator, can call an admin API that has no token. */
class AdminHostTest {

    @Test
    void a_page_that_calls_loopback_by_its_own_name_is_not_listened_to() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            int port = border.running().gateway().adminAddress().getPort();
            for (String host :
                    List.of("evil.example:" + port, "127.evil.example", "localhost.evil.example", "10.0.0.1")) {
                assertThat(asked(port, "DELETE /v1/endpoints/fra/quarantine", host))
                        .as(host)
                        .isEqualTo(403);
                assertThat(asked(port, "GET /livez", host)).as(host).isEqualTo(200);
            }
            for (String host : List.of("localhost", "localhost:" + port, "127.0.0.1:" + port, "[::1]:9")) {
                assertThat(asked(port, "DELETE /v1/endpoints/fra/quarantine", host))
                        .as(host)
                        .isEqualTo(200);
            }
        }
    }

    private static int asked(int port, String line, String host) throws IOException {
        try (RawClient client = RawClient.connect("127.0.0.1", port)) {
            return client.send(line + " HTTP/1.1\r\nhost: " + host + "\r\n\r\n")
                    .reply()
                    .status();
        }
    }
}
