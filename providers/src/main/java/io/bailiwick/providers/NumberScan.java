package io.bailiwick.providers;

/** Finds where a JSON number ends. */
final class NumberScan {

    private NumberScan() {}

    /** The offset after the number that begins there, or the complement of the byte that cannot be there; the text ends at {@code to}. */
    static int end(byte[] bytes, int from, int to) {
        int at = from;
        if (bytes[at] == '-') {
            at++;
        }
        int whole = digitsEnd(bytes, at, to);
        if (whole == at) {
            return ~at;
        }
        if (bytes[at] == '0' && whole > at + 1) {
            return ~(at + 1);
        }
        return afterWhole(bytes, whole, to);
    }

    private static int afterWhole(byte[] bytes, int whole, int to) {
        int at = whole;
        if (at < to && bytes[at] == '.') {
            int fraction = digitsEnd(bytes, at + 1, to);
            if (fraction == at + 1) {
                return ~fraction;
            }
            at = fraction;
        }
        if (at < to && (bytes[at] | 0x20) == 'e') {
            int power = afterSign(bytes, at + 1, to);
            int exponent = digitsEnd(bytes, power, to);
            return exponent == power ? ~power : exponent;
        }
        return at;
    }

    private static int afterSign(byte[] bytes, int at, int to) {
        return at < to && (bytes[at] == '+' || bytes[at] == '-') ? at + 1 : at;
    }

    private static int digitsEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isDigit(bytes[at])) {
            at++;
        }
        return at;
    }

    /** How many digits a number has in all its parts. */
    static int digits(byte[] bytes, int from, int to) {
        int digits = 0;
        for (int at = from; at < to; at++) {
            if (isDigit(bytes[at])) {
                digits++;
            }
        }
        return digits;
    }

    /** Whether a number has neither fraction nor exponent. */
    static boolean isWhole(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] > '9' || bytes[at] == '.') {
                return false;
            }
        }
        return true;
    }

    /** What a number without fraction and exponent is; -1 where it is none that 63 bits hold. */
    static long whole(byte[] bytes, int from, int to) {
        int first = bytes[from] == '-' ? from + 1 : from;
        long value = 0;
        for (int at = first; at < to; at++) {
            int digit = bytes[at] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return first > from ? -value : value;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
