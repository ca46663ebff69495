package io.bailiwick.providers;

/** What may stand between the tokens of JSON. */
final class JsonSpace {

    private JsonSpace() {}

    static boolean is(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Where the first byte stands that is no space, or {@code to}. */
    static int end(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return at;
            }
        }
        return to;
    }
}
