package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Shown;
import io.bailiwick.providers.translate.conversation.Source;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads content: a string, or a list of parts. */
final class Parts {

    private Parts() {}

    /** A string is one part, a list as many as it has. */
    static <T> List<T> of(JsonValue content, Function<JsonValue, T> ofText, Function<JsonValue, T> ofPart) {
        if (content.isText()) {
            return List.of(ofText.apply(content));
        }
        List<T> parts = new ArrayList<>();
        for (JsonValue element : content.elements()) {
            parts.add(ofPart.apply(element));
        }
        return parts;
    }

    /** Content that is text alone, in parts of one type. */
    static List<JsonValue> texts(JsonValue content, String type) {
        return of(content, JsonValue::asText, part -> {
            JsonFields fields = part.fields();
            fields.need("type").only(type);
            return words(fields);
        });
    }

    /** What a chat's user shows. */
    static List<Shown> chat(JsonValue content) {
        return of(content, Shown.Text::new, Parts::chatPart);
    }

    private static Shown chatPart(JsonValue part) {
        JsonFields fields = part.fields();
        JsonValue type = fields.need("type");
        return switch (type.text()) {
            case "text" -> new Shown.Text(words(fields));
            case "image_url" -> chatImage(fields);
            case "file" -> document(end(fields, fields.need("file")).fields());
            default -> throw type.cannotSay();
        };
    }

    /** The words of a text part, and no other key but a hint where to cache. */
    static JsonValue words(JsonFields fields) {
        return end(fields, fields.need("text").asText());
    }

    private static Shown chatImage(JsonFields fields) {
        JsonFields image = end(fields, fields.need("image_url")).fields();
        JsonValue url = image.need("url");
        JsonValue detail = detail(image.take("detail"));
        image.end();
        return new Shown.Image(DataUrl.source(url), detail);
    }

    /** {@code file_data} and {@code filename}; a file that the provider keeps cannot be said. */
    static Shown document(JsonFields file) {
        JsonValue name = text(file.take("filename"));
        JsonValue data = file.need("file_data");
        file.end();
        if (DataUrl.source(data) instanceof Source.Inline pdf && pdf.mediaType().equals("application/pdf")) {
            return new Shown.Document(pdf, name);
        }
        throw data.cannotSay();
    }

    /** Null where it is left to the model. */
    static @Nullable JsonValue detail(@Nullable JsonValue detail) {
        return detail == null || detail.text().equals("auto") ? null : detail;
    }

    static @Nullable JsonValue text(@Nullable JsonValue value) {
        return value == null ? null : value.asText();
    }

    static @Nullable JsonValue object(@Nullable JsonValue value) {
        return value == null ? null : value.asObject();
    }

    static @Nullable JsonValue flag(@Nullable JsonValue value) {
        return value == null || value.isFlag() ? value : refused(value);
    }

    private static JsonValue refused(JsonValue value) {
        throw value.cannotSay();
    }

    /** Leaves out the hint where to cache, and refuses what is left. */
    private static JsonValue end(JsonFields fields, JsonValue taken) {
        fields.leave("prompt_cache_breakpoint").end();
        return taken;
    }
}
