package io.bailiwick.providers;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One listed path that clients may call; {@code word} is the policy's name for it. */
public enum Api {
    CHAT("chat", "/v1/chat/completions", Dialect.OPENAI, true),
    RESPONSES("responses", "/v1/responses", Dialect.OPENAI, true),
    COMPLETIONS("completions", "/v1/completions", Dialect.OPENAI, true),
    EMBEDDINGS("embeddings", "/v1/embeddings", Dialect.OPENAI, false),
    MESSAGES("messages", "/v1/messages", Dialect.ANTHROPIC, true),
    COUNT_TOKENS("count_tokens", "/v1/messages/count_tokens", Dialect.ANTHROPIC, false);

    private static final Map<String, Api> BY_PATH =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Api::path, Function.identity()));
    private static final Map<String, Api> BY_WORD =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Api::word, Function.identity()));

    private final String word;
    private final String path;
    private final String upstreamPath;
    private final Dialect dialect;
    private final boolean streams;

    Api(String word, String path, Dialect dialect, boolean streams) {
        this.word = word;
        this.path = path;
        this.upstreamPath = path.substring("/v1".length());
        this.dialect = dialect;
        this.streams = streams;
    }

    public String word() {
        return word;
    }

    public String path() {
        return path;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The path below an endpoint's URL, which itself ends in {@code /v1}. */
    public String upstreamPath() {
        return upstreamPath;
    }

    public boolean canStream() {
        return streams;
    }

    /** Whether what a client asks by it can be said by another API. */
    public boolean hasCounterparts() {
        return this == CHAT || this == RESPONSES || this == MESSAGES;
    }

    /**
     * By which of the APIs that an endpoint takes, as the policy words them, it is asked what a client asks by this one;
     * null where by none.
     */
    public @Nullable Api askedBy(Set<String> taken) {
        if (taken.contains(word)) {
            return this;
        }
        if (!hasCounterparts()) {
            return null;
        }
        return taken.contains(CHAT.word) ? CHAT : taken.contains(MESSAGES.word) ? MESSAGES : null;
    }

    public static @Nullable Api ofPath(String path) {
        return BY_PATH.get(path);
    }

    public static @Nullable Api ofWord(String word) {
        return BY_WORD.get(word);
    }
}
