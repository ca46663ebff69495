package io.bailiwick.providers;

import java.util.Arrays;

/** The arrays and objects that are open, how many values each array has begun, and where each object's last name stands. */
final class Nesting {

    private static final int MOST_NAME_CHARS = 80;
    private static final int FIRST_ROOM = 12;

    /** What is kept of each that is around the innermost. */
    private static final int WIDTH = 2;

    private static final int NOT_AN_OBJECT = -1;

    private int[] around = new int[FIRST_ROOM * WIDTH];
    private int depth;

    /** Of the innermost where its last name begins, or that it is no object. */
    private int nameFrom;

    /** Where that name ends, or how many values an array has begun; none where nothing has come yet. */
    private int last;

    /** Of a text of which nothing has been read. */
    void begin() {
        depth = 0;
        last = 0;
        nameFrom = NOT_AN_OBJECT;
    }

    int depth() {
        return depth;
    }

    boolean inObject() {
        return nameFrom != NOT_AN_OBJECT;
    }

    void open(boolean object) {
        keep();
        depth++;
        last = 0;
        nameFrom = object ? 0 : NOT_AN_OBJECT;
    }

    /** The innermost, for one that opens in it. */
    private void keep() {
        int at = depth * WIDTH;
        if (at == around.length) {
            around = Arrays.copyOf(around, 2 * around.length);
        }
        around[at] = nameFrom;
        around[at + 1] = last;
    }

    void close() {
        depth--;
        int at = depth * WIDTH;
        nameFrom = around[at];
        last = around[at + 1];
    }

    /** Whether a comma has to stand before the next value. */
    boolean comesAfterAnother() {
        return last > 0;
    }

    /** Counts a value that has no name, if it stands in an array. */
    void count() {
        if (depth > 0) {
            last++;
        }
    }

    /** The text of a name begins behind a quote, so that it never ends at 0. */
    void name(int from, int to) {
        nameFrom = from;
        last = to;
    }

    int nameFrom() {
        if (!inObject() || last == 0) {
            throw new IllegalStateException("no field has been reached");
        }
        return nameFrom;
    }

    int nameTo() {
        return last;
    }

    String path(byte[] bytes) {
        keep();
        StringBuilder path = new StringBuilder();
        for (int at = WIDTH; at <= depth * WIDTH; at += WIDTH) {
            int from = around[at];
            int to = around[at + 1];
            if (from == NOT_AN_OBJECT) {
                path.append('[').append(Math.max(0, to - 1)).append(']');
            } else if (to > 0) {
                String name = StringText.of(bytes, from, to);
                path.append(path.length() == 0 ? "" : ".").append(name, 0, Math.min(name.length(), MOST_NAME_CHARS));
            }
        }
        return path.toString();
    }
}
