package io.bailiwick.gateway.downstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that reads nothing for as long as one may be idle has left without saying so: it is closed.
 *
 * <p>Looks now and then instead of listening to each write, which would cost every request something.
 */
final class SlowReader extends ChannelInboundHandlerAdapter {

    private final Duration patience;
    private Unread lastSeen = Unread.NOTHING;
    private @Nullable Future<?> looks;

    SlowReader(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        long nanos = patience.toNanos();
        looks = ctx.executor().scheduleWithFixedDelay(() -> look(ctx), nanos, nanos, TimeUnit.NANOSECONDS);
        ctx.fireChannelActive();
    }

    /** The first look only notes what has not left: whether the client reads shows at the next. */
    private void look(ChannelHandlerContext ctx) {
        Unread now = Unread.of(ctx.channel().unsafe().outboundBuffer());
        if (now.bytes > 0 && now.isSameAs(lastSeen)) {
            ctx.close();
        }
        lastSeen = now;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (looks != null) {
            looks.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    /**
     * What was written to a client and has not left.
     *
     * @param bytes in all
     * @param first the message that leaves next
     * @param firstBytesGone how much of that has left
     */
    private record Unread(long bytes, @Nullable Object first, long firstBytesGone) {

        static final Unread NOTHING = new Unread(0, null, 0);

        static Unread of(@Nullable ChannelOutboundBuffer buffer) {
            return buffer == null
                    ? NOTHING
                    : new Unread(buffer.totalPendingWriteBytes(), buffer.current(), buffer.currentProgress());
        }

        @SuppressWarnings("ReferenceEquality") // a message is itself, whatever it says
        boolean isSameAs(Unread other) {
            return bytes == other.bytes && first == other.first && firstBytesGone == other.firstBytesGone;
        }
    }
}
