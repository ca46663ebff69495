package io.bailiwick.providers;

import java.util.Arrays;

/** The arrays and objects that are open, how many values each has begun, and where its last name stands. */
final class Nesting {

    private static final int MOST_NAME_CHARS = 80;
    private static final int FIRST_ROOM = 12;

    /** What is kept of each: its values, and its last name or one of the two words below. */
    private static final int WIDTH = 3;

    private static final int VALUES = 0;
    private static final int NAME_FROM = 1;
    private static final int NAME_TO = 2;

    private static final int NOT_AN_OBJECT = -2;
    private static final int NO_NAME_YET = -1;

    private int[] open = new int[FIRST_ROOM * WIDTH];
    private int top;

    /** Of a text of which nothing has been read. */
    void begin() {
        top = 0;
        open[VALUES] = 0;
        open[NAME_FROM] = NOT_AN_OBJECT;
    }

    int depth() {
        return top / WIDTH;
    }

    boolean inObject() {
        return open[top + NAME_FROM] != NOT_AN_OBJECT;
    }

    void open(boolean object) {
        top += WIDTH;
        if (top == open.length) {
            open = Arrays.copyOf(open, 2 * open.length);
        }
        open[top + VALUES] = 0;
        open[top + NAME_FROM] = object ? NO_NAME_YET : NOT_AN_OBJECT;
    }

    void close() {
        top -= WIDTH;
    }

    /** Whether a comma has to stand before the next value. */
    boolean comesAfterAnother() {
        return top > 0 && open[top + VALUES] > 0;
    }

    /** Counts a value that begins. */
    void count() {
        open[top + VALUES]++;
    }

    void name(int from, int to) {
        open[top + NAME_FROM] = from;
        open[top + NAME_TO] = to;
    }

    int nameFrom() {
        if (open[top + NAME_FROM] < 0) {
            throw new IllegalStateException("no field has been reached");
        }
        return open[top + NAME_FROM];
    }

    int nameTo() {
        return open[top + NAME_TO];
    }

    int nameBytes() {
        return nameTo() - nameFrom();
    }

    String path(byte[] bytes) {
        StringBuilder path = new StringBuilder();
        for (int at = WIDTH; at <= top; at += WIDTH) {
            if (open[at + NAME_FROM] == NOT_AN_OBJECT) {
                path.append('[').append(Math.max(0, open[at + VALUES] - 1)).append(']');
            } else if (open[at + NAME_FROM] != NO_NAME_YET) {
                String name = StringText.of(bytes, open[at + NAME_FROM], open[at + NAME_TO]);
                path.append(path.length() == 0 ? "" : ".").append(name, 0, Math.min(name.length(), MOST_NAME_CHARS));
            }
        }
        return path.toString();
    }
}
