package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Map;

/** What every refusal looks like on the wire, in each dialect. */
final class Refused {

    /** On every response, errors included. */
    static final List<String> STAMPS = List.of(
            "bailiwick-jurisdiction",
            "bailiwick-region",
            "bailiwick-region-evidence",
            "bailiwick-model-version",
            "bailiwick-prompt-version",
            "bailiwick-endpoint",
            "bailiwick-attempts",
            "bailiwick-trace-id");

    private Refused() {}

    static JsonNode openAi(RawReply reply, int status, String code) {
        JsonNode error = error(reply, status, code);
        assertThat(names(Running.json(reply))).containsExactly("error");
        assertThat(names(error)).containsExactlyInAnyOrder("message", "type", "param", "code", "bailiwick");
        assertThat(error.path("code").asText()).isEqualTo(code);
        return error;
    }

    static JsonNode anthropic(RawReply reply, int status, String code) {
        JsonNode error = error(reply, status, code);
        assertThat(names(Running.json(reply))).contains("type", "error");
        assertThat(Running.json(reply).path("type").asText()).isEqualTo("error");
        assertThat(names(error)).containsExactlyInAnyOrder("type", "message", "bailiwick");
        return error;
    }

    private static JsonNode error(RawReply reply, int status, String code) {
        assertThat(reply.status()).describedAs(reply.body()).isEqualTo(status);
        assertThat(reply.end().clean()).isTrue();
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        for (String stamp : STAMPS) {
            assertThat(reply.headers(stamp)).describedAs(stamp).hasSize(1).doesNotContain("");
        }
        JsonNode error = Running.json(reply).path("error");
        JsonNode about = error.path("bailiwick");
        assertThat(names(about)).containsExactlyInAnyOrder("jurisdiction", "route", "code", "candidates", "trace_id");
        assertThat(about.path("code").asText()).isEqualTo(code);
        assertThat(about.path("trace_id").asText()).isEqualTo(reply.header("bailiwick-trace-id"));
        assertThat(about.path("jurisdiction").asText()).isEqualTo(reply.header("bailiwick-jurisdiction"));
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(reply.header("x-should-retry")).isIn("true", "false");
        assertThat(reply.headers("retry-after")).hasSize("true".equals(reply.header("x-should-retry")) ? 1 : 0);
        return error;
    }

    /** The peer ends the connection without another byte. */
    static void nothingMore(RawClient client) throws IOException {
        String more;
        try {
            more = client.read(1);
        } catch (EOFException | SocketException ended) {
            return;
        }
        fail("something more was answered: %s", more);
    }

    static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
