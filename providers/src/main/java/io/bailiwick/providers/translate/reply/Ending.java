package io.bailiwick.providers.translate.reply;

import org.jspecify.annotations.Nullable;

/** Why a choice ended; {@code sequence} is the stop sequence that it met, where that is known. */
record Ending(Why why, @Nullable String sequence) {

    /** The reasons that at least one dialect tells apart. */
    enum Why {
        STOP("stop", "end_turn"),
        STOP_SEQUENCE("stop", "stop_sequence"),
        LENGTH("length", "max_tokens"),
        CONTEXT_FULL("length", "model_context_window_exceeded"),
        TOOL_CALLS("tool_calls", "tool_use"),
        FILTERED("content_filter", "refusal");

        private final String chat;
        private final String messages;

        Why(String chat, String messages) {
            this.chat = chat;
            this.messages = messages;
        }

        /** OpenAI's {@code finish_reason}. */
        String chat() {
            return chat;
        }

        /** Anthropic's {@code stop_reason}. */
        String messages() {
            return messages;
        }

        /** OpenAI's {@code incomplete_details.reason}, null where the response is complete. */
        @Nullable
        String incomplete() {
            return switch (this) {
                case LENGTH, CONTEXT_FULL -> "max_output_tokens";
                case FILTERED -> "content_filter";
                default -> null;
            };
        }
    }

    static Ending of(Why why) {
        return new Ending(why, null);
    }
}
