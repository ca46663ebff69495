package io.bailiwick.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.SseReply;

/** What a reply says, read as a client of its dialect reads it. */
final class Said {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Said() {}

    static String text(Mixed.Client client, RawReply reply) {
        if (!reply.header("content-type").startsWith("text/event-stream")) {
            return whole(client, Running.json(reply));
        }
        StringBuilder text = new StringBuilder();
        for (SseReply.Event event : reply.events().events()) {
            if (!event.data().equals("[DONE]")) {
                text.append(piece(client, json(event.data())));
            }
        }
        return text.toString();
    }

    /** The whole arguments of the one tool call. */
    static String arguments(Mixed.Client client, RawReply reply) {
        if (!reply.header("content-type").startsWith("text/event-stream")) {
            JsonNode body = Running.json(reply);
            return switch (client) {
                case CHAT ->
                    body.at("/choices/0/message/tool_calls/0/function/arguments")
                            .asText();
                case RESPONSES ->
                    of(body.path("output"), "function_call").path("arguments").asText();
                case MESSAGES ->
                    of(body.path("content"), "tool_use").path("input").toString();
            };
        }
        StringBuilder arguments = new StringBuilder();
        for (SseReply.Event event : reply.events().events()) {
            if (!event.data().equals("[DONE]")) {
                JsonNode data = json(event.data());
                arguments.append(
                        switch (client) {
                            case CHAT ->
                                data.at("/choices/0/delta/tool_calls/0/function/arguments")
                                        .asText();
                            case RESPONSES ->
                                data.path("type").asText().equals("response.function_call_arguments.delta")
                                        ? data.path("delta").asText()
                                        : "";
                            case MESSAGES -> data.at("/delta/partial_json").asText();
                        });
            }
        }
        return arguments.toString();
    }

    /** Why the model stopped, in the client's word. */
    static String stop(Mixed.Client client, RawReply reply) {
        String found = "";
        boolean streamed = reply.header("content-type").startsWith("text/event-stream");
        for (String data : streamed ? reply.events().data() : java.util.List.of(reply.body())) {
            if (data.equals("[DONE]")) {
                continue;
            }
            JsonNode json = json(data);
            String now = switch (client) {
                case CHAT -> json.at("/choices/0/finish_reason").asText("");
                case RESPONSES ->
                    (json.has("response") ? json.path("response") : json)
                            .path("status")
                            .asText("");
                case MESSAGES ->
                    (json.has("delta") ? json.path("delta") : json)
                            .path("stop_reason")
                            .asText("");
            };
            found = now.isEmpty() || now.equals("null") ? found : now;
        }
        return found;
    }

    private static String whole(Mixed.Client client, JsonNode body) {
        return switch (client) {
            case CHAT -> body.at("/choices/0/message/content").asText();
            case RESPONSES ->
                of(body.path("output"), "message").at("/content/0/text").asText();
            case MESSAGES -> of(body.path("content"), "text").path("text").asText();
        };
    }

    private static String piece(Mixed.Client client, JsonNode data) {
        return switch (client) {
            case CHAT -> data.at("/choices/0/delta/content").asText("").replace("null", "");
            case RESPONSES ->
                data.path("type").asText().equals("response.output_text.delta")
                        ? data.path("delta").asText()
                        : "";
            case MESSAGES -> data.at("/delta/text").asText("");
        };
    }

    private static JsonNode of(JsonNode items, String type) {
        for (JsonNode item : items) {
            if (item.path("type").asText().equals(type)) {
                return item;
            }
        }
        throw new AssertionError("no " + type + " in " + items);
    }

    static JsonNode json(String data) {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(data, malformed);
        }
    }
}
