package io.bailiwick.providers;

import org.jspecify.annotations.Nullable;

/** Gathers {@link ReplyFacts} from what a reply tells. */
final class ReplyNotes {

    /** Where something stands that nobody can read as a place: that is said as well, and it is none that anybody listed. */
    static final String UNREADABLE_PLACE = "unreadable";

    /** As Anthropic's documents have it where no place is told. */
    private static final String SAYS_NOTHING = "not_available";

    private final Dialect dialect;
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable String fingerprint;
    private @Nullable String inferenceGeo;
    private boolean placed;
    private boolean error;
    private @Nullable Long input;
    private @Nullable Long output;
    private @Nullable Long cacheRead;
    private @Nullable Long cacheWrite;
    private @Nullable Long reasoning;

    ReplyNotes(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Takes note of a string, if that is what tells the fact. */
    void string(ReplyPlace.Fact fact, String text) {
        switch (fact) {
            case ID -> id = text.isEmpty() ? id : text;
            case MODEL -> model = text.isEmpty() ? model : text;
            case FINGERPRINT -> fingerprint = text.isEmpty() ? fingerprint : text;
            case INFERENCE_GEO -> place(text);
            case ERROR -> error = true;
            case KIND -> error |= text.equals("error");
            default -> {
                // A count is a number.
            }
        }
    }

    /** Takes note of a whole number, if that is what tells the fact. */
    void number(ReplyPlace.Fact fact, long value) {
        other(fact);
        if (value < 0) {
            return;
        }
        switch (fact) {
            case INPUT -> input = value;
            case OUTPUT -> output = value;
            case CACHE_READ -> cacheRead = value;
            case CACHE_WRITE -> cacheWrite = value;
            case REASONING -> reasoning = value;
            default -> {
                // What is a word is no number.
            }
        }
    }

    /** Takes note of an object's beginning. */
    void object(ReplyPlace.Fact fact) {
        other(fact);
        error |= fact == ReplyPlace.Fact.ERROR;
    }

    /** Takes note of a value that is no string and not null, where a string was to tell the fact. */
    void other(ReplyPlace.Fact fact) {
        if (fact == ReplyPlace.Fact.INFERENCE_GEO) {
            place(UNREADABLE_PLACE);
        }
    }

    /** In one body, or one event, what was said is not unsaid, and two places are none that anybody listed. */
    private void place(String said) {
        if (said.isEmpty()) {
            return;
        }
        if (!placed) {
            inferenceGeo = said;
            placed = !said.equals(SAYS_NOTHING);
        } else if (!said.equals(SAYS_NOTHING) && !said.equals(inferenceGeo)) {
            inferenceGeo = UNREADABLE_PLACE;
        }
    }

    /** Another event of the stream: what those before it said was judged with them, and counts until this one says more. */
    void nextEvent() {
        placed = false;
    }

    /** The beginning of a message counts what was written until then: what it came to is told at its end, if it gets there. */
    void begun() {
        output = null;
        reasoning = null;
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
