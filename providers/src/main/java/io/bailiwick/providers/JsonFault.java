package io.bailiwick.providers;

/** How what is wrong with a body's JSON is said: never in the client's own words. */
final class JsonFault {

    private JsonFault() {}

    /** The number is how many bytes of a text that ends at {@code end} had been read when it showed. */
    static UnreadableException notJson(int at, int end) {
        return new UnreadableException("the body is not JSON at byte " + Math.min(at + 1, end), null);
    }

    static UnreadableException overLimit(int after) {
        return new UnreadableException(new Malformed("the body's JSON is over a limit at byte " + after, null, true));
    }
}
