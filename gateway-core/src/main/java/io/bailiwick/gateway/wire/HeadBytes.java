package io.bailiwick.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/**
 * The head of a message, written line by line. Whatever it is given, no line becomes two: a control character in any of it
 * throws {@link IllegalArgumentException}.
 *
 * <p>Source: RFC 9112, sections 2.1, 3 and 4; RFC 9110, section 5.5.
 */
public final class HeadBytes {

    private static final byte[] GIVEN_BACK = {};

    private static final int MOST_DIGITS = 19;

    private byte[] bytes = Scratch.take();
    private int length;

    HeadBytes() {}

    /** {@code POST /v1/chat/completions HTTP/1.1}; a blank in either would be a word more, and throws as well. */
    public static HeadBytes ofRequest(String method, String target) {
        HeadBytes head = new HeadBytes();
        oneWord(method);
        oneWord(target);
        head.words(method);
        head.octet(' ');
        head.words(target);
        head.words(" HTTP/1.1");
        head.endLine();
        return head;
    }

    private static void oneWord(String word) {
        if (word.isEmpty() || word.indexOf(' ') >= 0 || word.indexOf('\t') >= 0) {
            throw new IllegalArgumentException("a part of a request line is not one word");
        }
    }

    /** The same, where the first lines of it are known already. */
    public static HeadBytes begunBy(HeadText first) {
        return new HeadBytes().text(first);
    }

    /** {@code HTTP/1.1 200 OK}. */
    public static HeadBytes ofReply(int status, String reason) {
        HeadBytes head = new HeadBytes();
        head.words("HTTP/1.1 ");
        head.digits(status);
        head.octet(' ');
        head.words(reason);
        head.endLine();
        return head;
    }

    public HeadBytes header(CharSequence name, CharSequence value) {
        name(name);
        words(value);
        endLine();
        return this;
    }

    public HeadBytes header(HeadText name, CharSequence value) {
        text(name);
        words(value);
        endLine();
        return this;
    }

    public HeadBytes header(HeadText name, long value) {
        text(name);
        digits(value);
        endLine();
        return this;
    }

    public HeadBytes text(HeadText text) {
        byte[] octets = text.octets;
        room(octets.length);
        System.arraycopy(octets, 0, bytes, length, octets.length);
        length += octets.length;
        return this;
    }

    HeadBytes name(CharSequence name) {
        words(name);
        room(2);
        bytes[length++] = ':';
        bytes[length++] = ' ';
        return this;
    }

    public HeadBytes headers(HttpHeaders headers) {
        Iterator<Map.Entry<CharSequence, CharSequence>> each = headers.iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = each.next();
            header(header.getKey(), header.getValue());
        }
        return this;
    }

    /** The empty line; what comes behind it is the body. */
    public HeadBytes end() {
        endLine();
        return this;
    }

    public int length() {
        return length;
    }

    /** Once, and last. */
    public void writeTo(ByteBuf out) {
        out.writeBytes(bytes, 0, length);
        giveBack();
    }

    /** The same, for whoever keeps it. */
    byte[] taken() {
        byte[] taken = Arrays.copyOf(bytes, length);
        giveBack();
        return taken;
    }

    private void giveBack() {
        Scratch.giveBack(bytes);
        bytes = GIVEN_BACK;
    }

    private void words(CharSequence words) {
        int count = words.length();
        room(count);
        if (words instanceof String text && isPlain(text)) {
            copy(text, count);
        } else if (words instanceof AsciiString ascii) {
            System.arraycopy(ascii.array(), ascii.arrayOffset(), bytes, length, count);
            lookedAt(length, length + count);
        } else {
            for (int i = 0; i < count; i++) {
                bytes[length + i] = visible(words.charAt(i));
            }
        }
        length += count;
    }

    /** Whether each character is visible ASCII or a blank, as nearly always: then it is an octet, and can be copied. */
    private static boolean isPlain(String text) {
        int outside = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            outside |= (c - ' ') | ('~' - c);
        }
        return outside >= 0;
    }

    /** What was copied there; octet by octet only where one of it is neither visible ASCII nor a blank. */
    private void lookedAt(int from, int to) {
        byte[] seen = bytes;
        int outside = 0;
        for (int at = from; at < to; at++) {
            outside |= (seen[at] - ' ') | ('~' - seen[at]);
        }
        for (int at = from; outside < 0 && at < to; at++) {
            visible(seen[at] & 0xff);
        }
    }

    @SuppressWarnings("deprecation") // it keeps the low octet of each, which is all that a plain one has
    private void copy(String plain, int count) {
        plain.getBytes(0, count, bytes, length);
    }

    private static byte visible(int c) {
        if ((c < ' ' && c != '\t') || c == 0x7f) {
            throw new IllegalArgumentException("a control character stands in the head of a message");
        }
        return (byte) (c > 0xff ? '?' : c);
    }

    private void digits(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("a number below zero stands in the head of a message");
        }
        room(MOST_DIGITS);
        int digits = 1;
        for (long left = number / 10; left > 0; left /= 10) {
            digits++;
        }
        long left = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += digits;
    }

    private void octet(char c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    private void endLine() {
        room(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
