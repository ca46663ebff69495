package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks the tokens of a body and knows where in its bytes each one stands. */
final class BodyCursor {

    private final JsonParser parser;
    private final byte[] body;
    private final int maxKeys;

    BodyCursor(JsonParser parser, byte[] body, int maxKeys) {
        this.parser = parser;
        this.body = body;
        this.maxKeys = maxKeys;
    }

    /** Null at the end of the body. */
    @Nullable
    JsonToken next() {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The next token of a value that has begun. */
    JsonToken nextInside() {
        JsonToken token = next();
        if (token == null) {
            throw new UnreadableException("the body ends too early", null);
        }
        return token;
    }

    JsonToken token() {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IllegalStateException("no token has been read");
        }
        return token;
    }

    /** The key of the field just reached; refuses one that {@code keys} has seen. */
    String key(ObjectKeys keys) {
        String key = parser.getParsingContext().getCurrentName();
        if (key == null) {
            throw new IllegalStateException("no field has been reached");
        }
        if (!keys.add(key)) {
            throw new UnreadableException("a key is there twice", where());
        }
        if (keys.size() > maxKeys) {
            throw new UnreadableException("an object has more than " + maxKeys + " keys", where());
        }
        return key;
    }

    /** The text of the current scalar. */
    String text() {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    void skip() {
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Offset of the first byte of the current value. */
    int start() {
        return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    /** Offset after the last byte of the current scalar, or of the closing bracket just read. */
    int end() {
        try {
            parser.finishToken();
            return Math.toIntExact(parser.currentLocation().getByteOffset());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether the bytes of the current string begin as {@code ascii}, unescaped. */
    boolean stringStartsWith(String ascii) {
        int at = start() + 1;
        if (at + ascii.length() > body.length) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (body[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the current string begins with a URL's scheme and {@code //}; an escape there counts as one. */
    boolean stringHasScheme() {
        for (int at = start() + 1; at < body.length; at++) {
            byte b = body[at];
            if (b == ':') {
                return at + 2 < body.length && (body[at + 1] == '/' || body[at + 1] == '\\');
            }
            if (b == '\\') {
                return true;
            }
            boolean scheme = (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || b == '+'
                    || b == '-'
                    || b == '.';
            if (!scheme && b != ' ') {
                return false;
            }
        }
        return false;
    }

    /** The path of the current value, as {@code messages[0].content}. */
    String where() {
        StringBuilder path = new StringBuilder();
        append(parser.getParsingContext(), path);
        return path.length() == 0 ? "body" : path.toString();
    }

    private static void append(@Nullable JsonStreamContext context, StringBuilder path) {
        if (context == null || context.inRoot()) {
            return;
        }
        append(context.getParent(), path);
        if (context.inArray()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        } else if (context.hasCurrentName()) {
            String name = context.getCurrentName();
            path.append(path.length() == 0 ? "" : ".").append(name.length() > 80 ? name.substring(0, 80) : name);
        }
    }

    // The parser's own message would repeat the client's words.
    private UnreadableException unreadable(IOException e) {
        long at = parser.currentLocation().getByteOffset();
        return e instanceof StreamConstraintsException
                ? new UnreadableException("the body's JSON is over a limit at byte " + at, null)
                : new UnreadableException("the body is not JSON at byte " + at, null);
    }
}
