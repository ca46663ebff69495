package io.bailiwick.providers;

/** Finds where a JSON number ends. */
final class NumberScan {

    /** A smaller number with one more digit is still one that 63 bits hold. */
    private static final long ROOM_FOR_A_DIGIT = Long.MAX_VALUE / 10 - 1;

    private NumberScan() {}

    /** The offset after the whole part of the number that begins there, or the complement of the byte that cannot be there; the text ends at {@code to}. */
    static int wholeEnd(byte[] bytes, int from, int to) {
        int first = bytes[from] == '-' ? from + 1 : from;
        int whole = digitsEnd(bytes, first, to);
        if (whole == first) {
            return ~first;
        }
        return whole > first + 1 && bytes[first] == '0' ? ~(first + 1) : whole;
    }

    /** The same for all of a number whose whole part ends there. */
    static int end(byte[] bytes, int whole, int to) {
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

    /** What a number without fraction and exponent is; -1 where it is none that 63 bits hold. */
    static long whole(byte[] bytes, int from, int to) {
        int first = bytes[from] == '-' ? from + 1 : from;
        long value = 0;
        for (int at = first; at < to; at++) {
            int digit = bytes[at] - '0';
            if (value >= ROOM_FOR_A_DIGIT && value > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return first > from ? -value : value;
    }

    private static boolean isDigit(int b) {
        return (char) (b - '0') <= 9;
    }
}
