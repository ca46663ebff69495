package io.bailiwick.gateway.wire;

import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * The array that a thread writes its short texts into, one after the other, so that it stays in the core's cache. It is held
 * until the text has been copied out; whoever begins another meanwhile gets an array of its own.
 */
public final class Scratch {

    private static final int BYTES = 2048;

    private static final byte[] NOTHING = new byte[BYTES];

    private static final FastThreadLocal<byte @Nullable []> FREE = new FastThreadLocal<>();

    private Scratch() {}

    /** What stands in it is of no text any more. */
    public static byte[] take() {
        byte[] free = FREE.get();
        FREE.set(null);
        return free == null ? new byte[BYTES] : free;
    }

    /** One that had to grow is let go. */
    public static void giveBack(byte[] bytes) {
        if (bytes.length == BYTES) {
            FREE.set(bytes);
        }
    }

    /** The same for one whose first {@code used} octets nobody may find there. */
    static void giveBackEmpty(byte[] bytes, int used) {
        System.arraycopy(NOTHING, 0, bytes, 0, used);
        giveBack(bytes);
    }
}
