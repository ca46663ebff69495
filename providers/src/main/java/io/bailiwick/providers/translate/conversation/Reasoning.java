package io.bailiwick.providers.translate.conversation;

import io.bailiwick.providers.translate.json.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How hard to think, and whether to tell of it. */
public record Reasoning(
        int at, @Nullable Effort effort, @Nullable JsonValue summary) {

    /** The words are the same in every dialect that has them. */
    public enum Effort {
        NONE,
        MINIMAL,
        LOW,
        MEDIUM,
        HIGH,
        XHIGH,
        MAX;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What is no such word cannot be said. */
        public static Effort of(JsonValue value) {
            String word = value.text();
            for (Effort effort : values()) {
                if (effort.word().equals(word)) {
                    return effort;
                }
            }
            throw value.cannotSay();
        }
    }
}
