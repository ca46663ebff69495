package io.bailiwick.observability;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One key of the lines of one writer, written once, and how the text behind it was last written: line after line, most facts
 * are the same.
 */
final class LineKey {

    /** What is longer is written anew each time, so that little is kept. */
    private static final int MOST_KEPT_CHARS = 128;

    /** {@code "key":}, with a comma in front. */
    final byte[] octets;

    private String text = "";

    /** Key and text, with a comma in front. */
    private byte[] written;

    private int length;

    /** Keys are this program's own words: there is nothing in them to escape. */
    LineKey(String key) {
        octets = (",\"" + key + "\":").getBytes(StandardCharsets.US_ASCII);
        written = (",\"" + key + "\":\"\"").getBytes(StandardCharsets.US_ASCII);
        length = written.length;
    }

    boolean hasWritten(String value) {
        return value.equals(text);
    }

    byte[] written() {
        return written;
    }

    /** How much of {@link #written()} it is. */
    int length() {
        return length;
    }

    /** {@code value} was written in the octets from {@code from} to {@code to}, without the comma. */
    void keep(String value, byte[] line, int from, int to) {
        if (value.length() > MOST_KEPT_CHARS) {
            return;
        }
        length = to - from + 1;
        if (written.length < length) {
            written = Arrays.copyOf(written, 2 * length);
        }
        System.arraycopy(line, from, written, 1, to - from);
        text = value;
    }
}
