package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.Usage;
import org.jspecify.annotations.Nullable;

/** Writes counts as each dialect counts. What is unknown is left out, or null or 0 where its key must be there. */
final class UsageWords {

    private UsageWords() {}

    /** Whether both counts are there that OpenAI's clients read as numbers; they break on half a usage, and not on none. */
    static boolean whole(Usage usage) {
        return usage.input() != null && usage.output() != null;
    }

    static void chat(JsonOut out, Usage usage) {
        out.object("usage");
        out.number("prompt_tokens", usage.input());
        out.number("completion_tokens", usage.output());
        out.number("total_tokens", total(usage));
        if (usage.cacheRead() != null || usage.cacheWrite() != null) {
            out.object("prompt_tokens_details");
            cache(out, usage);
            out.end();
        }
        if (usage.reasoning() != null) {
            out.object("completion_tokens_details").number("reasoning_tokens", usage.reasoning());
            out.end();
        }
        out.end();
    }

    /** OpenAI's clients break where a count of the details is no number: there, what nobody counted is nothing counted. */
    static void responses(JsonOut out, Usage usage) {
        out.object("usage");
        out.number("input_tokens", usage.input());
        out.object("input_tokens_details").number("cached_tokens", counted(usage.cacheRead()));
        out.number("cache_write_tokens", counted(usage.cacheWrite())).end();
        out.number("output_tokens", usage.output());
        out.object("output_tokens_details").number("reasoning_tokens", counted(usage.reasoning()));
        out.end();
        out.number("total_tokens", total(usage));
        out.end();
    }

    /** Anthropic's clients break where these two counts are no numbers: there, what nobody counted is nothing counted. */
    static void messages(JsonOut out, Usage usage) {
        out.object("usage");
        out.number("input_tokens", beside(usage));
        out.number("cache_creation_input_tokens", usage.cacheWrite());
        out.number("cache_read_input_tokens", usage.cacheRead());
        out.number("output_tokens", counted(usage.output()));
        if (usage.reasoning() != null) {
            out.object("output_tokens_details").number("thinking_tokens", usage.reasoning());
            out.end();
        }
        out.end();
    }

    private static void cache(JsonOut out, Usage usage) {
        if (usage.cacheRead() != null) {
            out.number("cached_tokens", usage.cacheRead());
        }
        if (usage.cacheWrite() != null) {
            out.number("cache_write_tokens", usage.cacheWrite());
        }
    }

    private static long counted(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    private static @Nullable Long total(Usage usage) {
        return usage.input() == null || usage.output() == null ? null : (Long) (usage.input() + usage.output());
    }

    /** The input that neither came from nor went to the cache. */
    private static long beside(Usage usage) {
        if (usage.input() == null) {
            return 0;
        }
        return Math.max(0, usage.input() - counted(usage.cacheRead()) - counted(usage.cacheWrite()));
    }
}
