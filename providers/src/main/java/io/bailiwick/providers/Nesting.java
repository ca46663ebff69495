package io.bailiwick.providers;

import java.util.Arrays;

/** The arrays and objects that are open, how many values each has begun, and where its last name stands. */
final class Nesting {

    private static final int MOST_NAME_CHARS = 80;
    private static final int FIRST_ROOM = 12;

    /** What is kept of each that is around the innermost: its values, and its last name or one of the two words below. */
    private static final int WIDTH = 3;

    private static final int VALUES = 0;
    private static final int NAME_FROM = 1;
    private static final int NAME_TO = 2;

    private static final int NOT_AN_OBJECT = -2;
    private static final int NO_NAME_YET = -1;

    private int[] around = new int[FIRST_ROOM * WIDTH];
    private int depth;

    /** Of the innermost. */
    private int values;

    private int nameFrom;
    private int nameTo;

    /** Of a text of which nothing has been read. */
    void begin() {
        depth = 0;
        values = 0;
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
        values = 0;
        nameFrom = object ? NO_NAME_YET : NOT_AN_OBJECT;
    }

    /** The innermost, for one that opens in it. */
    private void keep() {
        int at = depth * WIDTH;
        if (at == around.length) {
            around = Arrays.copyOf(around, 2 * around.length);
        }
        around[at + VALUES] = values;
        around[at + NAME_FROM] = nameFrom;
        around[at + NAME_TO] = nameTo;
    }

    void close() {
        depth--;
        int at = depth * WIDTH;
        values = around[at + VALUES];
        nameFrom = around[at + NAME_FROM];
        nameTo = around[at + NAME_TO];
    }

    /** Whether a comma has to stand before the next value. */
    boolean comesAfterAnother() {
        return values > 0 && depth > 0;
    }

    /** Counts a value that begins. */
    void count() {
        values++;
    }

    void name(int from, int to) {
        nameFrom = from;
        nameTo = to;
    }

    int nameFrom() {
        if (nameFrom < 0) {
            throw new IllegalStateException("no field has been reached");
        }
        return nameFrom;
    }

    int nameTo() {
        return nameTo;
    }

    String path(byte[] bytes) {
        keep();
        StringBuilder path = new StringBuilder();
        for (int at = WIDTH; at <= depth * WIDTH; at += WIDTH) {
            if (around[at + NAME_FROM] == NOT_AN_OBJECT) {
                path.append('[').append(Math.max(0, around[at + VALUES] - 1)).append(']');
            } else if (around[at + NAME_FROM] != NO_NAME_YET) {
                String name = StringText.of(bytes, around[at + NAME_FROM], around[at + NAME_TO]);
                path.append(path.length() == 0 ? "" : ".").append(name, 0, Math.min(name.length(), MOST_NAME_CHARS));
            }
        }
        return path.toString();
    }
}
