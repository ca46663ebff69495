package io.bailiwick.gateway.downstream;

import io.bailiwick.config.Limits;
import io.bailiwick.gateway.wire.PlainMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's decoder, with an eye on the raw head for what it takes silently, and a shorter way for what is plain.
 *
 * <p>Knows when it stands in a head, because {@code decode} returns after every message.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

    private final PlainMessage plain;
    private final RawHead head = new RawHead();
    private boolean inHead = true;
    /** Nothing of the next message was seen by Netty's decoder, and nothing before it was broken. */
    private boolean between = true;
    /** Bytes that were looked at and that the decoder has not taken yet. */
    private int seenBytes;

    StrictRequestDecoder(Limits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.lineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxChunkSize(64 << 10));
        plain = new PlainMessage(limits.lineBytes(), limits.headerBytes());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (between && plain.takeRequest(in, out)) {
            return;
        }
        between = false;
        if (inHead) {
            int from = in.readerIndex() + seenBytes;
            seenBytes += head.look(in, from);
        }
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
}
