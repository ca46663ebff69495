package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /chat/completions} at Mistral. Source: mistralai/client-python, models of requests and replies, read 2026-11-27;
 * the refusal of fields in eca#231 and crush#1590; whole tool calls in comet-ml/opik#7385.
 */
final class MistralSpeech implements Speech {
    private static final int ID_CHARS = 9;
    private static final Set<String> FIELDS = Set.of(
            "model",
            "messages",
            "temperature",
            "top_p",
            "max_tokens",
            "stream",
            "stop",
            "random_seed",
            "metadata",
            "response_format",
            "tools",
            "tool_choice",
            "presence_penalty",
            "frequency_penalty",
            "n",
            "prediction",
            "parallel_tool_calls",
            "reasoning_effort",
            "prompt_mode",
            "guardrails",
            "prompt_cache_key",
            "safe_prompt");
    private static final Set<String> MESSAGE_FIELDS =
            Set.of("role", "content", "tool_calls", "prefix", "name", "tool_call_id");

    /** How it refuses a field that it does not know; null where it knows them all. */
    static @Nullable Reply refusal(JsonNode body) {
        String unknown = first(body, FIELDS);
        List<Object> where = new ArrayList<>(List.of("body"));
        JsonNode messages = body.path("messages");
        for (int i = 0; unknown == null && i < messages.size(); i++) {
            unknown = first(messages.path(i), MESSAGE_FIELDS);
            if (unknown != null) {
                where.addAll(
                        List.of("messages", i, messages.path(i).path("role").asText()));
            }
        }
        if (unknown == null) {
            return null;
        }
        where.add(unknown);
        ObjectNode detail = Json.object("type", "extra_forbidden", "loc", where);
        detail.put("msg", "Extra inputs are not permitted");
        ObjectNode message = Json.object("detail", Json.array(detail));
        return Reply.json(
                Api.CHAT,
                422,
                Json.text(Json.object(
                        "object",
                        "error",
                        "message",
                        message,
                        "type",
                        "invalid_request_error",
                        "param",
                        null,
                        "code",
                        null)));
    }

    private static @Nullable String first(JsonNode object, Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                return name;
            }
        }
        return null;
    }

    @Override
    public Reply unary(Answer answer) {
        Tool called = answer.called();
        ObjectNode message = Json.object("role", "assistant", "tool_calls", null);
        message.put("content", called == null ? answer.text() : "");
        if (called != null) {
            message.set("tool_calls", Json.array(call(answer, called)));
        }
        ObjectNode body = envelope(answer, "chat.completion");
        body.set("choices", Json.array(Json.object("index", 0, "message", message, "finish_reason", finish(answer))));
        body.set("usage", usage(answer.tokens()));
        return Reply.json(Api.CHAT, 200, Json.text(body));
    }

    @Override
    public Reply stream(Answer answer) {
        Tool called = answer.called();
        List<Part> events = new ArrayList<>();
        events.add(event(answer, Json.object("role", "assistant", "content", ""), null, false));
        if (called == null) {
            answer.pieces().forEach(piece -> events.add(event(answer, Json.object("content", piece), null, true)));
            events.add(event(answer, Json.object("content", ""), finish(answer), false));
        } else {
            ObjectNode delta = Json.object("content", "");
            delta.set("tool_calls", Json.array(call(answer, called)));
            events.add(event(answer, delta, finish(answer), true));
        }
        events.add(new Part("data: [DONE]\n\n", false));
        return Reply.events(Api.CHAT, events);
    }

    private static Part event(Answer answer, ObjectNode delta, @Nullable String finish, boolean token) {
        ObjectNode chunk = envelope(answer, "chat.completion.chunk");
        chunk.set("choices", Json.array(Json.object("index", 0, "delta", delta, "finish_reason", finish)));
        if (finish != null) {
            chunk.set("usage", usage(answer.tokens()));
        }
        return new Part("data: " + Json.text(chunk) + "\n\n", token);
    }

    private static ObjectNode envelope(Answer answer, String object) {
        return Json.object(
                "id", "cmpl-" + answer.id(), "object", object, "created", answer.created(), "model", answer.version());
    }

    private static ObjectNode call(Answer answer, Tool called) {
        ObjectNode call = Json.object("id", shortId(answer));
        call.set("function", Json.object("name", called.name(), "arguments", answer.text()));
        call.put("index", 0);
        return call;
    }

    /** Nine letters and digits, and it takes no others back. */
    private static String shortId(Answer answer) {
        String id = "000000000" + answer.id().toLowerCase(Locale.ROOT);
        return id.substring(id.length() - ID_CHARS);
    }

    private static ObjectNode usage(Tokens tokens) {
        return Json.object(
                "prompt_tokens", tokens.input(),
                "completion_tokens", tokens.output(),
                "total_tokens", tokens.input() + tokens.output(),
                "prompt_tokens_details", Json.object("cached_tokens", tokens.cached()));
    }

    private static String finish(Answer answer) {
        if (answer.called() != null) {
            return "tool_calls";
        }
        return answer.truncated() ? "length" : "stop";
    }
}
