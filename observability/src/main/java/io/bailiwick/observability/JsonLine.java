package io.bailiwick.observability;

/** Writes one line of JSON in visible ASCII, so that nobody can forge a line or hide in one. */
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

    JsonLine number(String key, long value) {
        key(key).append(value);
        return this;
    }

    JsonLine flag(String key, boolean value) {
        key(key).append(value);
        return this;
    }

    /** To the microsecond. */
    JsonLine millis(String key, long nanos) {
        long micros = nanos / 1_000;
        key(key).append(micros / 1_000).append('.');
        long rest = micros % 1_000;
        line.append((char) ('0' + rest / 100))
                .append((char) ('0' + rest / 10 % 10))
                .append((char) ('0' + rest % 10));
        return this;
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

    /** What was written, ended by a newline. */
    String ended() {
        return line.append('\n').toString();
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
