package io.bailiwick.gateway.spine;

import io.netty.buffer.ByteBuf;

/** Bytes that come in pieces and are wanted in one: what is begun is kept as it is until a second comes. */
final class JoinedBytes {

    private final Client client;
    private ByteBuf begun;
    private boolean isOurs;

    /** Consumes {@code begun}. */
    JoinedBytes(Client client, ByteBuf begun) {
        this.client = client;
        this.begun = begun;
    }

    int readableBytes() {
        return begun.readableBytes();
    }

    /** Consumes {@code bytes}, which come next. */
    JoinedBytes and(ByteBuf bytes) {
        if (!isOurs) {
            // Ours grows by doubling, so that what comes in many pieces is not copied once for each.
            ByteBuf ours = client.allocate(2 * (begun.readableBytes() + bytes.readableBytes()));
            ours.writeBytes(begun);
            begun.release();
            begun = ours;
            isOurs = true;
        }
        begun.writeBytes(bytes);
        bytes.release();
        return this;
    }

    /** All of it so far, for the caller to release. */
    ByteBuf taken() {
        return begun;
    }

    void release() {
        begun.release();
    }
}
