package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request's body asks for, whichever dialect it was said in. */
record Asked(Api api, JsonNode json) {
    private static final Set<String> NO_TEXTS =
            Set.of("role", "type", "id", "call_id", "tool_call_id", "tool_use_id", "cache_control", "detail");

    String model() {
        return json.path("model").asText();
    }

    boolean stream() {
        return json.path("stream").asBoolean();
    }

    boolean includesUsage() {
        return json.path("stream_options").path("include_usage").asBoolean();
    }

    /** The words of the prompt, in an order in which requests with the same beginnings begin alike. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        for (String field : List.of("tools", "instructions", "system", "messages", "input", "prompt")) {
            if (json.has(field)) {
                collect(json.path(field), words);
            }
        }
        return words;
    }

    List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : json.path("tools")) {
            JsonNode function = tool.has("function") ? tool.path("function") : tool;
            JsonNode schema = api == Api.MESSAGES ? tool.path("input_schema") : function.path("parameters");
            if (function.path("name").isTextual()
                    && (api == Api.MESSAGES || tool.path("type").asText().equals("function"))) {
                tools.add(new Tool(function.path("name").asText(), schema));
            }
        }
        return tools;
    }

    /** The tool that the answer calls, if it calls one. */
    @Nullable
    Tool called() {
        List<Tool> tools = tools();
        JsonNode choice = json.path("tool_choice");
        String mode = choice.isTextual() ? choice.asText() : choice.path("type").asText();
        if (tools.isEmpty() || mode.equals("none") || hasToolResult()) {
            return null;
        }
        String named =
                choice.path("name").asText(choice.path("function").path("name").asText());
        for (Tool tool : tools) {
            if (tool.name().equals(named)) {
                return tool;
            }
        }
        boolean forced = mode.equals("required") || mode.equals("any");
        return forced || lastUserText().contains("weather") ? tools.get(0) : null;
    }

    boolean hasToolResult() {
        JsonNode last = last();
        if (last.path("role").asText().equals("tool")
                || last.path("type").asText().equals("function_call_output")) {
            return true;
        }
        for (JsonNode part : last.path("content")) {
            if (part.path("type").asText().equals("tool_result")) {
                return true;
            }
        }
        return false;
    }

    /** The JSON Schema that the answer has to satisfy; null for plain text. */
    @Nullable
    JsonNode schema() {
        List<JsonNode> formats = List.of(
                json.path("response_format"),
                json.path("text").path("format"),
                json.path("output_config").path("format"),
                json.path("output_format"));
        for (JsonNode format : formats) {
            String type = format.path("type").asText();
            if (type.equals("json_schema")) {
                return format.has("schema")
                        ? format.path("schema")
                        : format.path("json_schema").path("schema");
            }
            if (type.equals("json_object")) {
                return Json.object(
                        "type", "object", "properties", Json.object("answer", Json.object("type", "string")));
            }
        }
        return null;
    }

    int maxTokens() {
        for (String field : List.of("max_completion_tokens", "max_output_tokens", "max_tokens")) {
            if (json.path(field).canConvertToInt() && json.path(field).asInt() > 0) {
                return json.path(field).asInt();
            }
        }
        return Integer.MAX_VALUE;
    }

    private JsonNode last() {
        JsonNode turns = json.path(api == Api.RESPONSES ? "input" : "messages");
        return turns.path(turns.size() - 1);
    }

    private String lastUserText() {
        if (json.path("input").isTextual()) {
            return json.path("input").asText();
        }
        JsonNode last = last();
        List<String> words = new ArrayList<>();
        collect(last.path("content"), words);
        return last.path("role").asText().equals("user") ? String.join(" ", words) : "";
    }

    private static void collect(JsonNode node, List<String> words) {
        if (node.isTextual()) {
            for (String word : node.asText().split("\\s+", -1)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        } else if (node.isObject()) {
            node.properties().forEach(entry -> {
                if (!NO_TEXTS.contains(entry.getKey())) {
                    collect(entry.getValue(), words);
                }
            });
        } else {
            node.forEach(child -> collect(child, words));
        }
    }
}
