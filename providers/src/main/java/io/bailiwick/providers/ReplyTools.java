package io.bailiwick.providers;

import java.nio.ByteBuffer;

/** What a thread reads whole replies with, one after the other: made once, and nothing of a reply stays in it. */
final class ReplyTools {

    private static final int FIRST_ROOM = 4 << 10;
    private static final byte[] NOTHING = new byte[1 << 10];

    private final JsonScanner scanner;
    private byte[] room = new byte[FIRST_ROOM];
    private int used;

    private ReplyTools(JsonLimits limits) {
        this.scanner = new JsonScanner(limits);
    }

    static ThreadLocal<ReplyTools> ofEachThread(JsonLimits limits) {
        return ThreadLocal.withInitial(() -> new ReplyTools(limits));
    }

    JsonScanner scanner() {
        return scanner;
    }

    /** What remains of {@code bytes}, at the beginning of an array that is longer, until {@link #putAway}. */
    byte[] copyOf(ByteBuffer bytes) {
        used = bytes.remaining();
        if (used > room.length) {
            room = new byte[Math.max(used, 2 * room.length)];
        }
        bytes.get(bytes.position(), room, 0, used);
        return room;
    }

    void putAway() {
        scanner.letGo();
        for (int from = 0; from < used; from += NOTHING.length) {
            System.arraycopy(NOTHING, 0, room, from, Math.min(NOTHING.length, used - from));
        }
        used = 0;
    }
}
