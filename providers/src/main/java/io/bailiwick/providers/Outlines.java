package io.bailiwick.providers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outlines of objects of which there was nothing to tell: all their bytes but the texts that nobody looked at. An object
 * with such an outline has the same tokens but for such texts, so there is nothing to tell of it either, and only its texts
 * have to be looked through. The many messages of a conversation have few outlines between them.
 */
final class Outlines {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What stands before a text or behind the last, and what has been seen behind that text. */
    private static final class Part {

        private final byte[] bytes;
        /** The last eight of them, if there are so many: by these, those that may stand at one place mostly differ. */
        private final long last;

        private Part[] next = {};

        private Part(byte[] bytes) {
            this.bytes = bytes;
            this.last = bytes.length < Long.BYTES ? 0 : (long) EIGHT_BYTES.get(bytes, bytes.length - Long.BYTES);
        }

        @Nullable
        Part nextAt(byte[] body, int at) {
            for (Part part : next) {
                if (part.isAt(body, at)) {
                    return part;
                }
            }
            return null;
        }

        private boolean isAt(byte[] body, int at) {
            int length = bytes.length;
            if (at > body.length - length) {
                return false;
            }
            return length < Long.BYTES ? isByteByByte(body, at) : isWordByWord(body, at, length - Long.BYTES);
        }

        private boolean isByteByByte(byte[] body, int at) {
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] != body[at + i]) {
                    return false;
                }
            }
            return true;
        }

        private boolean isWordByWord(byte[] body, int at, int lastWord) {
            if ((long) EIGHT_BYTES.get(body, at + lastWord) != last) {
                return false;
            }
            for (int i = 0; i < lastWord; i += Long.BYTES) {
                if ((long) EIGHT_BYTES.get(bytes, i) != (long) EIGHT_BYTES.get(body, at + i)) {
                    return false;
                }
            }
            return true;
        }

        Part add(byte[] following) {
            Part part = new Part(following);
            next = Arrays.copyOf(next, next.length + 1);
            next[next.length - 1] = part;
            return part;
        }
    }

    private final int mostParts;
    private Part root = new Part(new byte[0]);
    private int parts;

    /** Where there would be more than {@code mostParts}, all begin anew: who sends ever new ones slows others not for long. */
    Outlines(int mostParts) {
        this.mostParts = mostParts;
    }

    /** Where the bracket stands that ends the object that begins there; -1 if its outline is none of these, or it is not well. */
    int end(byte[] body, int from) {
        int at = from;
        for (Part part = root.nextAt(body, at); part != null; part = part.nextAt(body, at)) {
            at += part.bytes.length;
            if (part.next.length == 0) {
                return at - 1;
            }
            at = StringScan.closingQuote(body, at, body.length);
            if (at < 0) {
                return -1;
            }
        }
        return -1;
    }

    /** {@code outline}: what stands before, between and behind an object's texts, quotes and brackets with it. */
    void keep(List<byte[]> outline) {
        if (outline.size() > mostParts) {
            return;
        }
        if (parts + outline.size() > mostParts) {
            root = new Part(new byte[0]);
            parts = 0;
        }
        Part part = root;
        for (byte[] bytes : outline) {
            part = following(part, bytes);
        }
    }

    private Part following(Part part, byte[] bytes) {
        for (Part known : part.next) {
            if (Arrays.equals(known.bytes, bytes)) {
                return known;
            }
        }
        parts++;
        return part.add(bytes);
    }
}
