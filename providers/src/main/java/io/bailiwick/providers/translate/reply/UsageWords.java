package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.Usage;
import org.jspecify.annotations.Nullable;

/** Writes counts as each dialect counts. What is unknown is left out, or null where its key must be there. */
final class UsageWords {

    private UsageWords() {}

    static boolean any(Usage usage) {
        return usage.input() != null || usage.output() != null;
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

    static void responses(JsonOut out, Usage usage) {
        out.object("usage");
        out.number("input_tokens", usage.input());
        if (usage.cacheRead() == null && usage.cacheWrite() == null) {
            out.none("input_tokens_details");
        } else {
            out.object("input_tokens_details");
            cache(out, usage);
            out.end();
        }
        out.number("output_tokens", usage.output());
        if (usage.reasoning() == null) {
            out.none("output_tokens_details");
        } else {
            out.object("output_tokens_details").number("reasoning_tokens", usage.reasoning());
            out.end();
        }
        out.number("total_tokens", total(usage));
        out.end();
    }

    /** Anthropic's clients break where these two counts are no numbers: there, what nobody counted is nothing counted. */
    static void messages(JsonOut out, Usage usage) {
        out.object("usage");
        out.number("input_tokens", beside(usage));
        out.number("cache_creation_input_tokens", usage.cacheWrite());
        out.number("cache_read_input_tokens", usage.cacheRead());
        out.number("output_tokens", usage.output() == null ? 0 : usage.output());
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

    private static @Nullable Long total(Usage usage) {
        return usage.input() == null || usage.output() == null ? null : (Long) (usage.input() + usage.output());
    }

    /** The input that neither came from nor went to the cache. */
    private static long beside(Usage usage) {
        if (usage.input() == null) {
            return 0;
        }
        long cached = (usage.cacheRead() == null ? 0 : usage.cacheRead())
                + (usage.cacheWrite() == null ? 0 : usage.cacheWrite());
        return Math.max(0, usage.input() - cached);
    }
}
