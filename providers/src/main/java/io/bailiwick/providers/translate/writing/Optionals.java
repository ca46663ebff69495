package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.json.JsonOut;
import io.bailiwick.providers.translate.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Members that are written only where there is something to write. */
final class Optionals {

    private Optionals() {}

    static void say(String key, @Nullable JsonValue value, JsonOut out) {
        if (value != null) {
            out.key(key).value(value);
        }
    }

    /** A function without a schema takes nothing. */
    static void schema(String key, @Nullable JsonValue schema, JsonOut out) {
        out.key(key);
        if (schema != null) {
            out.value(schema);
        } else {
            out.literal("{\"type\":\"object\",\"properties\":{}}");
        }
    }
}
