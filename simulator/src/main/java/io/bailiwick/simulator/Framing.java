package io.bailiwick.simulator;

/** Whose way a provider has of framing chat completions, where the shape is OpenAI's and the details are not. */
public enum Framing {
    OPENAI,
    /** Filter results on every choice, a first chunk that has nothing else, and headers of its own. */
    AZURE,
    /** Strict about fields, whole tool calls in one chunk, counts in the last one. */
    MISTRAL
}
