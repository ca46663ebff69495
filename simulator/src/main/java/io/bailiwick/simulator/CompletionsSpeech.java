package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/completions}. */
final class CompletionsSpeech implements Speech {

    @Override
    public Reply unary(Answer answer) {
        ObjectNode body = body(answer, answer.text(), answer.truncated() ? "length" : "stop");
        body.set("usage", ChatSpeech.usage(answer.tokens()));
        return Reply.json(Api.COMPLETIONS, 200, Json.text(body));
    }

    @Override
    public Reply stream(Answer answer) {
        List<Part> events = new ArrayList<>();
        for (String piece : answer.pieces()) {
            events.add(event(answer, body(answer, piece, null), true));
        }
        events.add(event(answer, body(answer, "", answer.truncated() ? "length" : "stop"), false));
        if (answer.asked().includesUsage()) {
            ObjectNode last = body(answer, "", null);
            last.set("choices", Json.array());
            last.set("usage", ChatSpeech.usage(answer.tokens()));
            events.add(new Part("data: " + Json.text(last) + "\n\n", false));
        }
        events.add(new Part("data: [DONE]\n\n", false));
        return Reply.events(Api.COMPLETIONS, events);
    }

    private static Part event(Answer answer, ObjectNode chunk, boolean token) {
        if (answer.asked().includesUsage()) {
            chunk.putNull("usage");
        }
        return new Part("data: " + Json.text(chunk) + "\n\n", token);
    }

    private static ObjectNode body(Answer answer, String text, @Nullable String finish) {
        ObjectNode body = Json.object(
                "id", "cmpl-" + answer.id(),
                "object", "text_completion",
                "created", answer.created(),
                "model", answer.version(),
                "choices",
                        Json.array(Json.object("text", text, "index", 0, "logprobs", null, "finish_reason", finish)));
        if (answer.personality().fingerprint() != null) {
            body.put("system_fingerprint", answer.personality().fingerprint());
        }
        return body;
    }
}
