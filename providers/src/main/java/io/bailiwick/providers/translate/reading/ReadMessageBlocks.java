package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Shown;
import io.bailiwick.providers.translate.conversation.Source;
import io.bailiwick.providers.translate.conversation.Turn;
import io.bailiwick.providers.translate.conversation.Uttered;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads one message of Anthropic Messages, whose user turns hold the results of tools as well. */
final class ReadMessageBlocks {

    private final Draft draft;

    ReadMessageBlocks(Draft draft) {
        this.draft = draft;
    }

    void read(JsonValue message) {
        JsonFields fields = message.fields();
        JsonValue role = fields.need("role");
        JsonValue content = fields.need("content");
        fields.end();
        switch (role.text()) {
            case "user" -> user(content);
            case "assistant" ->
                draft.turn(new Turn.Answered(
                        role.start(), Parts.of(content, Uttered.Spoken::new, ReadMessageBlocks::uttered)));
            case "system" -> draft.turn(new Turn.Instruction(role.start(), false, texts(content)));
            default -> throw role.cannotSay();
        }
    }

    /** Text alone, as a string or in blocks. */
    static List<JsonValue> texts(JsonValue content) {
        return Parts.of(content, JsonValue::asText, block -> {
            JsonFields fields = block.fields();
            fields.need("type").only("text");
            return words(fields);
        });
    }

    private void user(JsonValue content) {
        List<Shown> shown = new ArrayList<>();
        if (content.isText()) {
            shown.add(new Shown.Text(content));
        } else {
            content.elements().forEach(block -> userBlock(block, shown));
        }
        if (!shown.isEmpty()) {
            draft.turn(new Turn.Asked(content.start(), shown));
        } else if (content.isEmpty()) {
            throw content.cannotSay();
        }
    }

    /** Results come first in a turn; one behind anything else has no place of its own. */
    private void userBlock(JsonValue block, List<Shown> shown) {
        JsonFields fields = block.fields();
        JsonValue type = fields.need("type");
        if (!type.text().equals("tool_result")) {
            shown.add(shown(type, fields));
        } else if (shown.isEmpty()) {
            draft.turn(result(fields));
        } else {
            throw type.cannotSay();
        }
    }

    private static Turn result(JsonFields fields) {
        JsonValue id = fields.need("tool_use_id").asText();
        JsonValue content = fields.take("content");
        JsonValue failed = fields.take("is_error");
        fields.leave("cache_control").end();
        List<Shown> parts =
                content == null ? List.of() : Parts.of(content, Shown.Text::new, ReadMessageBlocks::resultBlock);
        return new Turn.Result(fields.at(), id, parts, failed == null || !failed.flag() ? null : failed);
    }

    private static Shown resultBlock(JsonValue block) {
        JsonFields fields = block.fields();
        return shown(fields.need("type"), fields);
    }

    private static Shown shown(JsonValue type, JsonFields fields) {
        return switch (type.text()) {
            case "text" -> new Shown.Text(words(fields));
            case "image" -> image(fields);
            case "document" -> document(type, fields);
            default -> throw type.cannotSay();
        };
    }

    private static Shown image(JsonFields fields) {
        Source source = source(fields.need("source"));
        fields.leave("cache_control").end();
        return new Shown.Image(source, null);
    }

    private static Shown document(JsonValue type, JsonFields fields) {
        Source source = source(fields.need("source"));
        JsonValue title = Parts.text(fields.take("title"));
        JsonValue citations = fields.take("citations");
        if (citations != null) {
            JsonFields wanted = citations.fields();
            citations.onlyIf(!wanted.flag("enabled"));
            wanted.end();
        }
        fields.leave("cache_control").end();
        if (source instanceof Source.Inline pdf && pdf.mediaType().equals("application/pdf")) {
            return new Shown.Document(pdf, title);
        }
        throw type.cannotSay();
    }

    private static Source source(JsonValue value) {
        JsonFields fields = value.fields();
        JsonValue type = fields.need("type");
        Source source = switch (type.text()) {
            case "base64" ->
                inline(value, fields.need("media_type"), fields.need("data").asText());
            case "url" -> new Source.Link(fields.need("url").asText());
            default -> throw type.cannotSay();
        };
        fields.end();
        return source;
    }

    private static Source inline(JsonValue value, JsonValue mediaType, JsonValue data) {
        return new Source.Inline(
                value.start(),
                DataUrl.mediaType(mediaType.text(), mediaType),
                data,
                data.start() + 1,
                data.start() + data.length() - 1);
    }

    private static Uttered uttered(JsonValue block) {
        JsonFields fields = block.fields();
        JsonValue type = fields.need("type");
        return switch (type.text()) {
            case "text" -> new Uttered.Spoken(words(fields));
            case "thinking" -> thinking(block, fields);
            case "redacted_thinking" -> redacted(block, fields);
            case "tool_use" -> call(block, fields);
            default -> throw type.cannotSay();
        };
    }

    private static Uttered thinking(JsonValue block, JsonFields fields) {
        JsonValue text = fields.need("thinking").asText();
        JsonValue signature = Parts.text(fields.take("signature"));
        fields.end();
        return ReadChatMessage.signed(block, text, signature);
    }

    private static Uttered redacted(JsonValue block, JsonFields fields) {
        JsonValue data = fields.need("data").asText();
        fields.end();
        return ReadChatMessage.sealed(block, data);
    }

    private static Uttered call(JsonValue block, JsonFields fields) {
        JsonValue caller = fields.take("caller");
        if (caller != null) {
            JsonFields who = caller.fields();
            who.need("type").only("direct");
            who.end();
        }
        JsonValue id = fields.need("id").asText();
        JsonValue name = fields.need("name").asText();
        JsonValue input = fields.need("input").asObject();
        fields.leave("cache_control").end();
        return new Uttered.Call(block.start(), id, name, input);
    }

    private static JsonValue words(JsonFields fields) {
        JsonValue words = fields.need("text").asText();
        fields.leave("cache_control").emptyOnly("citations").end();
        return words;
    }
}
