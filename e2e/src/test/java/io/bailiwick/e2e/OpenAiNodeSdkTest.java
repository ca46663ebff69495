package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Does OpenAI's Node SDK, another parser and another retry, see what its Java sibling sees? */
final class OpenAiNodeSdkTest {

    private static final String SAYS = "Hello from onprem:fra1. This answer was simulated word by word on loopback.";
    private static final Path NODE = Project.root().resolve("e2e/src/test/node");

    private ThreeRegions site;

    @BeforeAll
    static void needsNode() {
        assumeTrue(Shell.has("node"), "node is not on the PATH");
        assumeTrue(
                Files.isDirectory(NODE.resolve("node_modules/openai")),
                "the SDK is not installed: npm ci --prefix e2e/src/test/node");
    }

    @BeforeEach
    void start() throws IOException {
        site = ThreeRegions.start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void chat_answers_and_says_where() throws IOException {
        JsonNode returned = ask("unary").path("returned");

        assertThat(returned.path("text").asText()).isEqualTo(SAYS);
        assertThat(returned.path("model").asText()).isEqualTo(ThreeRegions.CHAT_VERSION);
        assertThat(returned.path("region").asText()).isEqualTo(ThreeRegions.FRANKFURT);
    }

    @Test
    void chat_streams_to_its_end() throws IOException {
        JsonNode returned = ask("streaming").path("returned");

        assertThat(returned.path("text").asText()).isEqualTo(SAYS);
        assertThat(returned.path("finish").asText()).isEqualTo("stop");
    }

    @Test
    void a_tool_is_called_and_its_result_is_taken() throws IOException {
        JsonNode returned = ask("tools").path("returned");

        assertThat(returned.path("called").asText()).isEqualTo("weather");
        assertThat(returned.path("arguments").path("city").asText()).isEqualTo("Berlin");
        assertThat(returned.path("text").asText()).isEqualTo("The tool has answered. " + SAYS);
    }

    @Test
    void an_exhausted_pool_is_an_error_with_status_code_and_candidates() throws IOException {
        site.breakEurope();

        JsonNode seen = ask("unary");

        assertThat(seen.path("thrown").asText()).isEqualTo("InternalServerError");
        assertThat(seen.path("status").asInt()).isEqualTo(503);
        assertThat(seen.path("code").asText()).isEqualTo("residency_pool_exhausted");
        assertThat(seen.path("type").asText()).isEqualTo("server_error");
        JsonNode bailiwick = seen.path("error").path("bailiwick");
        assertThat(bailiwick.path("jurisdiction").asText()).isEqualTo("eu");
        assertThat(bailiwick.path("candidates").findValuesAsText("endpoint")).containsExactly("frankfurt", "paris");
        await().untilAsserted(
                        () -> assertThat(site.exchanges("/v1/chat/completions")).hasSize(2));
        site.sinks.assertUntouched(ThreeRegions.VIRGINIA);
    }

    @Test
    void a_broken_stream_is_an_error_and_not_an_end() throws IOException {
        site.frankfurt().next(Fault.streamCut(3, Ending.RESET));

        JsonNode seen = ask("streaming");

        assertThat(seen.has("returned")).as("%s", seen).isFalse();
        assertThat(seen.path("code").asText()).isEqualTo("upstream_broken");
        assertThat(site.frankfurt().received()).hasSize(1);
    }

    private JsonNode ask(String scenario) throws IOException {
        Shell.Ran ran = Shell.in(NODE)
                .with(Map.of("BASE_URL", site.gateway.url("/v1").toString(), "KEY", Running.EU_KEY))
                .run("node", "ask.mjs", scenario);
        assertThat(ran.exit()).as(ran.err()).isZero();
        return new ObjectMapper().readTree(ran.out());
    }
}
