package io.bailiwick.gateway.upstream;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;

/**
 * The last look before bytes leave: only a permitted request, and only on a connection to its own place.
 *
 * <p>It has no exception list, no shadow mode and no default. Everything else is an error of this program, so it throws.
 */
final class BorderGuard extends ChannelOutboundHandlerAdapter {

    private final Place place;

    BorderGuard(Place place) {
        this.place = place;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof PermittedRequest request)) {
            throw new StoppedException("only a permitted request may leave, not "
                    + message.getClass().getSimpleName());
        }
        if (!request.permitted().covers(place.reach()) || !request.place().equals(place)) {
            throw new StoppedException(request.candidate() + " would leave by a connection of another place");
        }
        ctx.write(http(request), promise);
    }

    /** This program tried to send what it may not. */
    static final class StoppedException extends IllegalStateException {
        StoppedException(String what) {
            super(what);
        }
    }

    private static FullHttpRequest http(PermittedRequest request) {
        FullHttpRequest http = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                request.method(),
                request.path(),
                Unpooled.wrappedBuffer(request.body()),
                request.headers().copy(),
                EmptyHttpHeaders.INSTANCE);
        http.headers()
                .set(
                        HttpHeaderNames.HOST,
                        HostHeader.of(request.candidate().endpoint().url()));
        if (request.body().length > 0) {
            http.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
        }
        request.upstream().credential().addTo((name, value) -> http.headers().set(name, value));
        return http;
    }
}
