package io.bailiwick.providers;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** Walks the tokens of a body and knows where in its bytes each one stands. */
final class BodyCursor {

    private final JsonTokens tokens;
    private final byte[] body;
    private final OpenKeys keys;
    private final ReadBefore before;
    private final OutlineDraft draft;

    BodyCursor(JsonTokens tokens, byte[] body, OpenKeys keys, ReadBefore before) {
        this.tokens = tokens;
        this.body = body;
        this.keys = keys;
        this.before = before;
        this.draft = before.draft();
        draft.giveUp();
    }

    /** Null at the end of the body. */
    @Nullable
    JsonToken next() {
        JsonToken token = tokens.next();
        if (draft.isBegun() && token != null) {
            draw(token);
        }
        return token;
    }

    private void draw(JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            draft.text(start());
        } else if (token.isNumeric()) {
            draft.giveUp();
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

    /** Leaves the object that has just begun if one with its outline had nothing to tell; else its outline is drawn. */
    boolean leavesKnownObject() {
        int bracket = before.outlines().end(body, start());
        if (bracket >= 0) {
            tokens.skipTo(bracket);
        } else {
            draft.begin(start());
        }
        return bracket >= 0;
    }

    /** That object has ended, and had nothing to tell. */
    void keepOutline() {
        if (draft.isBegun()) {
            before.outlines().keep(draft.end(body, start()));
        }
    }

    /** Leaves the list of tools that has just begun if the same had nothing to tell but that there are tools. */
    KnownTools.@Nullable Known leaveKnownTools() {
        KnownTools.Known known = before.tools().at(body, start());
        if (known != null) {
            tokens.skipTo(start() + known.length() - 1);
        }
        return known;
    }

    /** The list of tools that began there has just ended. */
    KnownTools.Known toolsFrom(int from) {
        return before.tools().of(body, from, start());
    }

    void keepTools(KnownTools.Known tools) {
        before.tools().keep(tools);
    }

    JsonToken token() {
        return tokens.token();
    }

    /** Of the object that has just begun, {@link #key} is asked for every field. */
    void enter() {
        keys.open(false);
    }

    /** The same, and keys are one that differ in their case alone, as they are to some upstreams. */
    void enterAnyCase() {
        keys.open(true);
    }

    /** The object last entered has ended. */
    void leave() {
        keys.close();
    }

    /** The key of the field just reached; refuses one that its object has had. */
    Key key() {
        Key key = tokens.key();
        if (!key.isKnown()) {
            draft.giveUp();
        }
        ObjectKeys seen = keys.innermost();
        if (!seen.add(key)) {
            throw new UnreadableException("a key is there twice", where());
        }
        if (seen.size() > keys.mostOfOne()) {
            throw new UnreadableException("an object has more than " + keys.mostOfOne() + " keys", where());
        }
        return key;
    }

    /** Whether the current value stands in a list of the body itself. */
    boolean isOfBody() {
        return keys.size() == 1;
    }

    long wholeNumber() {
        return tokens.wholeNumber();
    }

    /** The text of the current scalar. */
    String text() {
        String text = tokens.text();
        if (draft.isBegun() && token() == JsonToken.VALUE_STRING) {
            draft.lookedAt(start(), text);
        }
        return text;
    }

    void skip() {
        draft.giveUp();
        tokens.skip();
    }

    /** Offset of the first byte of the current value. */
    int start() {
        return tokens.start();
    }

    /** Offset after the last byte of the current scalar, or of the bracket just read. */
    int end() {
        return tokens.end();
    }

    /** Whether the bytes of the current string begin as {@code ascii}, unescaped. */
    boolean stringStartsWith(String ascii) {
        draft.giveUp();
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

    /** Whether the current string, as it reads without escapes, begins with a URL's scheme and {@code //}. */
    boolean stringHasScheme() {
        draft.giveUp();
        boolean behindColon = false;
        for (int at = start() + 1; at < body.length; at += letters(at)) {
            int c = letter(at);
            if (c <= ' ') {
                continue; // who takes a URL forgives blanks
            }
            if (behindColon) {
                return c == '/' || c == '\\';
            }
            behindColon = c == ':';
            boolean scheme = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '+'
                    || c == '-'
                    || c == '.';
            if (!scheme && !behindColon) {
                return false;
            }
        }
        return false;
    }

    /** The letter that begins at {@code at} inside a string; one that is written with several bytes is none of a scheme. */
    private int letter(int at) {
        if (body[at] != '\\') {
            return body[at] & 0xff;
        }
        return switch (byteAt(at + 1)) {
            case 'u' -> hex(at + 2) << 12 | hex(at + 3) << 8 | hex(at + 4) << 4 | hex(at + 5);
            case 'b', 'f', 'n', 'r', 't' -> ' ';
            default -> byteAt(at + 1);
        };
    }

    /** How many bytes it is written with. */
    private int letters(int at) {
        return body[at] != '\\' ? 1 : byteAt(at + 1) == 'u' ? 6 : 2;
    }

    private int hex(int at) {
        return Character.digit(byteAt(at), 16);
    }

    /** A body that ends inside a string is refused when its end is reached. */
    private int byteAt(int at) {
        return at < body.length ? body[at] : '"';
    }

    /** The path of the current value, as {@code messages[0].content}. */
    String where() {
        String path = tokens.path();
        return path.isEmpty() ? "body" : path;
    }
}
