package io.bailiwick.providers.translate;

import io.bailiwick.providers.UnreadableException;
import java.nio.ByteBuffer;

/** One stream's translation: stateful, made for one reply. */
public interface StreamTranslation {

    /**
     * The client's whole events that this whole event of the endpoint, as {@code EventSplitter} cut it, becomes; empty
     * where it becomes nothing. Borrows {@code wholeEvent} and leaves its position alone.
     *
     * @throws UnreadableException where it is no event of the endpoint's dialect, or has no counterpart in the client's
     */
    byte[] event(ByteBuffer wholeEvent);

    /** The {@code sequence_number} that an event of the gateway's own would have now, where the client speaks Responses. */
    default long nextSequence() {
        return 0;
    }
}
