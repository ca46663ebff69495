package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.providers.Api;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an Anthropic endpoint signed comes back to it whole, through a client that speaks something else. */
class ReasoningGoesBackTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGNED =
            "{\"type\":\"thinking\",\"thinking\":\"Look it up.\",\"signature\":\"c2lnbmF0dXJl\"}";
    private static final String SEALED = "{\"type\":\"redacted_thinking\",\"data\":\"c2VhbGVk\"}";
    private static final String WITHHELD = "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"d2l0aGhlbGQ=\"}";
    private static final String CALL = "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{\"a\":1}}";
    private static final String MESSAGE =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"x\","
                    + "\"content\":[" + SIGNED + "," + SEALED + "," + WITHHELD + "," + CALL
                    + "],\"stop_reason\":\"tool_use\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}";

    @Test
    void through_a_client_of_chat() throws IOException {
        JsonNode said = JSON.readTree(PublishedReplies.whole(Api.CHAT, Api.MESSAGES, MESSAGE));
        assertWhole(said.at("/choices/0/message"));
    }

    @Test
    void through_a_client_of_chat_that_adds_up_a_stream() throws IOException {
        ObjectNode message = JSON.createObjectNode().put("role", "assistant").putNull("content");
        ArrayNode details = message.putArray("reasoning_details");
        for (String line :
                PublishedReplies.stream(Api.CHAT, Api.MESSAGES, events()).split("\n")) {
            if (line.startsWith("data: {")) {
                JsonNode delta = JSON.readTree(line.substring(6)).at("/choices/0/delta");
                delta.path("reasoning_details").forEach(detail -> add(details, detail));
            }
        }
        message.set(
                "tool_calls",
                JSON.readTree(
                        "[{\"id\":\"toolu_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]"));
        assertWhole(message);
    }

    @Test
    void through_a_client_of_responses() throws IOException {
        JsonNode said = JSON.readTree(PublishedReplies.whole(Api.RESPONSES, Api.MESSAGES, MESSAGE));
        ArrayNode input = JSON.createArrayNode();
        input.addObject().put("role", "user").put("content", "hi");
        input.addAll((ArrayNode) said.get("output"));
        input.addObject()
                .put("type", "function_call_output")
                .put("call_id", "toolu_1")
                .put("output", "ok");
        ObjectNode request = JSON.createObjectNode().put("model", "m").put("max_output_tokens", 4096);
        request.set("input", input);
        request.set(
                "tools",
                JSON.readTree("[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}]"));
        assertContent(request.put("store", false), Api.RESPONSES);
    }

    /** As the vendor's own client adds up deltas: by their index, texts one after the other. */
    private static void add(ArrayNode details, JsonNode piece) {
        int index = piece.get("index").asInt();
        if (index >= details.size()) {
            details.add(piece.deepCopy());
            return;
        }
        ObjectNode whole = (ObjectNode) details.get(index);
        piece.properties().forEach(field -> {
            boolean adds = field.getValue().isTextual() && !field.getKey().equals("type") && whole.has(field.getKey());
            String before = adds ? whole.get(field.getKey()).asText() : "";
            if (field.getValue().isTextual() && !field.getKey().equals("type")) {
                whole.put(field.getKey(), before + field.getValue().asText());
            }
        });
    }

    private static String events() {
        StringBuilder events = new StringBuilder(
                "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
                        + "\"type\":\"message\",\"model\":\"x\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n");
        int index = 0;
        for (String block : List.of(SIGNED, SEALED, WITHHELD, CALL)) {
            events.append("data: {\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block
                    + "}\n\ndata: {\"type\":\"content_block_stop\",\"index\":" + index + "}\n\n");
            index++;
        }
        return events + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},"
                + "\"usage\":{\"output_tokens\":2}}\n\ndata: {\"type\":\"message_stop\"}\n\n";
    }

    private static void assertWhole(JsonNode message) throws IOException {
        ArrayNode messages = JSON.createArrayNode();
        messages.addObject().put("role", "user").put("content", "hi");
        messages.add(message);
        messages.addObject().put("role", "tool").put("tool_call_id", "toolu_1").put("content", "ok");
        ObjectNode request = JSON.createObjectNode().put("model", "m").put("max_tokens", 4096);
        request.set("messages", messages);
        request.set(
                "tools",
                JSON.readTree(
                        "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]"));
        assertContent(request, Api.CHAT);
    }

    private static void assertContent(JsonNode request, Api client) throws IOException {
        String body = Requests.carried(client, request.toString(), Requests.ANTHROPIC);
        JsonNode content = JSON.readTree(body).at("/messages/1/content");
        assertThat(content.get(0)).isEqualTo(JSON.readTree(SIGNED));
        assertThat(content.get(1)).isEqualTo(JSON.readTree(SEALED));
        assertThat(content.get(2)).isEqualTo(JSON.readTree(WITHHELD));
        assertThat(content.get(3)).isEqualTo(JSON.readTree(CALL));
    }
}
