package io.bailiwick.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * The last look before bytes leave: only a permitted request, and only on a connection to its own place.
 *
 * <p>It has no exception list, no shadow mode and no default. Everything else is an error of this program, so it throws.
 */
final class BorderGuard extends ChannelOutboundHandlerAdapter {

    private final RequestBytes toPlace;

    BorderGuard(RequestBytes toPlace) {
        this.toPlace = toPlace;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof PermittedRequest request)) {
            throw new StoppedException("only a permitted request may leave, not "
                    + message.getClass().getSimpleName());
        }
        Place place = toPlace.place();
        if (!request.permitted().covers(place.reach()) || !request.place().equals(place)) {
            throw new StoppedException(request.candidate() + " would leave by a connection of another place");
        }
        ctx.write(bytes(request, ctx), promise);
    }

    private ByteBuf bytes(PermittedRequest request, ChannelHandlerContext ctx) {
        try {
            return toPlace.of(request, ctx.alloc());
        } catch (IllegalArgumentException unwritable) {
            // Not the endpoint's fault, and no reason to try another.
            throw new StoppedException(request.candidate() + ": " + unwritable.getMessage());
        }
    }

    /** This program tried to send what it may not. */
    static final class StoppedException extends IllegalStateException {
        StoppedException(String what) {
            super(what);
        }
    }
}
