package io.bailiwick.gateway.downstream;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** A request's body as it comes. Grows with what has come: a head that only announces a long body takes no room. */
final class BodyBytes {

    private static final int FIRST_BYTES = 64 << 10;

    /** What has come may be this part of the whole, before there is room for all of it. */
    private static final int ENOUGH = 4;

    private final long announcedBytes;
    private byte[] bytes;
    private int length;

    /** {@code announcedBytes} is how long it will be; below zero where nobody knows. */
    BodyBytes(long announcedBytes) {
        this.announcedBytes = announcedBytes;
        this.bytes = new byte[announcedBytes < 0 ? 1024 : (int) Math.min(FIRST_BYTES, announcedBytes)];
    }

    /** Reads {@code piece} to its end. */
    void add(ByteBuf piece) {
        int more = piece.readableBytes();
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, room(length + more));
        }
        piece.readBytes(bytes, length, more);
        length += more;
    }

    private int room(int needed) {
        boolean exact = announcedBytes >= needed && announcedBytes <= (long) ENOUGH * needed;
        return exact
                ? (int) announcedBytes
                : (int) Math.min(Integer.MAX_VALUE - 8, Math.max(2L * bytes.length, needed));
    }

    int roomBytes() {
        return bytes.length;
    }

    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
