package io.bailiwick.providers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name and the data of one event, copied out of its lines into a buffer that is used again. */
public final class EventData {

    /** Of {@code "usage"} and of {@code "error"}, quotes included. */
    private static final int WORD_BYTES = 7;

    private byte[] bytes = new byte[512];
    private int length;
    private boolean hasData;
    private String name = "";

    /** Borrows {@code event}. */
    public void read(ByteBuffer event) {
        length = 0;
        hasData = false;
        name = "";
        int at = event.position();
        int limit = event.limit();
        if (limit - at >= 3
                && event.get(at) == (byte) 0xEF
                && event.get(at + 1) == (byte) 0xBB
                && event.get(at + 2) == (byte) 0xBF) {
            at += 3;
        }
        while (at < limit) {
            int end = at;
            while (end < limit && event.get(end) != '\n' && event.get(end) != '\r') {
                end++;
            }
            line(event, at, end);
            at = end + 1;
        }
    }

    /** Nothing of the event stays in it. */
    void putAway() {
        Arrays.fill(bytes, 0, length, (byte) 0);
        length = 0;
        name = "";
    }

    private void line(ByteBuffer event, int from, int to) {
        if (startsWith(event, from, to, "data")) {
            int value = value(event, from + 4, to);
            if (hasData) {
                append((byte) '\n');
            }
            hasData = true;
            ensure(to - value);
            event.get(value, bytes, length, to - value);
            length += to - value;
        } else if (startsWith(event, from, to, "event")) {
            int value = value(event, from + 5, to);
            byte[] text = new byte[to - value];
            event.get(value, text);
            name = new String(text, StandardCharsets.UTF_8);
        }
    }

    private static boolean startsWith(ByteBuffer event, int from, int to, String field) {
        if (to - from < field.length()) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (event.get(from + i) != field.charAt(i)) {
                return false;
            }
        }
        return to - from == field.length() || event.get(from + field.length()) == ':';
    }

    private static int value(ByteBuffer event, int colon, int to) {
        int value = Math.min(colon + 1, to);
        return value < to && event.get(value) == ' ' ? value + 1 : value;
    }

    private void append(byte b) {
        ensure(1);
        bytes[length++] = b;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** The event's field {@code event}, or empty. */
    public String name() {
        return name;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    boolean is(String ascii) {
        return length == ascii.length() && indexOf(ascii, 0) == 0;
    }

    /** Where {@code ascii} begins at or after {@code from}, or -1. */
    int indexOf(String ascii, int from) {
        int last = length - ascii.length();
        char first = ascii.charAt(0);
        for (int at = from; at <= last; at++) {
            if (bytes[at] == first && stands(ascii, at)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether it stands there; as many bytes are there. */
    private boolean stands(String ascii, int at) {
        int i = 0;
        while (i < ascii.length() && bytes[at + i] == ascii.charAt(i)) {
            i++;
        }
        return i == ascii.length();
    }

    /** Whether {@code "usage"} or {@code "error"} stands anywhere in it: as a key, a value, or quoted in a text. */
    boolean hasUsageOrError() {
        for (int at = 0, last = length - WORD_BYTES; at <= last; at++) {
            if (bytes[at] == '"' && bytes[at + WORD_BYTES - 1] == '"') {
                byte first = bytes[at + 1];
                if ((first == 'u' && stands("\"usage\"", at)) || (first == 'e' && stands("\"error\"", at))) {
                    return true;
                }
            }
        }
        return false;
    }

    int skipSpaces(int at) {
        int next = at;
        while (next < length
                && (bytes[next] == ' ' || bytes[next] == '\t' || bytes[next] == '\n' || bytes[next] == '\r')) {
            next++;
        }
        return next;
    }

    /** Where the value of {@code "key":} begins, or -1; nowhere else do these bytes stand in JSON but for a key. */
    int valueOf(String quotedKey, int from) {
        for (int at = indexOf(quotedKey, from); at >= 0; at = indexOf(quotedKey, at + 1)) {
            int colon = skipSpaces(at + quotedKey.length());
            if (colon < length && bytes[colon] == ':' && (at == 0 || bytes[at - 1] != '\\')) {
                return skipSpaces(colon + 1);
            }
        }
        return -1;
    }

    /** Whether it looks like an object from outside. */
    boolean hasBraces() {
        int first = skipSpaces(0);
        int last = length - 1;
        while (last > first
                && (bytes[last] == ' ' || bytes[last] == '\n' || bytes[last] == '\r' || bytes[last] == '\t')) {
            last--;
        }
        return first < last && bytes[first] == '{' && bytes[last] == '}';
    }
}
