package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/messages}. */
final class MessagesSpeech implements Speech {

    @Override
    public Reply unary(Answer answer) {
        ObjectNode message = message(answer, answer.tokens().output());
        message.set(
                "content",
                Json.array(block(
                        answer,
                        answer.text(),
                        answer.called() == null ? Json.object() : (ObjectNode) Json.parse(answer.text()))));
        message.put("stop_reason", stop(answer));
        return Reply.json(Api.MESSAGES, 200, Json.text(message));
    }

    @Override
    public Reply stream(Answer answer) {
        List<Part> events = new ArrayList<>();
        events.add(event("message_start", false, "message", message(answer, 1)));
        events.add(event("content_block_start", false, "index", 0, "content_block", block(answer, "", Json.object())));
        events.add(event("ping", false));
        if (answer.called() != null) {
            events.add(delta(Json.object("type", "input_json_delta", "partial_json", ""), false));
        }
        for (String piece : answer.pieces()) {
            events.add(delta(
                    answer.called() == null
                            ? Json.object("type", "text_delta", "text", piece)
                            : Json.object("type", "input_json_delta", "partial_json", piece),
                    true));
        }
        events.add(event("content_block_stop", false, "index", 0));
        Tokens tokens = answer.tokens();
        events.add(event(
                "message_delta",
                false,
                "delta",
                Json.object("stop_reason", stop(answer), "stop_sequence", null),
                "usage",
                Json.object(
                        "input_tokens", tokens.input() - tokens.cached() - tokens.written(),
                        "cache_creation_input_tokens", tokens.written(),
                        "cache_read_input_tokens", tokens.cached(),
                        "output_tokens", tokens.output())));
        events.add(event("message_stop", false));
        return Reply.events(Api.MESSAGES, events);
    }

    private static Part delta(ObjectNode delta, boolean token) {
        return event("content_block_delta", token, "index", 0, "delta", delta);
    }

    private static Part event(String type, boolean token, @Nullable Object... namesAndValues) {
        ObjectNode data = Json.object("type", type);
        data.setAll(Json.object(namesAndValues));
        return new Part("event: " + type + "\ndata: " + Json.text(data) + "\n\n", token);
    }

    private static ObjectNode message(Answer answer, int outputTokens) {
        return Json.object(
                "id",
                "msg_" + answer.id(),
                "type",
                "message",
                "role",
                "assistant",
                "model",
                answer.version(),
                "content",
                Json.array(),
                "stop_reason",
                null,
                "stop_sequence",
                null,
                "usage",
                usage(answer, outputTokens));
    }

    private static ObjectNode usage(Answer answer, int outputTokens) {
        Tokens tokens = answer.tokens();
        ObjectNode usage = Json.object(
                "input_tokens",
                tokens.input() - tokens.cached() - tokens.written(),
                "cache_creation_input_tokens",
                tokens.written(),
                "cache_read_input_tokens",
                tokens.cached(),
                "cache_creation",
                Json.object("ephemeral_5m_input_tokens", tokens.written(), "ephemeral_1h_input_tokens", 0),
                "output_tokens",
                outputTokens,
                "service_tier",
                "standard");
        if (answer.personality().inferenceGeo() != null) {
            usage.put("inference_geo", answer.personality().inferenceGeo());
        }
        return usage;
    }

    private static ObjectNode block(Answer answer, String text, ObjectNode input) {
        Tool called = answer.called();
        return called == null
                ? Json.object("type", "text", "text", text)
                : Json.object("type", "tool_use", "id", "toolu_" + answer.id(), "name", called.name(), "input", input);
    }

    private static String stop(Answer answer) {
        if (answer.called() != null) {
            return "tool_use";
        }
        return answer.truncated() ? "max_tokens" : "end_turn";
    }
}
