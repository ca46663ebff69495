package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.wire.UnreadTime;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes a client's connection on which no request comes for as long as one may be idle, and one whose client reads nothing
 * for as long: it has left without saying so.
 *
 * <p>One timer looks now and then for both. To listen to each request and each write would cost every request something.
 */
final class IdleWatch implements Runnable {

    private final ChannelHandlerContext ctx;
    private final LongSupplier nanoTime;
    private final long patienceNanos;
    /** It sees more of what lies unread than this process does, and was told at the beginning for how long that may be. */
    private final boolean kernelLooks;

    private boolean idle;
    private long idleSinceNanos;
    private Unread lastSeen = Unread.NOTHING;
    private Future<?> look;

    /** The connection has just been opened, and counts as busy. */
    IdleWatch(ChannelHandlerContext ctx, Duration patience, LongSupplier nanoTime) {
        this.ctx = ctx;
        this.nanoTime = nanoTime;
        this.patienceNanos = patience.toNanos();
        this.kernelLooks = UnreadTime.isBounded(ctx.channel());
        this.look = in(patienceNanos);
    }

    void idle() {
        idle = true;
        lastSeen = Unread.NOTHING;
        idleSinceNanos = nanoTime.getAsLong();
    }

    void busy() {
        idle = false;
    }

    void end() {
        look.cancel(false);
    }

    /** Looks; no two looks at what is unread are closer than the client's patience. */
    @Override
    public void run() {
        long leftNanos = idle ? patienceNanos - (nanoTime.getAsLong() - idleSinceNanos) : patienceNanos;
        if (leftNanos <= 0 || (!idle && !kernelLooks && readsNothing())) {
            ctx.close();
        } else {
            look = in(leftNanos);
        }
    }

    private Future<?> in(long nanos) {
        return ctx.executor().schedule(this, nanos, TimeUnit.NANOSECONDS);
    }

    /** The first look only notes what has not left: whether the client reads shows at the next. */
    private boolean readsNothing() {
        Unread before = lastSeen;
        lastSeen = Unread.of(ctx.channel().unsafe().outboundBuffer());
        return lastSeen.bytes > 0 && lastSeen.isSameAs(before);
    }

    /**
     * What a client could have had and has not taken; what no flush has offered yet is not its fault.
     *
     * @param bytes in all
     * @param first the message that leaves next
     * @param firstBytesGone how much of that has left
     */
    private record Unread(long bytes, @Nullable Object first, long firstBytesGone) {

        static final Unread NOTHING = new Unread(0, null, 0);

        static Unread of(@Nullable ChannelOutboundBuffer buffer) {
            Object first = buffer == null ? null : buffer.current();
            return buffer == null || first == null
                    ? NOTHING
                    : new Unread(buffer.totalPendingWriteBytes(), first, buffer.currentProgress());
        }

        @SuppressWarnings("ReferenceEquality") // a message is itself, whatever it says
        boolean isSameAs(Unread other) {
            return bytes == other.bytes && first == other.first && firstBytesGone == other.firstBytesGone;
        }
    }
}
