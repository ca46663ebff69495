package io.bailiwick.providers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds where a JSON string ends, eight bytes at a time, and checks its escapes, its control characters and its UTF-8. */
final class StringScan {

    /** The first of the eight bytes is the lowest one, whatever the machine. */
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int HEX_DIGITS = 4;

    private StringScan() {}

    /** Where the first byte stands that is a quote, a backslash, a control character or not ASCII; else {@code to}. */
    static int plainEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (int near = Math.min(from, to - 2 * Long.BYTES) + Long.BYTES; at <= near; at += Long.BYTES) {
            long special = special(bytes, at) & HIGH_BITS;
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        return plainEndFar(bytes, at, to);
    }

    /** The same for what is long: four words at once. */
    private static int plainEndFar(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 4 * Long.BYTES <= to
                && ((special(bytes, at) | special(bytes, at + 8) | special(bytes, at + 16) | special(bytes, at + 24))
                                & HIGH_BITS)
                        == 0) {
            at += 4 * Long.BYTES;
        }
        while (at + Long.BYTES <= to && (special(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < to && !isSpecial(bytes[at])) {
            at++;
        }
        return at;
    }

    /**
     * Among others the high bit of every one of eight bytes that is a quote, a backslash, a control character or not
     * ASCII; above the first of them, high bits may be set that mean nothing. Turning the second bit puts the quote right
     * above the control characters.
     */
    private static long special(byte[] bytes, int at) {
        long eight = (long) EIGHT_BYTES.get(bytes, at);
        long controlOrQuote = (eight ^ (EACH * 2)) - EACH * 0x21;
        long backslash = (eight ^ (EACH * '\\')) - EACH;
        return controlOrQuote | backslash | eight;
    }

    private static boolean isSpecial(byte b) {
        return b < ' ' || b == '"' || b == '\\';
    }

    /** Where the closing quote stands of a string whose bytes before {@code from} are well, or the complement of the byte that cannot be there. */
    static int end(byte[] bytes, int from, int to) {
        int at = plainEnd(bytes, from, to);
        while (at < to && bytes[at] != '"') {
            int after = bytes[at] < 0 ? afterOthers(bytes, at, to) : afterEscape(bytes, at, to);
            if (after < 0) {
                return after;
            }
            at = plainEnd(bytes, after, to);
        }
        return at < to ? at : ~at;
    }

    private static int afterEscape(byte[] bytes, int at, int to) {
        if (bytes[at] != '\\') {
            return ~at;
        }
        int which = at + 1;
        if (which == to) {
            return ~which;
        }
        return switch (bytes[which]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> which + 1;
            case 'u' -> afterHexDigits(bytes, which + 1, to);
            default -> ~which;
        };
    }

    private static int afterHexDigits(byte[] bytes, int from, int to) {
        for (int at = from; at < from + HEX_DIGITS; at++) {
            if (at == to || Character.digit(bytes[at], 16) < 0) {
                return ~at;
            }
        }
        return from + HEX_DIGITS;
    }

    private static int afterOthers(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] < 0) {
            int length = Utf8.sequence(bytes, at, to);
            if (length == 0) {
                return ~at;
            }
            at += length;
        }
        return at;
    }
}
