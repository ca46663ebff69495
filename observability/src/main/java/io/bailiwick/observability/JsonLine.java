package io.bailiwick.observability;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes lines of JSON in visible ASCII, so that nobody can forge a line or hide in one; used again and again. What a line says
 * as the line before did is copied from there, as many facts at once as stand there side by side.
 */
final class JsonLine {

    /** No line has this number. */
    static final long NO_LINE = -1;

    private static final char REPLACEMENT = '\ufffd';
    private static final char ELLIPSIS = '\u2026';
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private static final int ASCII = 0x7f;

    /** Of each character up to {@link #ASCII}: not 0 where it cannot stand in a text as itself. */
    private static final byte[] SPECIAL = special();

    /** Of one character of a text, escaped. */
    private static final int MOST_BYTES_PER_CHAR = 6;

    private static final int MOST_DIGITS = 20;

    private byte[] bytes = new byte[4096];
    private int length;

    /** Where the last line that was ended ends. */
    private int wholeTo;

    private boolean first = true;

    /** Is written next, while who took the lines still reads them. */
    private byte[] spare = new byte[4096];

    private long line = 1;

    /** The array that the line before stands in, and what of it comes next in this line and is not copied yet. */
    private byte[] before = bytes;

    private int againFrom;
    private int againTo;

    private static byte[] special() {
        byte[] special = new byte[ASCII + 1];
        Arrays.fill(special, 0, ' ', (byte) 1);
        special['"'] = 1;
        special['\\'] = 1;
        special[ASCII] = 1;
        return special;
    }

    JsonLine open() {
        copyAgain();
        if (!first) {
            octet(',');
        }
        octet('{');
        first = true;
        return this;
    }

    JsonLine close() {
        copyAgain();
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
        if (!first && key.says(value, line - 1)) {
            return again(key);
        }
        int from = key(key);
        quoted(value, mostChars);
        key.keep(value);
        return said(key, from);
    }

    /** Of hexadecimal digits, which need no look at each. */
    JsonLine hex(LineKey key, String value) {
        int from = key(key);
        octet('"');
        ascii(value);
        octet('"');
        return said(key, from);
    }

    private void quoted(String value, int mostChars) {
        int end = Math.min(value.length(), mostChars);
        room((end + 1) * MOST_BYTES_PER_CHAR + 2);
        bytes[length++] = '"';
        if (isPlain(value, end)) {
            octets(value, end);
        } else {
            escaped(value, end);
        }
        if (end < value.length()) {
            escaped(ELLIPSIS);
        }
        bytes[length++] = '"';
    }

    /** Whether none of its characters needs more than itself, as in most texts. */
    private static boolean isPlain(String value, int end) {
        int special = 0;
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            special |= SPECIAL[c & ASCII] | (c & ~ASCII);
        }
        return special == 0;
    }

    private void escaped(String value, int end) {
        for (int i = 0; i < end; i++) {
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
    }

    JsonLine number(LineKey key, long value) {
        if (!first && key.says(value, line - 1)) {
            return again(key);
        }
        int from = key(key);
        digits(value);
        key.keep(value);
        return said(key, from);
    }

    JsonLine flag(LineKey key, boolean value) {
        long kept = value ? 1 : 0;
        if (!first && key.says(kept, line - 1)) {
            return again(key);
        }
        int from = key(key);
        ascii(value ? "true" : "false");
        key.keep(kept);
        return said(key, from);
    }

    /** It says what it said in the line before: it is copied with what stood beside it there, if that is said again too. */
    private JsonLine again(LineKey key) {
        if (key.from != againTo) {
            copyAgain();
            againFrom = key.from;
        }
        int begins = length + key.from - againFrom;
        againTo = key.to;
        key.stands(line, begins, length + againTo - againFrom);
        return this;
    }

    private void copyAgain() {
        int count = againTo - againFrom;
        if (count > 0) {
            room(count);
            System.arraycopy(before, againFrom, bytes, length, count);
            length += count;
            againFrom = againTo;
        }
    }

    /** A time whose part down to the second is written already. */
    JsonLine instant(LineKey key, String second, int millis) {
        int from = key(key);
        octet('"');
        ascii(second);
        octet('.');
        lastDigits(millis, 3);
        octet('Z');
        octet('"');
        return said(key, from);
    }

    /** To the microsecond. */
    JsonLine millis(LineKey key, long nanos) {
        long micros = nanos / 1_000;
        int from = key(key);
        digits(micros / 1_000);
        octet('.');
        lastDigits(micros % 1_000, 3);
        return said(key, from);
    }

    /** To the microsecond. */
    JsonLine seconds(LineKey key, long nanos) {
        long micros = nanos / 1_000;
        int from = key(key);
        digits(micros / 1_000_000);
        octet('.');
        lastDigits(micros % 1_000_000, 6);
        return said(key, from);
    }

    /** What has no comma before it is not copied. */
    private JsonLine said(LineKey key, int from) {
        key.stands(from < 0 ? NO_LINE : line, from, length);
        return this;
    }

    /** The line is whole; the next one begins. */
    JsonLine end() {
        octet('\n');
        first = true;
        line++;
        before = bytes;
        wholeTo = length;
        return this;
    }

    int length() {
        return length;
    }

    /** All lines since the last time, which are then forgotten: lent until they are taken the next time. */
    ByteBuffer taken() {
        ByteBuffer lines = ByteBuffer.wrap(bytes, 0, length);
        if (before != bytes || length != wholeTo) {
            line++; // none was ended since, or the last broke off: there is none before the next
        }
        byte[] lent = bytes;
        bytes = spare;
        spare = lent;
        length = 0;
        wholeTo = 0;
        againFrom = againTo;
        first = true;
        return lines;
    }

    /** Where it begins, with its comma; negative where none stands before it. */
    private int key(LineKey key) {
        int count = key.octets.length;
        if (!first && key.isIn(line - 1) && key.from == againTo) {
            againTo += count; // in the line before, it stands behind what is said again
            copyAgain();
            return length - count;
        }
        copyAgain();
        int skipped = first ? 1 : 0;
        room(count);
        System.arraycopy(key.octets, skipped, bytes, length, count - skipped);
        length += count - skipped;
        first = false;
        return skipped > 0 ? -1 : length - count;
    }

    private void ascii(String word) {
        int count = word.length();
        room(count);
        octets(word, count);
    }

    @SuppressWarnings("deprecation") // it takes the low byte of each character, and here there is no other
    private void octets(String word, int count) {
        word.getBytes(0, count, bytes, length);
        length += count;
    }

    private void digits(long number) {
        if (number < 0) {
            ascii(Long.toString(number));
            return;
        }
        int count = 1;
        for (long bound = 10; count < MOST_DIGITS - 1 && number >= bound; bound *= 10) {
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
