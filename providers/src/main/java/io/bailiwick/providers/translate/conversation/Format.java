package io.bailiwick.providers.translate.conversation;

import io.bailiwick.providers.translate.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** JSON in place of prose; any JSON where there is no {@code schema}. */
public record Format(
        int at,
        @Nullable JsonValue schema,
        @Nullable JsonValue name,
        @Nullable JsonValue description,
        @Nullable JsonValue strict) {

    public static Format anyJson(int at) {
        return new Format(at, null, null, null, null);
    }
}
