package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Format;
import io.bailiwick.providers.translate.json.JsonFields;
import io.bailiwick.providers.translate.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Reads what form the answer shall have. */
final class Formats {

    private Formats() {}

    /** {@code response_format}; null where it asks for nothing. */
    static @Nullable Format chat(JsonValue value) {
        JsonFields fields = value.fields();
        JsonValue type = fields.need("type");
        if (type.text().equals("json_schema")) {
            JsonFields schema = fields.need("json_schema").fields();
            fields.end();
            return schema(value.start(), schema);
        }
        return plain(type, fields);
    }

    /** {@code text.format}; null where it asks for nothing. */
    static @Nullable Format responses(JsonValue value) {
        JsonFields fields = value.fields();
        JsonValue type = fields.need("type");
        return type.text().equals("json_schema") ? schema(value.start(), fields) : plain(type, fields);
    }

    /** {@code output_config.format}. */
    static Format messages(JsonValue value) {
        JsonFields fields = value.fields();
        fields.need("type").only("json_schema");
        Format format = new Format(value.start(), fields.need("schema").asObject(), null, null, null);
        fields.end();
        return format;
    }

    private static @Nullable Format plain(JsonValue type, JsonFields fields) {
        fields.end();
        return switch (type.text()) {
            case "text" -> null;
            case "json_object" -> Format.anyJson(type.start());
            default -> throw type.cannotSay();
        };
    }

    private static Format schema(int at, JsonFields fields) {
        Format format = new Format(
                at,
                fields.need("schema").asObject(),
                Parts.text(fields.take("name")),
                Parts.text(fields.take("description")),
                Parts.flag(fields.take("strict")));
        fields.end();
        return format;
    }
}
