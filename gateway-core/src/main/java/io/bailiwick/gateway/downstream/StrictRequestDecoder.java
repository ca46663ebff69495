package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.wire.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's decoder, with an eye on the raw head for what it takes silently; no handler of its own, {@link RequestDecoder} asks it.
 *
 * <p>Knows when it stands in a head, because {@code decode} returns after every message.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

    private final RawHead head = new RawHead();
    private boolean inHead = true;
    private boolean between = true;
    /** Its connection will close. */
    private boolean folded;
    /** Bytes that were looked at and that the decoder has not taken yet. */
    private int seenBytes;

    StrictRequestDecoder(Framing framing) {
        super(framing.whole());
    }

    /** Nothing of the next message was seen, and nothing before it was broken. */
    boolean isBetween() {
        return between;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        between = false;
        if (folded) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (inHead) {
            int from = in.readerIndex() + seenBytes;
            seenBytes += head.look(in, from);
            if (head.isFolded()) {
                folded = true;
                endBeforeFold(ctx, in, out);
                return;
            }
        }
        decodeLooked(ctx, in, out);
    }

    /**
     * A fold is refused, and its connection closes: nothing behind it is read, for the decoder would copy the line anew with
     * each of the thousands of folds that a head has room for.
     */
    private void endBeforeFold(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        ByteBuf ended = ctx.alloc().buffer(seenBytes + 2);
        try {
            ended.writeBytes(in, seenBytes).writeByte('\r').writeByte('\n');
            in.skipBytes(in.readableBytes());
            decodeLooked(ctx, ended, out);
        } finally {
            ended.release();
        }
        between = false;
    }

    private void decodeLooked(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int before = out.size();
        int start = in.readerIndex();
        super.decode(ctx, in, out);
        seenBytes = Math.max(0, seenBytes - (in.readerIndex() - start));
        for (int i = before; i < out.size(); i++) {
            Object message = out.get(i);
            if (message instanceof HttpRequest request) {
                inHead = false;
                String fault = head.fault();
                if (fault != null && request.decoderResult().isSuccess()) {
                    request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(fault)));
                }
            }
            if (message instanceof LastHttpContent last) {
                inHead = true;
                between = last.decoderResult().isSuccess();
                seenBytes = 0;
                head.begin();
            }
        }
    }

    /** Netty takes a GET with the keys of an old WebSocket for one with eight bytes behind it, which are the next request's. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        HttpHeaders headers = message.headers();
        return !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    // Netty keeps both to its own package and heirs; RequestDecoder, which is neither, has to call them.

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        super.decodeLast(ctx, in, out);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        super.handlerRemoved0(ctx);
    }
}
