package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/chat/completions}. */
final class ChatSpeech implements Speech {

    @Override
    public Reply unary(Answer answer) {
        Tool called = answer.called();
        ObjectNode message = Json.object("role", "assistant", "content", called == null ? answer.text() : null);
        if (called != null) {
            message.set("tool_calls", Json.array(call(answer, called, answer.text())));
        }
        message.putNull("refusal");
        message.set("annotations", Json.array());
        ObjectNode choice =
                Json.object("index", 0, "message", message, "logprobs", null, "finish_reason", finish(answer));
        ObjectNode body = envelope(answer, "chat.completion");
        body.set("choices", Json.array(choice));
        body.set("usage", usage(answer.tokens()));
        return Reply.json(Api.CHAT, 200, Json.text(body));
    }

    @Override
    public Reply stream(Answer answer) {
        Tool called = answer.called();
        List<Part> events = new ArrayList<>();
        ObjectNode opening = Json.object("role", "assistant", "content", called == null ? "" : null, "refusal", null);
        if (called != null) {
            ObjectNode call = Json.object("index", 0);
            call.setAll(call(answer, called, ""));
            opening.set("tool_calls", Json.array(call));
        }
        events.add(event(answer, opening, null, false));
        for (String piece : answer.pieces()) {
            ObjectNode delta = called == null
                    ? Json.object("content", piece)
                    : Json.object(
                            "tool_calls",
                            Json.array(Json.object("index", 0, "function", Json.object("arguments", piece))));
            events.add(event(answer, delta, null, true));
        }
        events.add(event(answer, Json.object(), finish(answer), false));
        if (answer.asked().includesUsage()) {
            ObjectNode last = envelope(answer, "chat.completion.chunk");
            last.set("choices", Json.array());
            last.set("usage", usage(answer.tokens()));
            events.add(new Part("data: " + Json.text(last) + "\n\n", false));
        }
        events.add(new Part("data: [DONE]\n\n", false));
        return Reply.events(Api.CHAT, events);
    }

    static ObjectNode usage(Tokens tokens) {
        return Json.object(
                "prompt_tokens", tokens.input(),
                "completion_tokens", tokens.output(),
                "total_tokens", tokens.input() + tokens.output(),
                "prompt_tokens_details", Json.object("cached_tokens", tokens.cached(), "audio_tokens", 0),
                "completion_tokens_details",
                        Json.object(
                                "reasoning_tokens", 0,
                                "audio_tokens", 0,
                                "accepted_prediction_tokens", 0,
                                "rejected_prediction_tokens", 0));
    }

    private static ObjectNode envelope(Answer answer, String object) {
        ObjectNode envelope = Json.object(
                "id",
                "chatcmpl-" + answer.id(),
                "object",
                object,
                "created",
                answer.created(),
                "model",
                answer.version(),
                "service_tier",
                "default");
        if (answer.personality().fingerprint() != null) {
            envelope.put("system_fingerprint", answer.personality().fingerprint());
        }
        return envelope;
    }

    private static Part event(Answer answer, ObjectNode delta, @Nullable String finish, boolean token) {
        ObjectNode chunk = envelope(answer, "chat.completion.chunk");
        chunk.set(
                "choices",
                Json.array(Json.object("index", 0, "delta", delta, "logprobs", null, "finish_reason", finish)));
        if (answer.asked().includesUsage()) {
            chunk.putNull("usage");
        }
        return new Part("data: " + Json.text(chunk) + "\n\n", token);
    }

    private static ObjectNode call(Answer answer, Tool called, String arguments) {
        return Json.object(
                "id",
                "call_" + answer.id(),
                "type",
                "function",
                "function",
                Json.object("name", called.name(), "arguments", arguments));
    }

    private static String finish(Answer answer) {
        if (answer.called() != null) {
            return "tool_calls";
        }
        return answer.truncated() ? "length" : "stop";
    }
}
