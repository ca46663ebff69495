package io.bailiwick.providers;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in a reply's object: which fact stands there, and the places under it where others may stand. */
final class ReplyPlace {

    /** What is kept of a reply, or looked at. */
    enum Fact {
        ID,
        MODEL,
        FINGERPRINT,
        INFERENCE_GEO,
        ERROR,
        /** What the reply calls itself, which may be an error. */
        KIND,
        INPUT,
        OUTPUT,
        CACHE_READ,
        CACHE_WRITE,
        REASONING
    }

    private static final ReplyPlace OF_INPUT =
            holding(Map.of("cached_tokens", telling(Fact.CACHE_READ), "cache_write_tokens", telling(Fact.CACHE_WRITE)));

    private static final ReplyPlace USAGE = holding(Map.ofEntries(
            entry("inference_geo", telling(Fact.INFERENCE_GEO)),
            entry("prompt_tokens", telling(Fact.INPUT)),
            entry("input_tokens", telling(Fact.INPUT)),
            entry("completion_tokens", telling(Fact.OUTPUT)),
            entry("output_tokens", telling(Fact.OUTPUT)),
            entry("cache_read_input_tokens", telling(Fact.CACHE_READ)),
            entry("prompt_cache_hit_tokens", telling(Fact.CACHE_READ)),
            entry("num_cached_tokens", telling(Fact.CACHE_READ)),
            entry("cache_creation_input_tokens", telling(Fact.CACHE_WRITE)),
            entry("prompt_tokens_details", OF_INPUT),
            entry("input_tokens_details", OF_INPUT),
            entry("completion_tokens_details", holding(Map.of("reasoning_tokens", telling(Fact.REASONING)))),
            entry(
                    "output_tokens_details",
                    holding(Map.of(
                            "reasoning_tokens",
                            telling(Fact.REASONING),
                            "thinking_tokens",
                            telling(Fact.REASONING))))));

    /** The reply itself. */
    static final ReplyPlace TOP = holding(Map.of(
            "id", telling(Fact.ID),
            "model", telling(Fact.MODEL),
            "system_fingerprint", telling(Fact.FINGERPRINT),
            "error", telling(Fact.ERROR),
            "type", telling(Fact.KIND),
            "object", telling(Fact.KIND),
            "input_tokens", telling(Fact.INPUT),
            "usage", USAGE,
            "timings", holding(Map.of("cache_n", telling(Fact.CACHE_READ)))));

    private final @Nullable Fact fact;
    /** By the number of the word that leads there, which has to be a known one; empty where no other place is under it. */
    private final @Nullable ReplyPlace[] under;

    private ReplyPlace(@Nullable Fact fact, Map<String, ReplyPlace> places) {
        this.fact = fact;
        this.under = new ReplyPlace[places.isEmpty() ? 0 : KnownWords.count()];
        places.forEach((word, place) -> under[KnownWords.key(word).number()] = place);
    }

    private static ReplyPlace telling(Fact fact) {
        return new ReplyPlace(fact, Map.of());
    }

    private static ReplyPlace holding(Map<String, ReplyPlace> under) {
        return new ReplyPlace(null, under);
    }

    @Nullable
    Fact fact() {
        return fact;
    }

    boolean holdsNone() {
        return under.length == 0;
    }

    /** Null where nothing counts. */
    @Nullable
    ReplyPlace under(Key key) {
        return key.isKnown() && !holdsNone() ? under[key.number()] : null;
    }
}
