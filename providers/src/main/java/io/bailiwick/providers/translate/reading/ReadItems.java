package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Shown;
import io.bailiwick.providers.translate.conversation.Turn;
import io.bailiwick.providers.translate.conversation.Uttered;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the items of OpenAI Responses; what a model gave in several items in a row is one turn. */
final class ReadItems {

    // The ids that reasoning gets where a reply was translated; OpenAI's own end in hexadecimal.
    private static final Pattern TRANSLATED = Pattern.compile("rs_.+_\\d+");

    private final Draft draft;
    private final List<Uttered> uttered = new ArrayList<>();
    private int utteredAt;

    ReadItems(Draft draft) {
        this.draft = draft;
    }

    void read(JsonValue item) {
        JsonFields fields = item.fields();
        JsonValue type = fields.take("type");
        fields.leave("id", "status");
        switch (type == null ? "message" : type.text()) {
            case "message" -> message(fields);
            case "reasoning" -> utter(item.start(), List.of(thought(item, fields)));
            case "function_call" -> utter(item.start(), List.of(call(item, fields)));
            case "function_call_output" -> turn(result(item, fields));
            default -> throw (type == null ? item : type).cannotSay();
        }
        fields.end();
    }

    void done() {
        if (!uttered.isEmpty()) {
            draft.turn(new Turn.Answered(utteredAt, uttered));
            uttered.clear();
        }
    }

    private void utter(int at, List<Uttered> parts) {
        if (uttered.isEmpty()) {
            utteredAt = at;
        }
        uttered.addAll(parts);
    }

    private void turn(Turn turn) {
        done();
        draft.turn(turn);
    }

    private void message(JsonFields fields) {
        JsonValue role = fields.need("role");
        JsonValue content = fields.need("content");
        switch (role.text()) {
            case "system" -> turn(new Turn.Instruction(role.start(), false, Parts.texts(content, "input_text")));
            case "developer" -> turn(new Turn.Instruction(role.start(), true, Parts.texts(content, "input_text")));
            case "user" -> turn(new Turn.Asked(content.start(), shown(content)));
            case "assistant" -> utter(role.start(), Parts.of(content, Uttered.Spoken::new, ReadItems::said));
            default -> throw role.cannotSay();
        }
    }

    private static List<Shown> shown(JsonValue content) {
        return Parts.of(content, Shown.Text::new, ReadItems::shownPart);
    }

    private static Shown shownPart(JsonValue part) {
        JsonFields fields = part.fields();
        JsonValue type = fields.need("type");
        return switch (type.text()) {
            case "input_text" -> new Shown.Text(Parts.words(fields));
            case "input_image" -> image(fields);
            case "input_file" -> file(fields);
            default -> throw type.cannotSay();
        };
    }

    private static Shown image(JsonFields fields) {
        JsonValue url = fields.need("image_url");
        JsonValue detail = Parts.detail(fields.take("detail"));
        fields.leave("prompt_cache_breakpoint").end();
        return new Shown.Image(DataUrl.source(url), detail);
    }

    private static Shown file(JsonFields fields) {
        JsonValue detail = fields.take("detail");
        if (detail != null) {
            detail.only("auto");
        }
        return Parts.document(fields.leave("prompt_cache_breakpoint"));
    }

    private static Uttered said(JsonValue part) {
        JsonFields fields = part.fields();
        JsonValue type = fields.need("type");
        if (type.text().equals("refusal")) {
            JsonValue words = fields.need("refusal").asText();
            fields.end();
            return new Uttered.Refused(words);
        }
        type.onlyIf(type.text().equals("output_text") || type.text().equals("input_text"));
        // OpenAI's SDKs send back what they themselves read in the text.
        return new Uttered.Spoken(
                Parts.words(fields.leave("parsed").emptyOnly("annotations").emptyOnly("logprobs")));
    }

    private static Uttered call(JsonValue item, JsonFields fields) {
        fields.leave("parsed_arguments");
        return new Uttered.Call(
                item.start(),
                fields.need("call_id").asText(),
                fields.need("name").asText(),
                fields.need("arguments").asText());
    }

    private static Turn result(JsonValue item, JsonFields fields) {
        return new Turn.Result(item.start(), fields.need("call_id").asText(), shown(fields.need("output")), null);
    }

    /** What is sealed has no summary; what has both is a thought with the signature of its provider. */
    private static Uttered thought(JsonValue item, JsonFields fields) {
        List<JsonValue> texts = new ArrayList<>();
        texts(fields.take("summary"), "summary_text", texts);
        if (texts.isEmpty()) {
            texts(fields.take("content"), "reasoning_text", texts);
        }
        JsonValue proof = Parts.text(fields.take("encrypted_content"));
        if (proof == null || proof.isEmptyText()) {
            return new Uttered.Thought(item.start(), texts, null);
        }
        boolean foreign = !TRANSLATED.matcher(fields.text("id", "")).matches();
        return new Uttered.Thought(item.start(), texts, new Uttered.Proof(proof, texts.isEmpty(), foreign));
    }

    private static void texts(@Nullable JsonValue parts, String type, List<JsonValue> into) {
        if (parts != null) {
            into.addAll(Parts.texts(parts, type));
        }
    }
}
