package io.bailiwick.observability;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Fields in the encoding of Protocol Buffers, written one behind the other; used again and again.
 *
 * <p>Source: Protocol Buffers, Encoding. Of its types of fields there are here those that a span has.
 */
final class ProtoBytes {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int MOST_VARINT_BYTES = 10;

    /** Room for how long an open message will be: most have from 128 to 16,383 bytes. */
    private static final int LENGTH_BYTES = 2;

    private byte[] bytes = new byte[4096];
    private int length;

    ProtoBytes number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtoBytes flag(int field, boolean value) {
        return number(field, value ? 1 : 0);
    }

    ProtoBytes fixed64(int field, long value) {
        tag(field, FIXED64);
        littleEndian(value, Long.BYTES);
        return this;
    }

    ProtoBytes fixed32(int field, int value) {
        tag(field, FIXED32);
        littleEndian(value, Integer.BYTES);
        return this;
    }

    ProtoBytes fraction(int field, double value) {
        return fixed64(field, Double.doubleToRawLongBits(value));
    }

    ProtoBytes text(int field, String value) {
        return octets(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** An id of hexadecimal digits, as the bytes that it means. */
    ProtoBytes id(int field, String digits) {
        return octets(field, HexFormat.of().parseHex(digits));
    }

    private ProtoBytes octets(int field, byte[] value) {
        tag(field, LENGTH);
        varint(value.length);
        return written(value);
    }

    /** Fields that were written before. */
    ProtoBytes written(byte[] fields) {
        room(fields.length);
        System.arraycopy(fields, 0, bytes, length, fields.length);
        length += fields.length;
        return this;
    }

    /** Begins a message in this one; what this gives ends it. */
    int open(int field) {
        tag(field, LENGTH);
        room(LENGTH_BYTES);
        length += LENGTH_BYTES;
        return length;
    }

    ProtoBytes close(int opened) {
        int size = length - opened;
        int lengthBytes = varintBytes(size);
        int moved = lengthBytes - LENGTH_BYTES;
        if (moved != 0) {
            room(Math.max(0, moved));
            System.arraycopy(bytes, opened, bytes, opened + moved, size);
        }
        length = opened - LENGTH_BYTES;
        varint(size);
        length += size;
        return this;
    }

    /** How much was written since it was taken. */
    int length() {
        return length;
    }

    /** What was written from there on. */
    byte[] since(int from) {
        return Arrays.copyOfRange(bytes, from, length);
    }

    /** All fields since the last time, which are then forgotten. */
    byte[] taken() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }

    private void tag(int field, int type) {
        varint(((long) field << TYPE_BITS) | type);
    }

    /** Seven bits in each byte, the lowest first. */
    private void varint(long value) {
        room(MOST_VARINT_BYTES);
        long left = value;
        while ((left & ~0x7fL) != 0) {
            bytes[length++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[length++] = (byte) left;
    }

    private static int varintBytes(int value) {
        int count = 1;
        for (int left = value >>> 7; left != 0; left >>>= 7) {
            count++;
        }
        return count;
    }

    private void littleEndian(long value, int count) {
        room(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) (value >>> (8 * i));
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
