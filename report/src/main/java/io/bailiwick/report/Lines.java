package io.bailiwick.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream, however long the stream is; a line has a limit. */
final class Lines {

    /** Longer than any that the gateway writes. */
    static final int MOST_BYTES = 1 << 20;

    private final InputStream stream;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private boolean over;
    private boolean ended;

    Lines(InputStream stream) {
        this.stream = stream;
    }

    /** A line, in a buffer that the next one overwrites. */
    record Line(byte[] bytes, int from, int length, boolean tooLong, boolean unfinished) {}

    /** Null at the end. */
    @org.jspecify.annotations.Nullable
    Line next() throws IOException {
        int scanned = start;
        while (true) {
            for (int at = scanned; at < end; at++) {
                if (buffer[at] == '\n') {
                    Line line = new Line(buffer, start, at - start, over, false);
                    start = at + 1;
                    over = false;
                    return line;
                }
            }
            if (ended) {
                return last();
            }
            scanned = more();
        }
    }

    private @org.jspecify.annotations.Nullable Line last() {
        if (start == end && !over) {
            return null;
        }
        Line line = new Line(buffer, start, end - start, over, true);
        start = end;
        over = false;
        return line;
    }

    /** Reads on; gives where to look. */
    private int more() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        } else if (end == MOST_BYTES) {
            over = true;
            end = 0;
        } else if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(MOST_BYTES, end * 2));
        }
        int looked = end;
        int read = stream.read(buffer, end, buffer.length - end);
        if (read < 0) {
            ended = true;
        } else {
            end += read;
        }
        return looked;
    }
}
