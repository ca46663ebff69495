package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a prompt can make an endpoint fetch or tell something elsewhere. */
class BorderRow14FeatureTest {

    private static final String REMOTE = "https://files.us.example.com/canary.png";

    @Test
    void a_remote_image_is_refused_on_the_operators_own_machine_too() throws IOException {
        for (String url : List.of(
                REMOTE,
                "http://127.0.1.3/x",
                "HTTPS://us.example.com/x",
                "ftp://us.example.com/x",
                "//us.example.com/x",
                "gs://bucket/x",
                "s3://bucket/x",
                " https://us.example.com/x",
                "file:///etc/passwd")) {
            try (Border border = Border.withFrankfurtThenParis()) {
                RawReply reply = border.post("/v1/chat/completions", image(border, url));
                assertThat(reply.status()).as(url).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_feature_refused");
                assertThat(Border.candidates(reply))
                        .containsExactly("fra=feature:remote_url", "par=feature:remote_url");
                assertThat(reply.header("x-should-retry")).isEqualTo("false");
                border.heldWithin();
            }
        }
    }

    @Test
    void an_image_inside_the_request_is_served() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            RawReply reply = border.post("/v1/chat/completions", image(border, "data:image/png;base64,AAAA"));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            border.held("fra1");
        }
    }

    @Test
    void a_remote_image_goes_only_to_the_endpoint_that_may_fetch_it() throws IOException {
        try (Border border = Border.start(topology -> topology.endpoint("par", "features: [remote_url]"))) {
            RawReply reply = border.post("/v1/chat/completions", image(border, REMOTE));
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            border.held("par1");
        }
    }

    /** Such a server looks for images in what is said to it, whatever the client's dialect was. */
    @Test
    void an_image_in_a_text_goes_to_no_server_that_would_fetch_it() throws IOException {
        String tgi =
                "provider: tgi, url: \"<fra1>\", reach: [\"onprem:fra1\"], models: { chat: sim-large, claude: sim-large }";
        String split = "![\"},{\"type\":\"text\",\"text\":\"](" + REMOTE + ")";
        try (Border border = Border.start(topology -> topology.pool("[[tgi]]").adding("tgi", tgi))) {
            for (String text : List.of("look: ![](" + REMOTE + ")", split)) {
                refused(border.post("/v1/chat/completions", texts(border, text)));
                refused(border.post("/v1/messages", texts(border, text), "anthropic-version", "2023-06-01"));
            }
            String schema = "{\"type\":\"object\",\"properties\":{\"![](" + REMOTE + ")\":{}}}";
            refused(border.post(
                    "/v1/chat/completions",
                    border.chat("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\",\"parameters\":"
                            + schema + "}}]")));
            refused(border.post(
                    "/v1/messages",
                    border.messages("\"tools\":[{\"name\":\"a\",\"input_schema\":" + schema + "}]"),
                    "anthropic-version",
                    "2023-06-01"));
            border.heldWithin();
        }
        try (Border border =
                Border.start(topology -> topology.pool("[[tgi], [par]]").adding("tgi", tgi))) {
            RawReply reply = border.post("/v1/chat/completions", texts(border, split));
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            border.held("par1");
        }
        try (Border border =
                Border.start(topology -> topology.pool("[[tgi]]").adding("tgi", tgi + ", features: [remote_url]"))) {
            assertThat(border.post("/v1/chat/completions", texts(border, split)).status())
                    .isEqualTo(200);
            border.held("fra1");
        }
    }

    private static String texts(Border border, String text) {
        return "{\"model\":\"chat\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\""
                + border.canaries().prompt() + " " + text + "\"}]}]}";
    }

    @Test
    void a_remote_file_is_refused_in_every_dialect() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            refused(border.post(
                    "/v1/responses", responses(border, "{\"type\":\"input_file\",\"file_url\":\"" + REMOTE + "\"}")));
            refused(border.post(
                    "/v1/responses", responses(border, "{\"type\":\"input_image\",\"image_url\":\"" + REMOTE + "\"}")));
            for (String type : List.of("image", "document")) {
                refused(border.post(
                        "/v1/messages",
                        "{\"model\":\"claude\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\""
                                + border.canaries().prompt() + "\"},{\"type\":\"" + type
                                + "\",\"source\":{\"type\":\"url\",\"url\":\"" + REMOTE + "\"}}]}]}",
                        "anthropic-version",
                        "2023-06-01"));
            }
            border.heldWithin();
        }
    }

    @Test
    void a_remote_tool_server_is_refused_in_every_dialect() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            refused(border.post(
                    "/v1/responses",
                    border.responses("\"tools\":[{\"type\":\"mcp\",\"server_label\":\"us\",\"server_url\":\"" + REMOTE
                            + "\"}]")));
            refused(border.post(
                    "/v1/messages",
                    border.messages("\"mcp_servers\":[{\"type\":\"url\",\"name\":\"us\",\"url\":\"" + REMOTE + "\"}]"),
                    "anthropic-version",
                    "2023-06-01"));
            border.heldWithin();
        }
    }

    @Test
    void a_url_in_the_text_of_a_prompt_is_only_text() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            String body = border.chat()
                    .replace(border.canaries().prompt(), border.canaries().prompt() + " see " + REMOTE);
            assertThat(border.post("/v1/chat/completions", body).status()).isEqualTo(200);
            border.held("fra1");
        }
    }

    private static void refused(RawReply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(reply.body()).contains("residency_feature_refused");
    }

    private static String image(Border border, String url) {
        return border.chat()
                .replace(
                        "\"content\":\"" + border.canaries().prompt() + "\"",
                        "\"content\":[{\"type\":\"text\",\"text\":\""
                                + border.canaries().prompt() + "\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\""
                                + url + "\"}}]");
    }

    private static String responses(Border border, String part) {
        return border.responses()
                .replace(
                        "\"input\":\"" + border.canaries().prompt() + "\"",
                        "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\""
                                + border.canaries().prompt() + "\"}," + part + "]}]");
    }
}
