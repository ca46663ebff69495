package io.bailiwick.providers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws the outline of an object while it is read: where the texts are that nobody looks at, or that it is not to be kept. */
final class OutlineDraft {

    private static final int MOST_TEXTS = 24;
    private static final int MOST_BYTES = 512;
    private static final int NOT_BEGUN = -1;

    private final int[] texts = new int[MOST_TEXTS];
    private int count;
    private int from = NOT_BEGUN;

    void begin(int objectAt) {
        from = objectAt;
        count = 0;
    }

    boolean isBegun() {
        return from != NOT_BEGUN;
    }

    /** Something is there that is the body's own, and stays with it. */
    void giveUp() {
        from = NOT_BEGUN;
    }

    /** A text begins at that quote. */
    void text(int quote) {
        if (count == MOST_TEXTS) {
            giveUp();
        } else {
            texts[count++] = quote;
        }
    }

    /** The text that begins at that quote was looked at: what was found out of the object may be for what it says. */
    void lookedAt(int quote, String text) {
        if (!KnownWords.has(text)) {
            giveUp();
        } else if (count > 0 && texts[count - 1] == quote) {
            count--;
        }
    }

    /** What stands around the texts of the object that ends at that bracket; none if it is too much to keep. */
    List<byte[]> end(byte[] body, int bracket) {
        List<byte[]> parts = new ArrayList<>(count + 1);
        int bytes = 0;
        int at = from;
        giveUp();
        for (int i = 0; i <= count; i++) {
            int stop = i < count ? texts[i] + 1 : bracket + 1;
            bytes += stop - at;
            if (bytes > MOST_BYTES) {
                return List.of();
            }
            parts.add(Arrays.copyOfRange(body, at, stop));
            at = i < count ? StringScan.closingQuote(body, stop, bracket) : stop;
        }
        return parts;
    }
}
