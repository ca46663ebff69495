package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.spine.BufferedBytes;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a client has sent before its turn: a pipelined request, or a body whose head still waits. Counted while it waits. */
final class BeforeTurn {

    // About what the objects take.
    private static final int HEAD_BYTES = 512;
    private static final int HEADER_BYTES = 128;
    private static final int PIECE_BYTES = 128;

    private final BufferedBytes.Share room;
    private final Deque<HttpObject> waiting = new ArrayDeque<>();

    BeforeTurn(BufferedBytes buffered) {
        this.room = buffered.shareBeforeTurn();
    }

    /** Consumes {@code message}; false, and it is released, where there is no room for it. */
    boolean add(HttpObject message) {
        if (!room.take(bytesOf(message))) {
            ReferenceCountUtil.release(message);
            return false;
        }
        waiting.add(message);
        return true;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The one that came first, for the caller to release; only where one waits. */
    HttpObject next() {
        HttpObject first = waiting.remove();
        room.giveBack(bytesOf(first));
        return first;
    }

    /** Nobody's turn will come. */
    void drop() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        room.giveBackAll();
    }

    private static int bytesOf(HttpObject message) {
        if (message instanceof HttpMessage head) {
            return HEAD_BYTES + HEADER_BYTES * head.headers().size();
        }
        int length = message instanceof HttpContent piece ? piece.content().readableBytes() : 0;
        return length == 0 ? 0 : PIECE_BYTES + length; // the end of one without a body is one object for all
    }
}
