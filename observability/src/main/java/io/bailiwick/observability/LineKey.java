package io.bailiwick.observability;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One key of the lines of one writer, written once, and where it stands in the line that was written last: line after line,
 * most facts are the same, and what was written of them is copied.
 */
final class LineKey {

    /** What is longer is written anew each time, so that little is kept. */
    private static final int MOST_KEPT_CHARS = 128;

    /** {@code "key":}, with a comma in front. */
    final byte[] octets;

    /** Where it and what stands behind it begin, the comma, and where they end, in the last line that had it. */
    int from;

    int to;
    private long line = JsonLine.NO_LINE;
    private @Nullable String text;
    private long number;

    /** Keys are this program's own words: there is nothing in them to escape. */
    LineKey(String key) {
        octets = (",\"" + key + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether it stands in that line. */
    boolean isIn(long thatLine) {
        return line == thatLine;
    }

    boolean says(String value, long inLine) {
        return line == inLine && value.equals(text);
    }

    boolean says(long value, long inLine) {
        return line == inLine && value == number;
    }

    /** In that line it stands from there to there. */
    void stands(long inLine, int begins, int ends) {
        line = inLine;
        from = begins;
        to = ends;
    }

    /** What was written behind it then. */
    void keep(String value) {
        text = value.length() <= MOST_KEPT_CHARS ? value : null;
    }

    void keep(long value) {
        number = value;
    }
}
