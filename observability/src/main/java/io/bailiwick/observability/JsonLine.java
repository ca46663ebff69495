package io.bailiwick.observability;

import java.nio.charset.StandardCharsets;

/** Writes lines of JSON in visible ASCII, so that nobody can forge a line or hide in one; used again and again. */
final class JsonLine {

    private static final char REPLACEMENT = '\ufffd';
    private static final char ELLIPSIS = '\u2026';
    private static final String HEX = "0123456789ABCDEF";

    private final StringBuilder line = new StringBuilder(1536);
    private boolean first = true;

    JsonLine open() {
        separate();
        line.append('{');
        first = true;
        return this;
    }

    JsonLine close() {
        line.append('}');
        first = false;
        return this;
    }

    JsonLine openArray(String key) {
        key(key).append('[');
        first = true;
        return this;
    }

    JsonLine closeArray() {
        line.append(']');
        first = false;
        return this;
    }

    /** At most {@code mostChars} of it, and an ellipsis where some is left out. */
    JsonLine text(String key, String value, int mostChars) {
        key(key).append('"');
        int end = Math.min(value.length(), mostChars);
        if (end == value.length() && isPlain(value)) {
            line.append(value).append('"');
            return this;
        }
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c <= '~') {
                if (c == '"' || c == '\\') {
                    line.append('\\');
                }
                line.append(c);
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
        line.append('"');
        return this;
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    JsonLine number(String key, long value) {
        key(key).append(value);
        return this;
    }

    JsonLine flag(String key, boolean value) {
        key(key).append(value);
        return this;
    }

    /** A time whose part down to the second is written already. */
    JsonLine instant(String key, String second, int millis) {
        key(key).append('"').append(second).append('.');
        threeDigits(millis);
        line.append("Z\"");
        return this;
    }

    /** To the microsecond. */
    JsonLine millis(String key, long nanos) {
        long micros = nanos / 1_000;
        key(key).append(micros / 1_000).append('.');
        threeDigits((int) (micros % 1_000));
        return this;
    }

    private void threeDigits(int number) {
        line.append((char) ('0' + number / 100))
                .append((char) ('0' + number / 10 % 10))
                .append((char) ('0' + number % 10));
    }

    /** To the microsecond. */
    JsonLine seconds(String key, long nanos) {
        long micros = nanos / 1_000;
        String rest = String.valueOf(micros % 1_000_000);
        key(key).append(micros / 1_000_000)
                .append('.')
                .append("0".repeat(6 - rest.length()))
                .append(rest);
        return this;
    }

    /** The line is whole; the next one begins. */
    JsonLine end() {
        line.append('\n');
        first = true;
        return this;
    }

    /** All lines since the last time, which are then forgotten. */
    byte[] taken() {
        byte[] lines = line.toString().getBytes(StandardCharsets.US_ASCII);
        line.setLength(0);
        first = true;
        return lines;
    }

    /** Keys are this program's own words: there is nothing in them to escape. */
    private StringBuilder key(String key) {
        separate();
        return line.append('"').append(key).append("\":");
    }

    private void separate() {
        if (!first) {
            line.append(',');
        }
        first = false;
    }

    private void escaped(char c) {
        line.append("\\u")
                .append(HEX.charAt(c >> 12))
                .append(HEX.charAt(c >> 8 & 0xf))
                .append(HEX.charAt(c >> 4 & 0xf))
                .append(HEX.charAt(c & 0xf));
    }
}
