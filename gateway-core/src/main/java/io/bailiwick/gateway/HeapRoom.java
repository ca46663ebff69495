package io.bailiwick.gateway;

import io.bailiwick.config.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of this process' heap may be filled with bodies and replies, whatever the policy says.
 *
 * @param heapBytes what Java's heap may grow to
 */
public record HeapRoom(long heapBytes) {

    private static final Logger LOG = LoggerFactory.getLogger(HeapRoom.class);

    /** A body on its way to a slow endpoint is there up to three times, and the last part is for everything else. */
    private static final int PARTS = 4;

    private static final long MIB = 1 << 20;

    public HeapRoom {
        if (heapBytes < PARTS) {
            throw new IllegalArgumentException("a heap of " + heapBytes + " bytes (expected: more)");
        }
    }

    /** {@code limits.buffered}, or what the heap carries of it. */
    long bufferedBytes(Limits limits) {
        return Math.min(limits.bufferedBytes(), heapBytes / PARTS);
    }

    /** Says so where the policy allows more. */
    long sayBufferedBytes(Limits limits) {
        long held = bufferedBytes(limits);
        if (held < limits.bufferedBytes()) {
            LOG.warn(
                    "gateway.limits.buffered is {} MiB, and a heap of {} MiB carries {} MiB: no more is held (give Java"
                            + " {} MiB, or set the limit to that)",
                    limits.bufferedBytes() / MIB,
                    heapBytes / MIB,
                    held / MIB,
                    PARTS * limits.bufferedBytes() / MIB);
        }
        return held;
    }
}
