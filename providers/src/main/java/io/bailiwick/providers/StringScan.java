package io.bailiwick.providers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds where a JSON string ends, eight bytes at a time or more, and checks its escapes, its control characters and its UTF-8. */
final class StringScan {

    /** The first of the eight bytes is the lowest one, whatever the machine. */
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long[] MASKS = {EACH * 2, EACH * 0x21, EACH * '\\', EACH, HIGH_BITS};
    private static final int HEX_DIGITS = 4;
    private static final int BLOCK = 8 * Long.BYTES;
    private static final int SOON = 2 * BLOCK;
    private static final int STRETCH = 16 * BLOCK;

    private StringScan() {}

    /**
     * Where the closing quote stands of a string all of whose bytes are its text, in ASCII; else the complement of the
     * first other byte. Most end within two words, which are looked at without a loop.
     */
    static int plainStringEnd(byte[] bytes, int from, int to) {
        if (from > to - 2 * Long.BYTES) {
            return quoteAt(bytes, plainEnd(bytes, from, to), to);
        }
        int at = from;
        long special = special(bytes, at) & HIGH_BITS;
        if (special == 0) {
            at += Long.BYTES;
            special = special(bytes, at) & HIGH_BITS;
            if (special == 0) {
                return quoteAt(bytes, plainEnd(bytes, at + Long.BYTES, to), to);
            }
        }
        int stop = at + (Long.numberOfTrailingZeros(special) >>> 3);
        return bytes[stop] == '"' ? stop : ~stop;
    }

    private static int quoteAt(byte[] bytes, int at, int to) {
        return at < to && bytes[at] == '"' ? at : ~at;
    }

    /**
     * Where the first byte stands that is a quote, a backslash, a control character or not ASCII; else {@code to}. Word by
     * word at first: in most texts a line's end or a quote comes soon.
     */
    static int plainEnd(byte[] bytes, int from, int to) {
        int soon = Math.min(to - Long.BYTES, from + SOON);
        int at = from;
        for (; at <= soon; at += Long.BYTES) {
            long special = special(bytes, at) & HIGH_BITS;
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        return longPlainEnd(bytes, at, to);
    }

    /** A text that has come so far without one mostly goes on so: looked at in stretches. */
    private static int longPlainEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - STRETCH && isPlain(bytes, at, at + STRETCH)) {
            at += STRETCH;
        }
        at = plainBlocksEnd(bytes, at, to);
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long special = special(bytes, at) & HIGH_BITS;
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (at < to && !isSpecial(bytes[at])) {
            at++;
        }
        return at;
    }

    /**
     * Where the first block of eight words begins that has such a byte or does not fit; written out: so long a method is
     * compiled once and not into each caller.
     */
    private static int plainBlocksEnd(byte[] bytes, int from, int to) {
        long turn = MASKS[0];
        long least = MASKS[1];
        long backslash = MASKS[2];
        long one = MASKS[3];
        long high = MASKS[4];
        int at = from;
        for (; at <= to - BLOCK; at += BLOCK) {
            long a = (long) EIGHT_BYTES.get(bytes, at);
            long b = (long) EIGHT_BYTES.get(bytes, at + 8);
            long c = (long) EIGHT_BYTES.get(bytes, at + 16);
            long d = (long) EIGHT_BYTES.get(bytes, at + 24);
            long e = (long) EIGHT_BYTES.get(bytes, at + 32);
            long f = (long) EIGHT_BYTES.get(bytes, at + 40);
            long g = (long) EIGHT_BYTES.get(bytes, at + 48);
            long h = (long) EIGHT_BYTES.get(bytes, at + 56);
            long special = (((a ^ turn) - least) | ((a ^ backslash) - one) | a)
                    | (((b ^ turn) - least) | ((b ^ backslash) - one) | b)
                    | (((c ^ turn) - least) | ((c ^ backslash) - one) | c)
                    | (((d ^ turn) - least) | ((d ^ backslash) - one) | d)
                    | (((e ^ turn) - least) | ((e ^ backslash) - one) | e)
                    | (((f ^ turn) - least) | ((f ^ backslash) - one) | f)
                    | (((g ^ turn) - least) | ((g ^ backslash) - one) | g)
                    | (((h ^ turn) - least) | ((h ^ backslash) - one) | h);
            if ((special & high) != 0) {
                break;
            }
        }
        return at;
    }

    /**
     * Whether no byte there is one of those, of as many as whole words have. It looks at all before it answers, and does
     * nothing else: of so simple a loop the compiler makes one that takes four or eight words at once.
     */
    private static boolean isPlain(byte[] bytes, int from, int to) {
        long special = 0;
        for (int at = from; at < to; at += Long.BYTES) {
            special |= special(bytes, at);
        }
        return (special & HIGH_BITS) == 0;
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

    /** Where the closing quote stands of the string whose text begins there, or the complement of the byte that cannot be there. */
    static int closingQuote(byte[] bytes, int from, int to) {
        int quote = plainStringEnd(bytes, from, to);
        return quote >= 0 ? quote : end(bytes, ~quote, to);
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
