package io.bailiwick.gateway.upstream;

import io.bailiwick.gateway.wire.Framing;
import io.bailiwick.gateway.wire.PlainMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/** Netty's decoder, with a shorter way for what is plain. */
final class ReplyDecoder extends HttpResponseDecoder {

    private final PlainMessage plain;
    /** Nothing of the next reply was seen by Netty's decoder, and nothing before it was broken. */
    private boolean between = true;

    ReplyDecoder(Framing framing) {
        super(framing.whole());
        plain = framing.plain();
    }

    /** Nothing has come that is of no reply yet: what comes next begins one. */
    boolean isBetween() {
        return between && actualReadableBytes() == 0;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (between && plain.takeReply(in, out)) {
            return;
        }
        between = false;
        super.decode(ctx, in, out);
        if (!out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent last) {
            between = last.decoderResult().isSuccess();
        }
    }
}
