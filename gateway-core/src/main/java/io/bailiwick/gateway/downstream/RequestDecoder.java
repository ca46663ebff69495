package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.wire.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests by the short way where they are plain; every other by the strict decoder, which most connections never need. */
final class RequestDecoder extends ByteToMessageDecoder {

    private final Framing framing;
    private @Nullable StrictRequestDecoder strict;

    RequestDecoder(Framing framing) {
        this.framing = framing;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (!takesPlain(in, out)) {
            strict().decode(ctx, in, out);
        }
    }

    /** No more will come. */
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        boolean nothingBegan = strict == null && !in.isReadable();
        if (!nothingBegan && !(in.isReadable() && takesPlain(in, out))) {
            strict().decodeLast(ctx, in, out);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        if (strict != null) {
            strict.handlerRemoved0(ctx);
        }
    }

    /** What the strict decoder has begun it ends as well. */
    private boolean takesPlain(ByteBuf in, List<Object> out) {
        return (strict == null || strict.isBetween()) && framing.plain().takeRequest(in, out);
    }

    private StrictRequestDecoder strict() {
        StrictRequestDecoder known = strict;
        if (known == null) {
            known = new StrictRequestDecoder(framing);
            strict = known;
        }
        return known;
    }
}
