package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.spine.BufferedBytes;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** The body of a request that was let in: collected within its limits, and counted until nobody is asked any more. */
final class IncomingBody {

    private final HeadRules rules;
    private final BufferedBytes.Share room;
    private long announcedBytes;
    /** Null until it is known that it comes in pieces. */
    private @Nullable BodyBytes pieces;

    IncomingBody(HeadRules rules, BufferedBytes.Share room) {
        this.rules = rules;
        this.room = room;
    }

    /** One of so many bytes comes; below zero where nobody knows. */
    void expect(long bytes) {
        announcedBytes = bytes;
        pieces = null;
    }

    /** Borrows {@code content}, the next of it; null where it was taken. */
    @Nullable
    Refusal take(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            return HeadRules.malformed("the body is not well-formed chunked encoding");
        }
        ByteBuf bytes = content.content();
        int more = bytes.readableBytes();
        if ((pieces == null ? 0 : pieces.length()) + more > rules.mostBodyBytes()) {
            return rules.tooLarge();
        }
        if (pieces == null && !(content instanceof LastHttpContent)) {
            pieces = new BodyBytes(announcedBytes);
        }
        if (!room.take(pieces == null ? more : pieces.growsBy(more))) {
            return Refusal.of(RefusalCode.OVERLOADED, "this gateway holds as many request bytes as it may");
        }
        if (pieces != null) {
            pieces.add(bytes);
        }
        return null;
    }

    /** All of it, once {@code last} was taken: most bodies come in that one piece. */
    byte[] whole(LastHttpContent last) {
        byte[] whole = pieces == null ? ByteBufUtil.getBytes(last.content()) : pieces.whole();
        pieces = null;
        return whole;
    }

    /** Nobody is asked with it any more. */
    void letGo() {
        room.giveBackAll();
        pieces = null;
    }
}
