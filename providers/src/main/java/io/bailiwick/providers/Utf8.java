package io.bailiwick.providers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Whether bytes are UTF-8: no overlong forms, no surrogates, nothing past the last code point. */
final class Utf8 {

    static final int BYTE_ORDER_MARK_BYTES = 3;

    private static final int WINDOW_CHARS = 4096;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;

    private Utf8() {}

    /** Most bodies are ASCII, eight bytes at a time; the rest is the decoder's. */
    static boolean isValid(byte[] bytes) {
        int at = 0;
        while (at + Long.BYTES <= bytes.length && ((long) EIGHT_BYTES.get(bytes, at) & NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        while (at < bytes.length && bytes[at] >= 0) {
            at++;
        }
        return at == bytes.length || isDecodable(bytes, at);
    }

    private static boolean isDecodable(byte[] bytes, int from) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate(Math.min(WINDOW_CHARS, bytes.length - from));
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return result.isUnderflow();
    }

    static boolean startsWithByteOrderMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK_BYTES
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }

    /** The length of the one character beyond ASCII that begins there and ends before {@code to}, or 0 if none does. */
    static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int next = at + 1 < to ? bytes[at + 1] & 0xFF : 0;
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        if (lead < 0xE0) {
            return isContinuation(next) ? 2 : 0;
        }
        if (lead < 0xF0) {
            int least = lead == 0xE0 ? 0xA0 : 0x80;
            int most = lead == 0xED ? 0x9F : 0xBF;
            return next >= least && next <= most && continues(bytes, at + 2, at + 3, to) ? 3 : 0;
        }
        int least = lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xF4 ? 0x8F : 0xBF;
        return next >= least && next <= most && continues(bytes, at + 2, at + 4, to) ? 4 : 0;
    }

    private static boolean continues(byte[] bytes, int from, int end, int to) {
        if (end > to) {
            return false;
        }
        for (int at = from; at < end; at++) {
            if (!isContinuation(bytes[at] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isContinuation(int b) {
        return (b & 0xC0) == 0x80;
    }
}
