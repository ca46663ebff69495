package load;

/**
 * What makes an answer checkable: a word of fixed length inside its text, {@code #KIND+ID.NUMBER.NANOS.BYTES;}, that any
 * proxy passes on however it writes JSON. NANOS is when the origin wrote it, BYTES is how much of the request came.
 */
final class Mark {

    static final int ID_LENGTH = 17;
    static final int LENGTH = ID_LENGTH + 1 + 4 + 1 + 16 + 1 + 8;
    static final String BLANK = "#" + "0".repeat(ID_LENGTH) + ".0000." + "0".repeat(16) + "." + "0".repeat(8) + ";";

    private static final int NUMBER = ID_LENGTH + 1;
    private static final int NANOS = NUMBER + 5;
    private static final int BYTES = NANOS + 17;
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Mark() {}

    /** Fills the blank whose {@code #} stands at {@code at}. */
    static void write(byte[] text, int at, byte[] id, int number, long nanos, long bytes) {
        System.arraycopy(id, 0, text, at + 1, ID_LENGTH);
        hex(text, at + 1 + NUMBER, 4, number);
        hex(text, at + 1 + NANOS, 16, nanos);
        hex(text, at + 1 + BYTES, 8, bytes);
    }

    static void hex(byte[] text, int at, int digits, long value) {
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = HEX[(int) (value & 15)];
            value >>>= 4;
        }
    }

    static int number(byte[] mark) {
        return (int) value(mark, NUMBER, 4);
    }

    static long nanos(byte[] mark) {
        return value(mark, NANOS, 16);
    }

    static long bytes(byte[] mark) {
        return value(mark, BYTES, 8);
    }

    /** -1 where it is no number. */
    private static long value(byte[] mark, int at, int digits) {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = Character.digit(mark[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
