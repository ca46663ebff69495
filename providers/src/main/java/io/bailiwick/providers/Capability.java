package io.bailiwick.providers;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What not every model can do, and a request shows that it needs; {@code word} is the policy's name for it. */
public enum Capability {
    VISION("vision"),
    TOOLS("tools"),
    JSON_SCHEMA("json_schema"),
    EMBEDDINGS("embeddings");

    private final String word;

    Capability(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static @Nullable Capability ofWord(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElse(null);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Capability::word).toList();
    }
}
