package io.bailiwick.providers;

import org.jspecify.annotations.Nullable;

/** Gathers {@link ReplyFacts} from the scalars of a reply, each with its dotted path. */
final class ReplyNotes {

    private final Dialect dialect;
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable String fingerprint;
    private @Nullable String inferenceGeo;
    private boolean error;
    private @Nullable Long input;
    private @Nullable Long output;
    private @Nullable Long cacheRead;
    private @Nullable Long cacheWrite;
    private @Nullable Long reasoning;

    ReplyNotes(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Takes note of a string if it stands where one counts. */
    void string(String path, String text) {
        switch (path) {
            case "id" -> id = text.isEmpty() ? id : text;
            case "model" -> model = text.isEmpty() ? model : text;
            case "system_fingerprint" -> fingerprint = text.isEmpty() ? fingerprint : text;
            case "usage.inference_geo" -> inferenceGeo = text.isEmpty() ? inferenceGeo : text;
            case "error" -> error = true;
            default -> {
                // Nothing is known of it.
            }
        }
        if ((path.equals("type") || path.equals("object")) && text.equals("error")) {
            error = true;
        }
    }

    /** Takes note of a whole number if it stands where one counts. */
    void number(String path, long value) {
        if (value < 0) {
            return;
        }
        switch (path) {
            case "usage.prompt_tokens", "usage.input_tokens", "input_tokens" -> input = value;
            case "usage.completion_tokens", "usage.output_tokens" -> output = value;
            case "usage.prompt_tokens_details.cached_tokens",
                    "usage.input_tokens_details.cached_tokens",
                    "usage.cache_read_input_tokens",
                    "usage.prompt_cache_hit_tokens",
                    "timings.cache_n" -> cacheRead = value;
            case "usage.prompt_tokens_details.cache_write_tokens",
                    "usage.input_tokens_details.cache_write_tokens",
                    "usage.cache_creation_input_tokens" -> cacheWrite = value;
            case "usage.completion_tokens_details.reasoning_tokens",
                    "usage.output_tokens_details.reasoning_tokens",
                    "usage.output_tokens_details.thinking_tokens" -> reasoning = value;
            default -> {
                // Nothing is known of it.
            }
        }
    }

    /** Takes note of an object's beginning. */
    void object(String path) {
        error |= path.equals("error");
    }

    void error() {
        error = true;
    }

    @Nullable
    String inferenceGeo() {
        return inferenceGeo;
    }

    boolean modelKnown() {
        return model != null;
    }

    ReplyFacts facts() {
        return new ReplyFacts(id, model, fingerprint, inferenceGeo, usage(), error);
    }

    private Usage usage() {
        Long whole = input;
        if (dialect == Dialect.ANTHROPIC && input != null) {
            // Anthropic counts what came from or went to the cache beside the input, not in it.
            whole = input + (cacheRead == null ? 0 : cacheRead) + (cacheWrite == null ? 0 : cacheWrite);
        }
        return new Usage(whole, output, cacheRead, cacheWrite, reasoning);
    }
}
