package io.bailiwick.providers;

/** What may stand between the tokens of JSON. */
final class JsonSpace {

    private JsonSpace() {}

    static boolean is(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Where the first byte stands that is no space, or the end of the bytes. */
    static int end(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && is(bytes[at])) {
            at++;
        }
        return at;
    }
}
