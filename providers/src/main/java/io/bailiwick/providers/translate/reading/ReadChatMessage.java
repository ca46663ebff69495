package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Shown;
import io.bailiwick.providers.translate.conversation.Turn;
import io.bailiwick.providers.translate.conversation.Uttered;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one message of OpenAI chat. */
final class ReadChatMessage {

    private final Draft draft;

    ReadChatMessage(Draft draft) {
        this.draft = draft;
    }

    void read(JsonValue message) {
        JsonFields fields = message.fields();
        JsonValue role = fields.need("role");
        draft.turn(
                switch (role.text()) {
                    case "system" -> instruction(role, fields, false);
                    case "developer" -> instruction(role, fields, true);
                    case "user" -> asked(fields.need("content"));
                    case "assistant" -> new Turn.Answered(role.start(), answer(fields));
                    case "tool" -> result(role, fields);
                    default -> throw role.cannotSay();
                });
        fields.end();
    }

    private static Turn asked(JsonValue content) {
        return new Turn.Asked(content.start(), Parts.chat(content));
    }

    private static Turn instruction(JsonValue role, JsonFields fields, boolean developer) {
        return new Turn.Instruction(role.start(), developer, Parts.texts(fields.need("content"), "text"));
    }

    private static Turn result(JsonValue role, JsonFields fields) {
        List<Shown> parts = new ArrayList<>();
        Parts.texts(fields.need("content"), "text").forEach(words -> parts.add(new Shown.Text(words)));
        // Its name is the name of the call that it answers.
        fields.leave("name");
        return new Turn.Result(role.start(), fields.need("tool_call_id").asText(), parts, null);
    }

    private static List<Uttered> answer(JsonFields fields) {
        List<Uttered> parts = new ArrayList<>(thoughts(fields));
        JsonValue content = fields.take("content");
        if (content != null) {
            parts.addAll(Parts.of(content, Uttered.Spoken::new, ReadChatMessage::said));
        }
        JsonValue refusal = fields.take("refusal");
        if (refusal != null) {
            parts.add(new Uttered.Refused(refusal.asText()));
        }
        // OpenAI's SDKs send back what they themselves read in the content.
        JsonValue calls = fields.leave("parsed").emptyOnly("annotations").take("tool_calls");
        if (calls != null) {
            calls.elements().forEach(call -> parts.add(call(call)));
        }
        return parts;
    }

    private static Uttered said(JsonValue part) {
        JsonFields fields = part.fields();
        JsonValue type = fields.need("type");
        if (type.text().equals("refusal")) {
            JsonValue words = fields.need("refusal").asText();
            fields.end();
            return new Uttered.Refused(words);
        }
        type.only("text");
        return new Uttered.Spoken(Parts.words(fields));
    }

    private static Uttered call(JsonValue value) {
        JsonFields fields = value.fields();
        fields.need("type").only("function");
        JsonFields function = fields.need("function").fields();
        JsonValue id = fields.need("id").asText();
        // Some servers number the calls of a whole reply, too.
        fields.leave("index").end();
        Uttered call = new Uttered.Call(
                value.start(),
                id,
                function.need("name").asText(),
                function.need("arguments").asText());
        function.leave("parsed_arguments").end();
        return call;
    }

    /** The details where there are any, since they hold the text as well, else the text. */
    private static List<Uttered> thoughts(JsonFields fields) {
        JsonValue details = fields.take("reasoning_details");
        JsonValue content = Parts.text(fields.take("reasoning_content"));
        JsonValue other = Parts.text(fields.take("reasoning"));
        if (details != null && !details.isEmpty()) {
            List<Uttered> thoughts = new ArrayList<>();
            details.elements().forEach(detail -> thoughts.add(detail(detail)));
            return thoughts;
        }
        if (content != null && other != null && !content.sameBytes(other)) {
            throw other.cannotSay();
        }
        JsonValue text = content == null ? other : content;
        return text == null || text.isEmptyText() ? List.of() : List.of(unsigned(text));
    }

    private static Uttered detail(JsonValue value) {
        JsonFields fields = value.fields();
        JsonValue type = fields.need("type");
        Uttered thought = switch (type.text()) {
            case "reasoning.text" -> signed(value, fields.need("text").asText(), Parts.text(fields.take("signature")));
            case "reasoning.encrypted" -> sealed(value, fields.need("data").asText());
            default -> throw type.cannotSay();
        };
        // Pieces of a stream are numbered, and clients that add them up keep the number.
        fields.leave("index").end();
        return thought;
    }

    private static Uttered unsigned(JsonValue text) {
        return new Uttered.Thought(text.start(), List.of(text), null);
    }

    /** An empty signature is none. */
    static Uttered signed(JsonValue whole, JsonValue text, @Nullable JsonValue signature) {
        return new Uttered.Thought(
                whole.start(),
                List.of(text),
                signature == null || signature.isEmptyText() ? null : new Uttered.Proof(signature, false, false));
    }

    static Uttered sealed(JsonValue whole, JsonValue data) {
        return new Uttered.Thought(whole.start(), List.of(), new Uttered.Proof(data, true, false));
    }
}
