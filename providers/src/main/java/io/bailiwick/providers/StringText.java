package io.bailiwick.providers;

import java.nio.charset.StandardCharsets;

/** The text of a JSON string that {@link StringScan} has found well. */
final class StringText {

    private static final int UNICODE_DIGITS = 4;

    private StringText() {}

    /** The same where all are ASCII and none is a backslash. */
    static String ofPlain(byte[] bytes, int from, int to) {
        Key known = KnownWords.of(bytes, from, to);
        return known == null ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) : known.text();
    }

    static String of(byte[] bytes, int from, int to) {
        Key known = KnownWords.of(bytes, from, to);
        return known == null ? decoded(bytes, from, to) : known.text();
    }

    /** The same as a key. */
    static Key keyOf(byte[] bytes, int from, int to) {
        Key known = KnownWords.of(bytes, from, to);
        return known == null ? KnownWords.key(decoded(bytes, from, to)) : known;
    }

    private static String decoded(byte[] bytes, int from, int to) {
        int escape = from;
        while (escape < to && bytes[escape] != '\\') {
            escape++;
        }
        return escape == to
                ? new String(bytes, from, to - from, StandardCharsets.UTF_8)
                : unescaped(bytes, from, escape, to);
    }

    private static String unescaped(byte[] bytes, int from, int firstEscape, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        int escape = firstEscape;
        while (escape < to) {
            if (bytes[escape] != '\\') {
                escape++;
                continue;
            }
            text.append(new String(bytes, plain, escape - plain, StandardCharsets.UTF_8));
            byte which = bytes[escape + 1];
            text.append(which == 'u' ? unicode(bytes, escape + 2) : plainEscape(which));
            escape += which == 'u' ? 2 + UNICODE_DIGITS : 2;
            plain = escape;
        }
        return text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8))
                .toString();
    }

    private static char unicode(byte[] bytes, int at) {
        int unit = 0;
        for (int i = 0; i < UNICODE_DIGITS; i++) {
            unit = (unit << 4) | Character.digit(bytes[at + i], 16);
        }
        return (char) unit;
    }

    private static char plainEscape(byte which) {
        return switch (which) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) which;
        };
    }

    /** How long it is in UTF-8; negative where half a surrogate pair stands alone. */
    static int utf8Bytes(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                return -1;
            }
        }
        return length;
    }
}
