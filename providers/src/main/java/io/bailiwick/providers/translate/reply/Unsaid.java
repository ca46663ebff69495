package io.bailiwick.providers.translate.reply;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for what an endpoint leaves out: the model that was asked for, the time at which its reply began, and
 * how many choices there can be.
 */
final class Unsaid {

    private static final int MOST_CHOICES = 128;

    private final String model;
    private final long nowSeconds;
    private final boolean manyChoices;
    private final Predicate<String> stopSequence;
    private String base;

    Unsaid(String model, long nowSeconds, boolean manyChoices, Predicate<String> stopSequence) {
        this.model = model;
        this.nowSeconds = nowSeconds;
        this.manyChoices = manyChoices;
        this.stopSequence = stopSequence;
        this.base = Long.toString(nowSeconds);
    }

    ReplyHead head(
            @Nullable String id, @Nullable String said, @Nullable Long createdSeconds, @Nullable String fingerprint) {
        base = id == null || id.isEmpty() ? base : id;
        return new ReplyHead(
                base,
                said == null || said.isEmpty() ? model : said,
                createdSeconds == null || createdSeconds == 0 ? nowSeconds : createdSeconds,
                fingerprint);
    }

    /** The beginning of the ids of a choice's calls. */
    String callId(int choice) {
        return "call_" + base + "_" + choice;
    }

    /** Some servers name tokens of their models in the same place. */
    boolean asksToStopAt(String sequence) {
        return stopSequence.test(sequence);
    }

    int choices() {
        return manyChoices ? MOST_CHOICES : 1;
    }
}
