package io.bailiwick.gateway.upstream;

import io.bailiwick.gateway.upstream.Transport.Failure;
import io.bailiwick.gateway.upstream.Transport.Kind;
import io.bailiwick.gateway.upstream.Transport.Listener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one place, carrying one call at a time.
 *
 * <p>Bytes or an end that come while no call is under way mean that the peer is not in step with us: it is closed.
 */
final class UpstreamChannel extends ChannelInboundHandlerAdapter {

    /** A peer that had closed a kept connection says so within a round trip; later it is an answer that broke. */
    private static final long STALE_WITHIN_NANOS = 1_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamChannel.class);

    private final LongSupplier nanoTime;
    private final Returned returned;
    private final ReplyDecoder replies;
    private @Nullable Listener listener;
    private boolean reused;
    private boolean replyBegun;
    private boolean keepAlive;
    private boolean informational;
    private boolean requestWritten;
    /** The whole reply has come, and its listener has not judged it yet. */
    private boolean replyIsWhole;

    private long begunNanos;

    UpstreamChannel(LongSupplier nanoTime, Returned returned, ReplyDecoder replies) {
        this.nanoTime = nanoTime;
        this.returned = returned;
        this.replies = replies;
    }

    /** Takes the connection for one call; {@code kept} where another came before. */
    void begin(Listener forListener, boolean kept, long nowNanos) {
        if (listener != null) {
            throw new IllegalStateException("this connection carries a call already");
        }
        listener = forListener;
        reused = kept;
        begunNanos = nowNanos;
        replyBegun = false;
        replyIsWhole = false;
        keepAlive = false;
        requestWritten = false;
    }

    /** Whether the call under way is that listener's: a connection outlives its calls. */
    boolean carries(Listener whose) {
        return listener == whose;
    }

    /** The whole request left: only then may the connection carry another. */
    void requestWritten() {
        requestWritten = true;
    }

    /** The caller has lost interest: whatever still comes belongs to nobody. */
    void abandon(ChannelHandlerContext ctx) {
        listener = null;
        ctx.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (listener == null) {
                ctx.close();
                return;
            }
            if (replyIsWhole) {
                keepAlive = false; // more than was asked for
                return;
            }
            HttpObject object = (HttpObject) message;
            if (object.decoderResult().isFailure()) {
                fail(ctx, Kind.MALFORMED, "reply is not well-formed HTTP");
                return;
            }
            if (object instanceof HttpResponse response) {
                head(ctx, response);
            }
            if (object instanceof HttpContent content) {
                content(ctx, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void head(ChannelHandlerContext ctx, HttpResponse response) {
        int status = response.status().code();
        informational = status < 200;
        replyBegun = true;
        if (status == 101) {
            fail(ctx, Kind.MALFORMED, "upstream changed the protocol");
        } else if (status < 100) {
            fail(ctx, Kind.MALFORMED, "upstream answered with no status");
        } else if (!informational && listener != null) {
            keepAlive = HttpUtil.isKeepAlive(response)
                    && (HttpUtil.isTransferEncodingChunked(response) || HttpUtil.isContentLengthSet(response));
            listener.head(status, response.headers());
        }
    }

    private void content(ChannelHandlerContext ctx, HttpContent content) {
        if (informational || listener == null) {
            return;
        }
        if (content.content().isReadable()) {
            listener.body(content.content().retain());
        }
        if (content instanceof LastHttpContent && listener != null) {
            replyIsWhole = true;
            Listener judging = listener;
            ctx.executor().execute(() -> end(ctx, judging)); // at the end of the round, as bodies of requests are
        }
    }

    /** A connection carries another call once its reply was found to be one: whoever finds that it is none gives it up. */
    private void end(ChannelHandlerContext ctx, Listener judging) {
        if (listener != judging) {
            return; // given up meanwhile
        }
        try {
            judge(judging);
        } finally {
            if (listener == judging) {
                over(ctx);
            }
        }
    }

    /** Nothing above this catches what breaks here, and a client would wait for nothing. */
    private void judge(Listener judging) {
        try {
            judging.end();
        } catch (RuntimeException | Error broken) {
            LOG.error("a whole reply broke the gateway", broken);
            keepAlive = false;
            judging.failed(new Failure(Kind.RESET, false, broken.getClass().getSimpleName()));
        }
    }

    private void over(ChannelHandlerContext ctx) {
        listener = null;
        if (keepAlive && requestWritten && ctx.channel().isActive() && replies.isBetween()) {
            ctx.channel().config().setAutoRead(true);
            returned.idle(ctx.channel());
        } else {
            ctx.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (listener != null && !replyIsWhole) {
            listener.readComplete();
        }
        // Only now: what was read together with the reply's end would be taken for the answer to the next request.
        if (!replies.isBetween()) {
            if (listener == null) {
                ctx.close();
            } else if (replyIsWhole) {
                keepAlive = false;
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, Kind.RESET, "connection closed");
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, Kind.RESET, cause.getClass().getSimpleName());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            fail(ctx, Kind.CONNECT, "TLS handshake failed");
        }
        ctx.fireUserEventTriggered(event);
    }

    void fail(ChannelHandlerContext ctx, Kind kind, String detail) {
        if (replyIsWhole && listener != null) {
            keepAlive = false; // it has its reply, whatever happens to the connection
            return;
        }
        boolean silent = !replyBegun && replies.isBetween();
        Listener failed = listener;
        listener = null;
        ctx.close();
        if (failed != null) {
            boolean stale =
                    reused && silent && kind == Kind.RESET && nanoTime.getAsLong() - begunNanos < STALE_WITHIN_NANOS;
            if (stale) {
                returned.stale();
            }
            failed.failed(new Failure(kind, stale, detail));
        }
    }

    /** Who keeps connections between calls. */
    interface Returned {

        /** It can carry another call. */
        void idle(Channel channel);

        /** The peer had closed it while it was kept: it may have closed its siblings as well. */
        void stale();
    }
}
