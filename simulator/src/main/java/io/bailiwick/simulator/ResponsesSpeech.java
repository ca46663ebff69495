package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/responses}. */
final class ResponsesSpeech implements Speech {

    @Override
    public Reply unary(Answer answer) {
        return Reply.json(Api.RESPONSES, 200, Json.text(response(answer, finished(answer), item(answer, "completed"))));
    }

    @Override
    public Reply stream(Answer answer) {
        Events events = new Events();
        events.add("response.created", false, "response", response(answer, "in_progress", null));
        events.add("response.in_progress", false, "response", response(answer, "in_progress", null));
        events.add("response.output_item.added", false, "output_index", 0, "item", item(answer, "in_progress"));
        if (answer.called() == null) {
            text(answer, events);
        } else {
            arguments(answer, events);
        }
        events.add("response.output_item.done", false, "output_index", 0, "item", item(answer, "completed"));
        events.add(
                "response." + finished(answer),
                false,
                "response",
                response(answer, finished(answer), item(answer, "completed")));
        return Reply.events(Api.RESPONSES, events.parts);
    }

    private static void text(Answer answer, Events events) {
        String item = "msg_" + answer.id();
        events.add(
                "response.content_part.added",
                false,
                "item_id",
                item,
                "output_index",
                0,
                "content_index",
                0,
                "part",
                part(""));
        for (String piece : answer.pieces()) {
            events.add(
                    "response.output_text.delta",
                    true,
                    "item_id",
                    item,
                    "output_index",
                    0,
                    "content_index",
                    0,
                    "delta",
                    piece,
                    "logprobs",
                    Json.array());
        }
        events.add(
                "response.output_text.done",
                false,
                "item_id",
                item,
                "output_index",
                0,
                "content_index",
                0,
                "text",
                answer.text(),
                "logprobs",
                Json.array());
        events.add(
                "response.content_part.done",
                false,
                "item_id",
                item,
                "output_index",
                0,
                "content_index",
                0,
                "part",
                part(answer.text()));
    }

    private static void arguments(Answer answer, Events events) {
        String item = "fc_" + answer.id();
        for (String piece : answer.pieces()) {
            events.add(
                    "response.function_call_arguments.delta", true, "item_id", item, "output_index", 0, "delta", piece);
        }
        events.add(
                "response.function_call_arguments.done",
                false,
                "item_id",
                item,
                "output_index",
                0,
                "name",
                answer.called() == null ? "" : answer.called().name(),
                "arguments",
                answer.text());
    }

    private static String finished(Answer answer) {
        return answer.truncated() ? "incomplete" : "completed";
    }

    private static ObjectNode part(String text) {
        return Json.object("type", "output_text", "annotations", Json.array(), "logprobs", Json.array(), "text", text);
    }

    /** The one item of the output, empty while it is in progress. */
    private static ObjectNode item(Answer answer, String status) {
        boolean whole = status.equals("completed");
        Tool called = answer.called();
        if (called != null) {
            return Json.object(
                    "id",
                    "fc_" + answer.id(),
                    "type",
                    "function_call",
                    "status",
                    status,
                    "arguments",
                    whole ? answer.text() : "",
                    "call_id",
                    "call_" + answer.id(),
                    "name",
                    called.name());
        }
        return Json.object(
                "id",
                "msg_" + answer.id(),
                "type",
                "message",
                "status",
                status,
                "content",
                whole ? Json.array(part(answer.text())) : Json.array(),
                "role",
                "assistant");
    }

    private static ObjectNode response(Answer answer, String status, @Nullable ObjectNode item) {
        JsonNode json = answer.asked().json();
        ObjectNode response = Json.object(
                "id",
                "resp_" + answer.id(),
                "object",
                "response",
                "created_at",
                answer.created(),
                "status",
                status,
                "background",
                false,
                "error",
                null,
                "incomplete_details",
                status.equals("incomplete") ? Json.object("reason", "max_output_tokens") : null,
                "instructions",
                orNull(json, "instructions"),
                "max_output_tokens",
                orNull(json, "max_output_tokens"),
                "max_tool_calls",
                null,
                "model",
                answer.version(),
                "output",
                item == null ? Json.array() : Json.array(item),
                "parallel_tool_calls",
                true,
                "previous_response_id",
                orNull(json, "previous_response_id"),
                "prompt_cache_key",
                null,
                "reasoning",
                Json.object("effort", null, "summary", null),
                "safety_identifier",
                null,
                "service_tier",
                item == null ? "auto" : "default",
                "store",
                json.path("store").asBoolean(true),
                "temperature",
                1.0,
                "text",
                Json.object(
                        "format",
                        json.path("text").has("format")
                                ? json.path("text").path("format")
                                : Json.object("type", "text"),
                        "verbosity",
                        "medium"),
                "tool_choice",
                json.has("tool_choice") ? json.path("tool_choice") : "auto",
                "tools",
                json.has("tools") ? json.path("tools") : Json.array(),
                "top_logprobs",
                0,
                "top_p",
                1.0,
                "truncation",
                "disabled",
                "usage",
                item == null ? null : usage(answer.tokens()),
                "user",
                null,
                "metadata",
                json.has("metadata") ? json.path("metadata") : Json.object());
        return response;
    }

    private static ObjectNode usage(Tokens tokens) {
        return Json.object(
                "input_tokens", tokens.input(),
                "input_tokens_details", Json.object("cached_tokens", tokens.cached(), "cache_write_tokens", 0),
                "output_tokens", tokens.output(),
                "output_tokens_details", Json.object("reasoning_tokens", 0),
                "total_tokens", tokens.input() + tokens.output());
    }

    private static @Nullable JsonNode orNull(JsonNode json, String field) {
        return json.has(field) ? json.path(field) : null;
    }

    /** Typed events, numbered as they come. */
    private static final class Events {
        private final List<Part> parts = new ArrayList<>();

        void add(String type, boolean token, @Nullable Object... namesAndValues) {
            ObjectNode data = Json.object("type", type, "sequence_number", parts.size());
            data.setAll(Json.object(namesAndValues));
            parts.add(new Part("event: " + type + "\ndata: " + Json.text(data) + "\n\n", token));
        }
    }
}
