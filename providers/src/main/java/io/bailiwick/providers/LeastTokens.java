package io.bailiwick.providers;

/**
 * How many tokens a body's text has at least: its words that a space parts, for no tokenizer in use joins two of them into
 * one token. Text without spaces, such as Chinese or the data of an image, counts as next to nothing.
 */
final class LeastTokens {

    /** What is no input, such as metadata, is counted too; so a quarter is given away. */
    private static final int KEPT_OF_FOUR = 3;

    private LeastTokens() {}

    static long of(byte[] json) {
        long words = 0;
        boolean text = false;
        boolean space = true;
        for (int at = 0; at < json.length; at++) {
            byte each = json[at];
            if (!text) {
                text = each == '"';
                space = true;
            } else if (each == '\\') {
                at++;
                space = at < json.length && (json[at] == 'n' || json[at] == 't' || json[at] == 'r');
            } else if (each == '"') {
                text = false;
            } else if (each == ' ') {
                space = true;
            } else if (space) {
                words++;
                space = false;
            }
        }
        return words * KEPT_OF_FOUR / 4;
    }
}
