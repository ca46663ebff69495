package io.bailiwick.gateway.wire;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    /** The least octet of a path, and of a value. */
    private static final int PATH = '!';

    private static final int VALUE = ' ';

    /** By octet, whether a name may have it. */
    private static final boolean[] NAME = name();

    /** The first of the eight octets is the lowest one, whatever the machine. */
    private static final VarHandle EIGHT_OCTETS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long COLONS = EACH * ':';

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
        int behind = at + word.length;
        if (behind > end || !Arrays.equals(octets, at, behind, word, 0, word.length)) {
            return false;
        }
        at = behind;
        return true;
    }

    /** A path, up to a blank; null where none stands here. */
    @Nullable
    String path() {
        int from = at;
        at = visible(from, PATH);
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
        int colon = colon(name);
        AsciiString said = KnownNames.of(octets, name, colon);
        if (said == null) {
            said = other(name, colon);
        }
        if (colon == end || said == null) {
            return false;
        }
        int value = colon + 1;
        while (value < end && octets[value] == ' ') {
            value++;
        }
        int valueEnd = visible(value, VALUE);
        if (valueEnd == value
                || end - valueEnd < 2
                || octets[valueEnd - 1] == ' '
                || octets[valueEnd] != '\r'
                || octets[valueEnd + 1] != '\n'
                || !framed(said, value, valueEnd)) {
            return false;
        }
        headers.add(said, text(value, valueEnd));
        at = valueEnd + 2;
        return true;
    }

    /** A name of which nothing is known; null where it is not plain. */
    private @Nullable AsciiString other(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!NAME[octets[i] & 0xff]) {
                return null;
            }
        }
        return from == to ? null : new AsciiString(octets, from, to - from, true);
    }

    /** Where the next colon stands, or the end. */
    private int colon(int from) {
        int i = from;
        while (i <= end - Long.BYTES) {
            long turned = (long) EIGHT_OCTETS.get(octets, i) ^ COLONS;
            long colons = (turned - EACH) & ~turned & HIGH_BITS; // above the first, some mean nothing
            if (colons != 0) {
                return i + (Long.numberOfTrailingZeros(colons) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < end && octets[i] != ':') {
            i++;
        }
        return i;
    }

    /** Where the first octet stands that is less than {@code least}, or not visible. */
    private int visible(int from, int least) {
        long leasts = EACH * least;
        int i = from;
        while (i <= end - Long.BYTES) {
            long eight = (long) EIGHT_OCTETS.get(octets, i);
            long others = ((eight - leasts) | (eight + EACH) | eight) & HIGH_BITS; // here, too
            if (others != 0) {
                return i + (Long.numberOfTrailingZeros(others) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < end && octets[i] >= least && octets[i] < 0x7f) {
            i++;
        }
        return i;
    }

    /** Whether the message's end is still certain: only one announced length may say where it is. */
    private boolean framed(AsciiString name, int from, int to) {
        if (name.length() == HttpHeaderNames.TRANSFER_ENCODING.length()) {
            return !name.contentEqualsIgnoreCase(HttpHeaderNames.TRANSFER_ENCODING);
        }
        boolean isLength = KnownNames.isLength(name)
                || (name.length() == HttpHeaderNames.CONTENT_LENGTH.length()
                        && name.contentEqualsIgnoreCase(HttpHeaderNames.CONTENT_LENGTH));
        return !isLength || (length < 0 && number(from, to));
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

    private static boolean[] name() {
        boolean[] name = new boolean[256];
        for (int each = 0; each < 0x7f; each++) {
            name[each] = each == '-'
                    || (each >= '0' && each <= '9')
                    || (each >= 'a' && each <= 'z')
                    || (each >= 'A' && each <= 'Z');
        }
        return name;
    }
}
