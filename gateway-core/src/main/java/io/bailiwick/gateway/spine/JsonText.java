package io.bailiwick.gateway.spine;

import io.bailiwick.gateway.wire.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON of our own, member by member: whatever stands in a value, it stays between its quotes. */
public final class JsonText {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** Of one character in a text, where it is escaped. */
    private static final int MOST_BYTES_PER_CHAR = 6;

    private byte[] bytes = Scratch.take();
    private int length;

    /** Begins an object: the whole, or a member of an array. */
    public JsonText open() {
        return octet('{');
    }

    public JsonText open(String name) {
        return name(name).octet('{');
    }

    public JsonText openArray(String name) {
        return name(name).octet('[');
    }

    public JsonText close() {
        return ended('}');
    }

    public JsonText closeArray() {
        return ended(']');
    }

    /** Each member leaves a comma behind, in whose place the bracket comes. */
    private JsonText ended(char bracket) {
        if (bytes[length - 1] == ',') {
            length--;
        }
        return octet(bracket).octet(',');
    }

    public JsonText text(String name, @Nullable String value) {
        name(name);
        return value == null ? word("null,") : quoted(value).octet(',');
    }

    public JsonText number(String name, @Nullable Long value) {
        return name(name).word(value + ",");
    }

    public JsonText flag(String name, @Nullable Boolean value) {
        return name(name).word(value + ",");
    }

    /** All that was written, once. */
    public byte[] bytes() {
        byte[] whole = Arrays.copyOf(bytes, length - 1); // without the last comma
        Scratch.giveBack(bytes);
        bytes = whole;
        return whole;
    }

    private JsonText name(String name) {
        return quoted(name).octet(':');
    }

    private JsonText quoted(String value) {
        room(value.length() * MOST_BYTES_PER_CHAR + 2);
        bytes[length++] = '"';
        int plain = plain(value);
        if (plain < value.length()) {
            rest(value, plain);
        }
        bytes[length++] = '"';
        return this;
    }

    /** Writes it up to the first character that is not written as it is; says where that stands. Most texts have none. */
    private int plain(String value) {
        byte[] to = bytes;
        int at = length;
        int i = 0;
        for (; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                break;
            }
            to[at + i] = (byte) c;
        }
        length = at + i;
        return i;
    }

    private void rest(String value, int from) {
        int at = from;
        while (at < value.length()) {
            int c = value.codePointAt(at);
            if (c == '"' || c == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = (byte) c;
            } else if (c < ' ') {
                escaped(c);
            } else {
                utf8(c);
            }
            at += Character.charCount(c);
        }
    }

    private void escaped(int c) {
        word("\\u00");
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 0xf];
    }

    private void utf8(int c) {
        if (c < 0x80) {
            bytes[length++] = (byte) c;
        } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            bytes[length++] = '?'; // half a character is none
        } else {
            byte[] encoded = Character.toString(c).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(encoded, 0, bytes, length, encoded.length);
            length += encoded.length;
        }
    }

    /** In ASCII. */
    private JsonText word(String word) {
        room(word.length());
        for (int i = 0; i < word.length(); i++) {
            bytes[length++] = (byte) word.charAt(i);
        }
        return this;
    }

    private JsonText octet(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
