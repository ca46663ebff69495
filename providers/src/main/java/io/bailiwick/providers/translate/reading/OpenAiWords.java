package io.bailiwick.providers.translate.reading;

import io.bailiwick.providers.translate.conversation.Setting;
import io.bailiwick.providers.translate.json.JsonValue;
import io.bailiwick.providers.translate.json.JsonWalk;

/** What both OpenAI dialects may say that concerns neither the conversation nor the model. */
final class OpenAiWords {

    private OpenAiWords() {}

    /** Takes what asks for nothing, and refuses every key that it does not know. */
    static void other(String key, JsonWalk walk, Draft draft) {
        switch (key) {
            case "stream_options" -> ReadChat.streamOptions(walk.value().fields());
            case "store", "background" -> unasked(walk.value());
            case "service_tier" -> tier(walk.value(), draft);
            case "modalities" -> walk.elements(kind -> kind.only("text"));
            case "truncation" -> walk.value().only("disabled");
            case "prompt_cache_retention" -> retention(walk.value());
            default -> throw walk.opaque().cannotSay();
        }
    }

    private static void unasked(JsonValue value) {
        value.onlyIf(!value.flag());
    }

    /** Longer than memory lasts would be a promise. */
    private static void retention(JsonValue value) {
        value.onlyIf(value.text().equals("in_memory") || value.text().equals("in-memory"));
    }

    private static void tier(JsonValue value, Draft draft) {
        if (value.text().equals("default")) {
            draft.set(Setting.STANDARD_TIER, value);
        } else {
            value.only("auto");
        }
    }
}
