package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** The tokens of a JSON text, one after the other; what is no JSON is an {@link UnreadableException}. */
interface JsonTokens extends JsonScalar {

    /** Null at the end of the text. */
    @Nullable
    JsonToken next();

    JsonToken token();

    /** The text of the {@link #key}. */
    default String name() {
        return key().text();
    }

    /** Leaves the array or object that has just begun; elsewhere it does nothing. */
    void skip();

    /** The same for an array or object that is known to be well and to end with the bracket there. */
    void skipTo(int bracket);

    /** Offset of the first byte of the current value. */
    int start();

    /** Offset after the last byte of the current scalar, or of the bracket just read. */
    int end();

    /** The path of the current value, as {@code messages[0].content}; empty at the top. */
    String path();
}
