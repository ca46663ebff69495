package io.bailiwick.gateway.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of an event loop have to send is sent at the end of its round, one connection after the other: the
 * kernel's way to the wire and ours through a request do not fit into a core's cache together, and each is then walked once
 * for many requests. Nothing waits for another round.
 */
public final class FlushesTogether extends ChannelDuplexHandler implements Runnable {

    private @Nullable ChannelHandlerContext connection;
    private boolean due;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection = ctx;
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (!due) {
            due = true;
            ctx.executor().execute(this);
        }
    }

    /** At the end of the round. */
    @Override
    public void run() {
        if (connection != null) {
            now(connection);
        }
    }

    private void now(ChannelHandlerContext ctx) {
        if (due) {
            due = false;
            ctx.flush();
        }
    }

    /** What was written before it leaves before it. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        now(ctx);
        ctx.close(promise);
    }

    @Override
    public void disconnect(ChannelHandlerContext ctx, ChannelPromise promise) {
        now(ctx);
        ctx.disconnect(promise);
    }

    /** More is held than should be: the round's end is too late. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!ctx.channel().isWritable()) {
            now(ctx);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        now(ctx);
    }
}
