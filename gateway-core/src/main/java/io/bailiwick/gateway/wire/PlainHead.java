package io.bailiwick.gateway.wire;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The walk over a head that is plain: names of letters, digits and {@code -}, values of visible characters with blanks
 * only inside, each line ended by CR and LF, one announced length. Another head is not broken, but not for here.
 *
 * <p>Source: RFC 9112, sections 3, 4 and 5, of which this is a part.
 */
final class PlainHead {

    /** More digits could be more than an {@code int} holds. */
    private static final int MOST_DIGITS = 9;

    /** The walk itself sees that names and values have only what they may. */
    private static final DefaultHttpHeadersFactory HEADERS =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private static final int NAME = 1;
    private static final int BLANK = 2;
    private static final int PATH = 4;
    private static final int VALUE = 8;

    /** By octet, what it may stand in. */
    private static final byte[] KINDS = kinds();

    private final byte[] octets;
    private final int end;
    private final HttpHeaders headers = HEADERS.newHeaders();
    private int at;
    private int length = -1;

    /** Borrows {@code octets}, of which {@code end} are of the message. */
    PlainHead(byte[] octets, int end) {
        this.octets = octets;
        this.end = end;
    }

    /** Steps over {@code word}; false where something else stands here. */
    boolean says(byte[] word) {
        if (end - at < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (octets[at + i] != word[i]) {
                return false;
            }
        }
        at += word.length;
        return true;
    }

    /** A path, up to a blank; null where none stands here. */
    @Nullable
    String path() {
        int from = at;
        at = over(PATH, from);
        return at < end && octets[at] == ' ' && octets[from] == '/' ? text(from, at) : null;
    }

    /** All header lines, and the empty one behind them; false where one is not plain, or the head is not all here. */
    boolean lines() {
        while (end - at >= 2) {
            if (octets[at] == '\r') {
                at += 2;
                return octets[at - 1] == '\n' && length > 0;
            }
            if (!line()) {
                return false;
            }
        }
        return false;
    }

    private boolean line() {
        int name = at;
        int nameEnd = over(NAME, name);
        if (nameEnd == name || nameEnd == end || octets[nameEnd] != ':') {
            return false;
        }
        int value = over(BLANK, nameEnd + 1);
        int valueEnd = over(VALUE, value);
        if (valueEnd == value
                || end - valueEnd < 2
                || octets[valueEnd - 1] == ' '
                || octets[valueEnd] != '\r'
                || octets[valueEnd + 1] != '\n') {
            return false;
        }
        AsciiString said = new AsciiString(octets, name, nameEnd - name, true);
        if (!framed(said, value, valueEnd)) {
            return false;
        }
        headers.add(said, text(value, valueEnd));
        at = valueEnd + 2;
        return true;
    }

    /** Where, from {@code from} on, the first octet stands that is of another kind. */
    private int over(int kind, int from) {
        byte[] seen = octets;
        int to = end;
        int i = from;
        while (i < to && (KINDS[seen[i] & 0xff] & kind) != 0) {
            i++;
        }
        return i;
    }

    /** Whether the message's end is still certain: only one announced length may say where it is. */
    private boolean framed(AsciiString name, int from, int to) {
        if (name.length() == HttpHeaderNames.TRANSFER_ENCODING.length()) {
            return !name.contentEqualsIgnoreCase(HttpHeaderNames.TRANSFER_ENCODING);
        }
        if (name.length() != HttpHeaderNames.CONTENT_LENGTH.length()
                || !name.contentEqualsIgnoreCase(HttpHeaderNames.CONTENT_LENGTH)) {
            return true;
        }
        return length < 0 && number(from, to);
    }

    private boolean number(int from, int to) {
        if (to - from > MOST_DIGITS || octets[from] == '0') {
            return false;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            if (octets[i] < '0' || octets[i] > '9') {
                return false;
            }
            number = number * 10 + octets[i] - '0';
        }
        length = number;
        return true;
    }

    private String text(int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Of the head, in bytes, once all lines were read. */
    int size() {
        return at;
    }

    /** Of the body, in bytes, once all lines were read. */
    int length() {
        return length;
    }

    HttpHeaders headers() {
        return headers;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int each = ' '; each < 0x7f; each++) {
            boolean name = each == '-'
                    || (each >= '0' && each <= '9')
                    || (each >= 'a' && each <= 'z')
                    || (each >= 'A' && each <= 'Z');
            kinds[each] = (byte) (VALUE | (each == ' ' ? BLANK : PATH) | (name ? NAME : 0));
        }
        return kinds;
    }
}
