package io.bailiwick.providers.translate.conversation;

import io.bailiwick.providers.translate.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** A function that the client runs; without {@code schema} it takes nothing. */
public record Tool(
        JsonValue name,
        @Nullable JsonValue description,
        @Nullable JsonValue schema,
        @Nullable JsonValue strict) {}
