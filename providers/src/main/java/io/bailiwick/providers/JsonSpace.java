package io.bailiwick.providers;

/** What may stand between the tokens of JSON. */
final class JsonSpace {

    private JsonSpace() {}

    static boolean is(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Where the first byte stands that is no space, or {@code to}; mostly there is none, or one. */
    static int end(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] > ' ') {
            return from;
        }
        return from + 1 < to && bytes[from] == ' ' && bytes[from + 1] > ' ' ? from + 1 : endOfMany(bytes, from, to);
    }

    private static int endOfMany(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && is(bytes[at])) {
            at++;
        }
        return at;
    }
}
