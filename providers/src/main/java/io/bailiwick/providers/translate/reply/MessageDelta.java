package io.bailiwick.providers.translate.reply;

import org.jspecify.annotations.Nullable;

/** What an event of Anthropic's adds to the block that is open; what it does not say is empty. */
final class MessageDelta {

    private @Nullable String type;
    private @Nullable String text;
    private @Nullable String thinking;
    private @Nullable String signature;
    private @Nullable String json;

    /** False where the key is none of a content block's. */
    boolean member(JsonIn in, String key) {
        switch (key) {
            case "type" -> type = in.string();
            case "text" -> text = in.string();
            case "thinking" -> thinking = in.string();
            case "signature" -> signature = in.string();
            case "partial_json" -> json = in.string();
            default -> {
                return false;
            }
        }
        return true;
    }

    String type() {
        return orEmpty(type);
    }

    String text() {
        return orEmpty(text);
    }

    String thinking() {
        return orEmpty(thinking);
    }

    String signature() {
        return orEmpty(signature);
    }

    String json() {
        return orEmpty(json);
    }

    private static String orEmpty(@Nullable String word) {
        return word == null ? "" : word;
    }
}
