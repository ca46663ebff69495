package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.Usage;
import org.jspecify.annotations.Nullable;

/** Counts as they were read: a later word replaces an earlier one, and what was never said stays unknown. */
final class UsageRead {

    private @Nullable Long input;
    private @Nullable Long output;
    private @Nullable Long cacheRead;
    private @Nullable Long cacheWrite;
    private @Nullable Long reasoning;

    /** Whether there was an object. */
    boolean read(JsonIn in) {
        return in.object(key -> member(in, key));
    }

    /** The timings of llama.cpp, which count what came from its cache. */
    void timings(JsonIn in) {
        if (in.isObject()) {
            in.object(key -> cacheRead = key.equals("cache_n") && cacheRead == null ? in.count() : cacheRead);
        }
    }

    /** What a message's beginning says of its output is what was written until then, and no count of it. */
    void begun() {
        output = null;
        reasoning = null;
    }

    boolean any() {
        return input != null || output != null;
    }

    /** Where the cache is counted within the input, as OpenAI does. */
    Usage inclusive() {
        return new Usage(input, output, cacheRead, cacheWrite, reasoning);
    }

    /** Where the cache is counted beside the input, as Anthropic does. */
    Usage exclusive() {
        Long whole = input == null ? null : (Long) (input + orNone(cacheRead) + orNone(cacheWrite));
        return new Usage(whole, output, cacheRead, cacheWrite, reasoning);
    }

    private void member(JsonIn in, String key) {
        switch (key) {
            case "prompt_tokens", "input_tokens" -> input = known(in, input);
            case "completion_tokens", "output_tokens" -> output = known(in, output);
            case "cache_read_input_tokens", "prompt_cache_hit_tokens", "num_cached_tokens" ->
                cacheRead = known(in, cacheRead);
            case "cache_creation_input_tokens" -> cacheWrite = known(in, cacheWrite);
            case "prompt_tokens_details", "completion_tokens_details", "output_tokens_details" -> {
                if (in.isObject()) {
                    in.object(inner -> detail(in, inner));
                }
            }
            default -> {
                // A provider's own addition.
            }
        }
    }

    private void detail(JsonIn in, String key) {
        switch (key) {
            case "cached_tokens" -> cacheRead = known(in, cacheRead);
            case "cache_write_tokens" -> cacheWrite = known(in, cacheWrite);
            case "reasoning_tokens", "thinking_tokens" -> reasoning = known(in, reasoning);
            default -> {
                // A provider's own addition.
            }
        }
    }

    private static @Nullable Long known(JsonIn in, @Nullable Long before) {
        Long count = in.count();
        return count == null ? before : count;
    }

    private static long orNone(@Nullable Long count) {
        return count == null ? 0 : count;
    }
}
