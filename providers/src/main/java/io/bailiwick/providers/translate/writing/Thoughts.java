package io.bailiwick.providers.translate.writing;

import io.bailiwick.providers.translate.conversation.Conversation;
import io.bailiwick.providers.translate.conversation.Turn;
import io.bailiwick.providers.translate.conversation.Uttered;
import io.bailiwick.providers.translate.json.CannotSayException;

/** What becomes of a thought for which a dialect has no place. */
final class Thoughts {

    private final int answering;

    Thoughts(Conversation said) {
        this.answering = said.answering();
    }

    /**
     * Leaves out what was thought for an earlier answer, as the providers say one may; while tools are being called the
     * model is still thinking, and its thoughts would be missed.
     */
    void leaveOut(Uttered.Thought thought, Turn.Answered turn, int index) {
        boolean empty = thought.proof() == null && thought.texts().stream().allMatch(text -> text.isEmptyText());
        if (!empty && index >= answering && turn.calls()) {
            throw new CannotSayException(thought.at());
        }
    }
}
