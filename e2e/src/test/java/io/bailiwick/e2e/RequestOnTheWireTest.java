package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether an endpoint gets these very bytes, whatever else was asked on the same connection. */
final class RequestOnTheWireTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String[] USUAL = {
        "authorization", "Bearer " + Running.EU_KEY,
        "content-type", "application/json; charset=utf-8",
        "accept", "application/json, */*;q=0.5",
        "user-agent", "nobody/1",
        "cookie", "session=1",
        "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-00"
    };

    private RecordingUpstream upstream;
    private Running gateway;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        upstream = new RecordingUpstream();
        gateway = Running.start(
                Running.REGIONS + Running.TENANTS + """
            endpoints:
              plain: { provider: openai-compatible, url: "%1$s", reach: ["onprem:fra1"], models: { m: m, renamed: big-2 } }
              keyed: { provider: openai-compatible, url: "%1$s", credential: { env: KEY }, reach: ["onprem:fra1"], models: { keyed: keyed } }
              account: { provider: openai, url: "%1$s", organization: org-1, project: proj_1, reach: ["onprem:fra1"], models: { account: account } }
              dated: { provider: azure, url: "%2$s", api-version: "2024-10-21", credential: { env: KEY }, reach: ["onprem:fra1"], models: { dated: dep-1 } }
              claude: { provider: anthropic-compatible, url: "%1$s", credential: { env: KEY }, anthropic-beta: [one, two], reach: ["onprem:fra1"], models: { claude: claude, said: claude } }
            routes:
              m: { eu: [[plain]] }
              renamed: { eu: [[plain]] }
              keyed: { eu: [[keyed]] }
              account: { eu: [[account]] }
              dated: { eu: [[dated]] }
              claude: { eu: [[claude]] }
              said: { eu: [[claude]] }
            """.formatted(upstream.url("/v1"), upstream.url("/openai")),
                Map.of("KEY", "s3cret"));
        client = gateway.raw();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        gateway.close();
        upstream.close();
    }

    private static String body(String model) {
        return "{\"model\": \"" + model
                + "\", \"max_tokens\": 8, \"messages\": [{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    /** What the endpoint got, with a mark where the span's id stands, which is new each time. */
    private String asks(String path, String body, String... more) throws IOException {
        String[] headers = new String[USUAL.length + more.length];
        System.arraycopy(USUAL, 0, headers, 0, USUAL.length);
        System.arraycopy(more, 0, headers, USUAL.length, more.length);
        int before = upstream.received().size();
        client.send(RawClient.request("POST", path, body, headers)).reply();
        List<String> received = upstream.received();
        assertThat(received).hasSize(before + 1);
        return received.get(before).replaceFirst("(traceparent: 00-" + TRACE + "-)[0-9a-f]{16}-00", "$1SPAN-00");
    }

    private String expected(String line, String body, String between, String... headers) {
        return line + " HTTP/1.1\r\nhost: " + upstream.host() + "\r\ncontent-length: " + body.length() + "\r\n"
                + between + "content-type: application/json\r\naccept-encoding: identity\r\ntraceparent: 00-" + TRACE
                + "-SPAN-00\r\n" + String.join("", headers) + "\r\n" + body;
    }

    @Test
    void an_endpoint_gets_the_clients_text_and_no_header_that_is_not_listed() throws IOException {
        String accept = "accept: application/json, */*;q=0.5\r\n";
        String key = "authorization: Bearer s3cret\r\n";
        for (int turn = 0; turn < 2; turn++) {
            assertThat(asks("/v1/chat/completions", body("m")))
                    .isEqualTo(expected("POST /v1/chat/completions", body("m"), accept));
            assertThat(asks("/v1/chat/completions", body("renamed")))
                    .isEqualTo(expected("POST /v1/chat/completions", body("big-2"), accept));
            String input = "{\"model\":\"m\",\"input\":\"hi\"}";
            assertThat(asks("/v1/embeddings", input)).isEqualTo(expected("POST /v1/embeddings", input, accept));
            assertThat(asks("/v1/chat/completions", body("keyed")))
                    .isEqualTo(expected("POST /v1/chat/completions", body("keyed"), key + accept));
        }
        assertThat(upstream.connections()).as("one for each place").isEqualTo(2);
    }

    @Test
    void an_account_and_a_deployment_are_named_where_the_policy_names_them() throws IOException {
        String accept = "accept: application/json, */*;q=0.5\r\n";
        for (int turn = 0; turn < 2; turn++) {
            assertThat(asks("/v1/chat/completions", body("account")))
                    .satisfiesAnyOf(
                            got -> assertThat(got)
                                    .isEqualTo(expected(
                                            "POST /v1/chat/completions",
                                            body("account"),
                                            accept + "openai-organization: org-1\r\nopenai-project: proj_1\r\n")),
                            got -> assertThat(got)
                                    .isEqualTo(expected(
                                            "POST /v1/chat/completions",
                                            body("account"),
                                            accept + "openai-project: proj_1\r\nopenai-organization: org-1\r\n")));
            assertThat(asks("/v1/chat/completions", body("dated")))
                    .isEqualTo(expected(
                            "POST /openai/deployments/dep-1/chat/completions?api-version=2024-10-21",
                            body("dep-1"),
                            "api-key: s3cret\r\n" + accept));
        }
    }

    @Test
    void an_anthropic_endpoint_gets_its_version_and_the_betas_that_the_policy_lists() throws IOException {
        String key = "x-api-key: s3cret\r\n";
        String accept = "accept: application/json, */*;q=0.5\r\n";
        String version = "anthropic-version: 2023-01-01\r\n";
        for (int turn = 0; turn < 2; turn++) {
            String got = asks(
                    "/v1/messages",
                    body("claude"),
                    "anthropic-version",
                    "2023-01-01",
                    "anthropic-beta",
                    "two, three,one");
            String betas = "anthropic-beta: two,one\r\n";
            assertThat(got)
                    .satisfiesAnyOf(
                            same -> assertThat(same)
                                    .isEqualTo(expected(
                                            "POST /v1/messages", body("claude"), key + accept + version, betas)),
                            same -> assertThat(same)
                                    .isEqualTo(expected(
                                            "POST /v1/messages", body("claude"), key + version + accept, betas)));
            String translated = asks("/v1/chat/completions", body("said"), "anthropic-beta", "one");
            String said = translated.substring(translated.indexOf("\r\n\r\n") + 4);
            assertThat(said).contains("\"claude\"");
            assertThat(translated)
                    .isEqualTo(expected("POST /v1/messages", said, key + accept + "anthropic-version: 2023-06-01\r\n"));
        }
    }
}
