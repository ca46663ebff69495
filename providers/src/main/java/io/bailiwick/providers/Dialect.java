package io.bailiwick.providers;

/** The wire language of a request and its reply. */
public enum Dialect {
    OPENAI("openai"),
    ANTHROPIC("anthropic");

    private final String word;

    Dialect(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
