package io.bailiwick.simulator;

/** What a path of the provider speaks. */
enum Api {
    CHAT("/chat/completions", false),
    RESPONSES("/responses", false),
    COMPLETIONS("/completions", false),
    EMBEDDINGS("/embeddings", false),
    MESSAGES("/messages", true),
    COUNT_TOKENS("/messages/count_tokens", true),
    MODELS("/models", false),
    ANTHROPIC_MODELS("/models", true),
    UNKNOWN("", false),
    ANTHROPIC_UNKNOWN("", true);

    private final String below;
    private final boolean anthropic;

    Api(String below, boolean anthropic) {
        this.below = below;
        this.anthropic = anthropic;
    }

    boolean anthropic() {
        return anthropic;
    }

    /** The model that a path below {@code /models} names; empty for all. */
    static String modelIn(String path) {
        String below = below(path);
        return below.startsWith("/models/") ? below.substring("/models/".length()) : "";
    }

    static Api of(RequestHead head) {
        boolean anthropic = head.first("anthropic-version") != null;
        String below = below(head.path());
        if (below.equals("/models") || below.startsWith("/models/")) {
            return anthropic ? ANTHROPIC_MODELS : MODELS;
        }
        for (Api api : values()) {
            if (!api.below.isEmpty() && api.below.equals(below)) {
                return api;
            }
        }
        return anthropic ? ANTHROPIC_UNKNOWN : UNKNOWN;
    }

    private static String below(String path) {
        int version = path.lastIndexOf("/v1/");
        return version < 0 ? "" : path.substring(version + 3);
    }
}
