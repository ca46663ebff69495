package io.bailiwick.gateway.admin;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection on which no whole request has come in time, however many of its bytes have, or that leaves its
 * answer unread. A whole request is answered at once, so an answer ends the wait for one.
 */
final class AdminDeadline extends ChannelDuplexHandler {

    private final Duration request;
    private final Duration answer;
    private @Nullable ScheduledFuture<?> end;

    AdminDeadline(Duration request, Duration answer) {
        this.request = request;
        this.answer = answer;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        endAfter(ctx, request);
        ctx.fireChannelActive();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            endAfter(ctx, answer);
            ctx.write(message, promise.unvoid()).addListener(written -> endAfter(ctx, request));
        } else {
            ctx.write(message, promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (end != null) {
            end.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    private void endAfter(ChannelHandlerContext ctx, Duration time) {
        if (end != null) {
            end.cancel(false);
        }
        end = ctx.channel().isActive()
                ? ctx.executor().schedule(() -> ctx.close(), time.toNanos(), TimeUnit.NANOSECONDS)
                : null;
    }
}
