package io.bailiwick.providers.translate.reply;

import io.bailiwick.providers.UnreadableException;
import org.jspecify.annotations.Nullable;

/** Why a message ends, as it was read. */
final class MessageStop {

    private @Nullable String reason;
    private @Nullable String sequence;
    private @Nullable String explanation;

    void member(JsonIn in, String key) {
        switch (key) {
            case "stop_reason" -> reason = in.string();
            case "stop_sequence" -> sequence = in.string();
            case "stop_details" -> in.object(inner -> detail(in, inner));
            default -> {
                // A provider's own addition.
            }
        }
    }

    private void detail(JsonIn in, String key) {
        if (key.equals("explanation")) {
            explanation = in.string();
        }
    }

    /** Null where it does not end yet. */
    @Nullable
    String reason() {
        return reason;
    }

    /** What Anthropic says of a refusal, or empty. */
    String explanation() {
        return explanation == null ? "" : explanation;
    }

    Ending ending() {
        for (Ending.Why why : Ending.Why.values()) {
            if (why.messages().equals(reason)) {
                return new Ending(why, why == Ending.Why.STOP_SEQUENCE ? sequence : null);
            }
        }
        throw new UnreadableException("the reply ends for a reason that is not known", "stop_reason");
    }
}
