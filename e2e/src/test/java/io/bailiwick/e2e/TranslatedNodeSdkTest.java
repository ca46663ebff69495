package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Does OpenAI's Node SDK notice which of four providers answers it? */
final class TranslatedNodeSdkTest {

    /** Every upstream dialect. */
    static final List<String> ENDPOINTS = Mixed.EU;

    private static final Path NODE = Project.root().resolve("e2e/src/test/node");

    @BeforeAll
    static void needsNode() {
        assumeTrue(Shell.has("node"), "node is not on the PATH");
        assumeTrue(
                Files.isDirectory(NODE.resolve("node_modules/openai")),
                "the SDK is not installed: npm ci --prefix e2e/src/test/node");
    }

    @ParameterizedTest
    @FieldSource("ENDPOINTS")
    void it_chats_streams_and_calls_tools(String endpoint) throws IOException {
        try (Mixed site = Mixed.of(endpoint)) {
            String whole = returned(site, "unary").path("text").asText();
            JsonNode streamed = returned(site, "streaming");
            JsonNode tools = returned(site, "tools");

            assertThat(whole).startsWith("Hello from " + endpoint);
            assertThat(streamed.path("text").asText()).isEqualTo(whole);
            assertThat(streamed.path("finish").asText()).isEqualTo("stop");
            assertThat(tools.path("called").asText()).isEqualTo("weather");
            assertThat(tools.path("arguments").has("city")).isTrue();
            assertThat(tools.path("text").asText()).startsWith("The tool has answered.");
        }
    }

    private static JsonNode returned(Mixed site, String scenario) throws IOException {
        Shell.Ran ran = Shell.in(NODE)
                .with(Map.of("BASE_URL", site.running.url("/v1").toString(), "KEY", site.canaries.key()))
                .run("node", "ask.mjs", scenario);
        assertThat(ran.exit()).as(ran.err()).isZero();
        JsonNode answer = new ObjectMapper().readTree(ran.out());
        assertThat(answer.has("returned")).as(ran.out()).isTrue();
        return answer.path("returned");
    }
}
