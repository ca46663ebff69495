package io.bailiwick.gateway.downstream;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** A request's body as it comes. Grows with what has come: a head that only announces a body takes no room. */
final class BodyBytes {

    /** Where nobody says how long it will be, and where it will be long. */
    private static final int FIRST_BYTES = 1 << 10;

    private static final int FIRST_BYTES_OF_MANY = 64 << 10;

    /** What has come may be this part of the whole, before there is room for all of it. */
    private static final int ENOUGH = 4;

    private final long announcedBytes;
    private byte[] bytes = {};
    private int length;

    /** {@code announcedBytes} is how long it will be; below zero where nobody knows. */
    BodyBytes(long announcedBytes) {
        this.announcedBytes = announcedBytes;
    }

    /** How many bytes of memory so many more would take. */
    int growsBy(int more) {
        return bytes.length - length < more ? room(length + more) - bytes.length : 0;
    }

    int length() {
        return length;
    }

    /** Reads {@code piece} to its end. */
    void add(ByteBuf piece) {
        int more = piece.readableBytes();
        int growth = growsBy(more);
        if (growth > 0) {
            bytes = Arrays.copyOf(bytes, bytes.length + growth);
        }
        piece.readBytes(bytes, length, more);
        length += more;
    }

    private int room(int needed) {
        if (announcedBytes >= needed && announcedBytes <= Math.max(FIRST_BYTES_OF_MANY, (long) ENOUGH * needed)) {
            return (int) announcedBytes;
        }
        int least = announcedBytes < 0 ? FIRST_BYTES : FIRST_BYTES_OF_MANY;
        return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(Math.max(2L * bytes.length, needed), least));
    }

    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
