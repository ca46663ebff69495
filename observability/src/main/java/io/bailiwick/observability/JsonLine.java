package io.bailiwick.observability;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes lines of JSON in visible ASCII, so that nobody can forge a line or hide in one; used again and again. */
final class JsonLine {

    private static final char REPLACEMENT = '\ufffd';
    private static final char ELLIPSIS = '\u2026';
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** Of one character of a text, escaped. */
    private static final int MOST_BYTES_PER_CHAR = 6;

    private static final int MOST_DIGITS = 20;

    private byte[] bytes = new byte[4096];
    private int length;
    private boolean first = true;

    JsonLine open() {
        separate();
        octet('{');
        first = true;
        return this;
    }

    JsonLine close() {
        octet('}');
        first = false;
        return this;
    }

    JsonLine openArray(LineKey key) {
        key(key);
        octet('[');
        first = true;
        return this;
    }

    JsonLine closeArray() {
        octet(']');
        first = false;
        return this;
    }

    /** At most {@code mostChars} of it, which is 128 or more, and an ellipsis where some is left out. */
    JsonLine text(LineKey key, String value, int mostChars) {
        if (key.hasWritten(value)) {
            octets(key.written(), key.length());
            return this;
        }
        key(key);
        int from = length - key.octets.length + 1;
        quoted(value, mostChars);
        key.keep(value, bytes, from, length);
        return this;
    }

    private void quoted(String value, int mostChars) {
        int end = Math.min(value.length(), mostChars);
        room((end + 1) * MOST_BYTES_PER_CHAR + 2);
        bytes[length++] = '"';
        for (int i = plain(value, end); i < end; i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c <= '~') {
                if (c == '"' || c == '\\') {
                    bytes[length++] = '\\';
                }
                bytes[length++] = (byte) c;
            } else if (!Character.isSurrogate(c)) {
                escaped(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(value.charAt(i + 1))) {
                escaped(c);
                escaped(value.charAt(++i));
            } else {
                escaped(REPLACEMENT); // half a character is none
            }
        }
        if (end < value.length()) {
            escaped(ELLIPSIS);
        }
        bytes[length++] = '"';
    }

    /** Writes the part up to the first character that needs more than itself; says where that is. Most texts have none. */
    private int plain(String value, int end) {
        byte[] to = bytes;
        int at = length;
        int i = 0;
        for (; i < end; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                break;
            }
            to[at + i] = (byte) c;
        }
        length = at + i;
        return i;
    }

    JsonLine number(LineKey key, long value) {
        key(key);
        digits(value);
        return this;
    }

    JsonLine flag(LineKey key, boolean value) {
        key(key);
        ascii(value ? "true" : "false");
        return this;
    }

    /** A time whose part down to the second is written already. */
    JsonLine instant(LineKey key, String second, int millis) {
        key(key);
        octet('"');
        ascii(second);
        octet('.');
        lastDigits(millis, 3);
        ascii("Z\"");
        return this;
    }

    /** To the microsecond. */
    JsonLine millis(LineKey key, long nanos) {
        long micros = nanos / 1_000;
        key(key);
        digits(micros / 1_000);
        octet('.');
        lastDigits(micros % 1_000, 3);
        return this;
    }

    /** To the microsecond. */
    JsonLine seconds(LineKey key, long nanos) {
        long micros = nanos / 1_000;
        key(key);
        digits(micros / 1_000_000);
        octet('.');
        lastDigits(micros % 1_000_000, 6);
        return this;
    }

    /** The line is whole; the next one begins. */
    JsonLine end() {
        octet('\n');
        first = true;
        return this;
    }

    /** All lines since the last time, which are then forgotten: lent until the next one begins. */
    ByteBuffer taken() {
        ByteBuffer lines = ByteBuffer.wrap(bytes, 0, length);
        length = 0;
        first = true;
        return lines;
    }

    private void key(LineKey key) {
        octets(key.octets, key.octets.length);
    }

    /** Takes them without the comma in front where nothing needs it. */
    private void octets(byte[] octets, int count) {
        int from = first ? 1 : 0;
        first = false;
        room(count);
        System.arraycopy(octets, from, bytes, length, count - from);
        length += count - from;
    }

    private void separate() {
        if (!first) {
            octet(',');
        }
        first = false;
    }

    @SuppressWarnings("deprecation") // it takes the low byte of each character, and here there is no other
    private void ascii(String word) {
        int count = word.length();
        room(count);
        word.getBytes(0, count, bytes, length);
        length += count;
    }

    private void digits(long number) {
        if (number < 0) {
            ascii(Long.toString(number));
            return;
        }
        int count = 1;
        for (long left = number / 10; left > 0; left /= 10) {
            count++;
        }
        lastDigits(number, count);
    }

    /** With zeros in front, where it has fewer. */
    private void lastDigits(long number, int count) {
        room(MOST_DIGITS);
        long left = number;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += count;
    }

    private void escaped(char c) {
        room(MOST_BYTES_PER_CHAR);
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >> shift & 0xf];
        }
    }

    private void octet(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
