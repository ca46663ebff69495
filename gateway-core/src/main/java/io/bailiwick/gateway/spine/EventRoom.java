package io.bailiwick.gateway.spine;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The array that a thread reads events from, one after the other: what came is copied there once, and no view of it need be
 * made. It is held until it is put away, and whoever reads meanwhile, an event that came in pieces, has another.
 */
final class EventRoom {

    private static final int FIRST_BYTES = 16 << 10;

    private static final FastThreadLocal<@Nullable EventRoom> FREE = new FastThreadLocal<>();

    private ByteBuffer view = ByteBuffer.allocate(FIRST_BYTES);
    private int used;
    /** The next that is free, while this one is. */
    private @Nullable EventRoom next;

    private EventRoom() {}

    /** Borrows {@code bytes}, whose readable ones stand in the {@link #view} of what it gives. */
    static EventRoom with(ByteBuf bytes) {
        EventRoom free = FREE.get();
        EventRoom room = free == null ? new EventRoom() : free;
        FREE.set(room.next);
        room.next = null;
        room.copy(bytes);
        return room;
    }

    private void copy(ByteBuf bytes) {
        used = bytes.readableBytes();
        if (used > view.capacity()) {
            view = ByteBuffer.allocate(Math.max(used, 2 * view.capacity()));
        }
        bytes.getBytes(bytes.readerIndex(), view.array(), 0, used);
        view.clear().limit(used);
    }

    ByteBuffer view() {
        return view;
    }

    /** Nothing of what came stays in it. */
    void putAway() {
        Arrays.fill(view.array(), 0, used, (byte) 0);
        next = FREE.get();
        FREE.set(this);
    }
}
