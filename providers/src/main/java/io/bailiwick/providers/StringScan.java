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

    private byte[] bytes = {};
    private int end;
    private int stop;
    private boolean escaped;

    /** Reads from now on in the text that ends at {@code end}. */
    void over(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Reads from after the opening quote; false if it is no string, or none that ends. */
    boolean scan(int from) {
        escaped = false;
        stop = from;
        while (toSpecial()) {
            byte b = bytes[stop];
            if (b == '"') {
                return true;
            }
            if (b >= 0 ? !escape(b) : !notAscii()) {
                return false;
            }
        }
        return false;
    }

    /** Where the closing quote stands, or the byte that cannot be there. */
    int stop() {
        return stop;
    }

    /** Whether its bytes are not its text. */
    boolean escaped() {
        return escaped;
    }

    /** False at the end of the bytes. */
    private boolean toSpecial() {
        int at = stop;
        if (at + Long.BYTES <= end && special(at) == 0) {
            at = afterPlainWords(at + Long.BYTES);
        }
        while (at + Long.BYTES <= end) {
            long special = special(at);
            if (special != 0) {
                stop = at + Long.numberOfTrailingZeros(special) / Byte.SIZE;
                return true;
            }
            at += Long.BYTES;
        }
        while (at < end && !isSpecial(bytes[at])) {
            at++;
        }
        stop = at;
        return at < end;
    }

    /** Four words at once, for what is long. */
    private int afterPlainWords(int from) {
        int at = from;
        while (at + 4 * Long.BYTES <= end
                && (special(at) | special(at + 8) | special(at + 16) | special(at + 24)) == 0) {
            at += 4 * Long.BYTES;
        }
        return at;
    }

    /**
     * The high bit of every one of eight bytes that is a quote, a backslash, a control character or not ASCII; above the
     * first of them, bits may be set that mean nothing. Turning the second bit puts the quote right above the control
     * characters.
     */
    private long special(int at) {
        long eight = (long) EIGHT_BYTES.get(bytes, at);
        long controlOrQuote = (eight ^ (EACH * 2)) - EACH * 0x21;
        long backslash = (eight ^ (EACH * '\\')) - EACH;
        return (controlOrQuote | backslash | eight) & HIGH_BITS;
    }

    private static boolean isSpecial(byte b) {
        return b < ' ' || b == '"' || b == '\\';
    }

    private boolean escape(byte b) {
        if (b != '\\') {
            return false;
        }
        escaped = true;
        stop++;
        if (stop == end) {
            return false;
        }
        switch (bytes[stop]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                stop++;
                return true;
            }
            case 'u' -> {
                return hexDigits();
            }
            default -> {
                return false;
            }
        }
    }

    private boolean hexDigits() {
        for (int i = 0; i < HEX_DIGITS; i++) {
            stop++;
            if (stop == end || Character.digit(bytes[stop], 16) < 0) {
                return false;
            }
        }
        stop++;
        return true;
    }

    private boolean notAscii() {
        while (stop < end && bytes[stop] < 0) {
            int length = Utf8.sequence(bytes, stop, end);
            if (length == 0) {
                return false;
            }
            stop += length;
        }
        return true;
    }
}
