package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;

/** The three words of JSON. */
enum Literal {
    TRUE(JsonToken.VALUE_TRUE),
    FALSE(JsonToken.VALUE_FALSE),
    NULL(JsonToken.VALUE_NULL);

    private final JsonToken token;
    private final String word;

    Literal(JsonToken token) {
        this.token = token;
        this.word = token.asString();
    }

    JsonToken token() {
        return token;
    }

    /** The offset after the word that begins there, or the complement of the byte that cannot be there; the text ends at {@code to}. */
    int end(byte[] bytes, int from, int to) {
        for (int i = 1; i < word.length(); i++) {
            if (from + i == to || bytes[from + i] != word.charAt(i)) {
                return ~(from + i);
            }
        }
        int end = from + word.length();
        return end < to && goesOn(bytes, end, to) ? ~end : end;
    }

    /**
     * Whether it is a longer word; anything else that cannot follow is for whoever reads on to see. Jackson's parser looks
     * at the last sixteen bits of what follows, and takes U+100000 for the NUL that a word may have.
     */
    private static boolean goesOn(byte[] bytes, int at, int to) {
        if (bytes[at] >= 0) {
            return bytes[at] >= '0' && Character.isJavaIdentifierPart(bytes[at]);
        }
        int length = Utf8.sequence(bytes, at, to);
        return length == 0
                || Character.isJavaIdentifierPart(
                        (char) StringText.of(bytes, at, at + length).codePointAt(0));
    }
}
