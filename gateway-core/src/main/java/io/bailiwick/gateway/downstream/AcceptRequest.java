package io.bailiwick.gateway.downstream;

import io.bailiwick.config.Limits;
import io.bailiwick.gateway.spine.BufferedBytes;
import io.bailiwick.gateway.spine.Exchange;
import io.bailiwick.gateway.spine.InboundHead;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.Spine;
import io.bailiwick.gateway.spine.Spines;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step 1: one client connection. Framing and limits first, then one request at a time is handed to the spine.
 *
 * <p>A client's FIN counts as leaving: a client that goes away closes, and tokens that nobody reads cost money.
 */
final class AcceptRequest extends ChannelInboundHandlerAdapter implements ResponseWriter.Ending {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptRequest.class);

    /** Of a refused request: a client that connects again costs more than as many bytes read. */
    private static final long MOST_DROPPED_BYTES = 64 << 10;

    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Spines spines;
    private final Limits limits;
    private final HeadRules rules;
    private final BufferedBytes buffered;
    private final IncomingBody body;
    private final OpenConnections connections;
    private final LongSupplier nanoTime;

    /** Null until something comes before its turn, which few clients ever send. */
    private @Nullable BeforeTurn waiting;

    private Spine spine;
    private State state = State.IDLE;
    private @Nullable Exchange exchange;
    private boolean bodyIsRead;
    private boolean dropsBody;
    private boolean reading;
    private boolean lateBody;
    private @Nullable IdleWatch idleWatch;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ClientPeer peer;

    private enum State {
        /** Between requests: whoever says nothing for long is closed. */
        IDLE,
        READING_BODY,
        SERVING,
        /** The reply is out, and its request's body comes still: dropped unread, and then the next request may come. */
        DROPPING_BODY,
        /** The last reply is out; whatever still comes is dropped unread. */
        CLOSING
    }

    AcceptRequest(
            Spines spines, Limits limits, BufferedBytes buffered, OpenConnections connections, LongSupplier nanoTime) {
        this.spines = spines;
        this.spine = spines.of(null);
        this.limits = limits;
        this.rules = new HeadRules(limits);
        this.buffered = buffered;
        this.body = new IncomingBody(rules, buffered.share());
        this.connections = connections;
        this.nanoTime = nanoTime;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        if (!connections.opened(ctx.channel())) {
            ctx.close();
            return;
        }
        idleWatch = new IdleWatch(ctx, limits.idle(), nanoTime);
        // A head that trickles in is cut off as well: the timer runs until a whole head has come.
        watch(limits.headTime(), ctx::close);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = true;
        HttpObject object = (HttpObject) message;
        if (state == State.CLOSING) {
            ReferenceCountUtil.release(object);
        } else if (state == State.SERVING || somethingWaits()) {
            // What waits goes first, even when it may go already: requests are answered in their order.
            hold(ctx, object);
        } else {
            take(ctx, object);
        }
    }

    /** A pipelined request waits until the one before it is answered; no more is read than came with it. */
    private void hold(ChannelHandlerContext ctx, HttpObject object) {
        if (waiting == null) {
            waiting = new BeforeTurn(buffered);
        }
        if (waiting.add(object)) {
            ctx.channel().config().setAutoRead(false);
        } else {
            ctx.close(); // nobody has been let in yet for whom there would be an answer
        }
    }

    private boolean somethingWaits() {
        return waiting != null && !waiting.isEmpty();
    }

    /** Consumes {@code object}. */
    private void take(ChannelHandlerContext ctx, HttpObject object) {
        try {
            if (object instanceof HttpRequest request) {
                head(ctx, request);
            }
            if (object instanceof HttpContent content && state == State.READING_BODY) {
                content(content);
            } else if (object instanceof HttpContent content && state == State.DROPPING_BODY) {
                dropped(ctx, content);
            } else if (object instanceof LastHttpContent && state != State.READING_BODY) {
                bodyIsRead = true;
            }
        } finally {
            ReferenceCountUtil.release(object);
        }
    }

    private void head(ChannelHandlerContext ctx, HttpRequest request) {
        long now = nanoTime.getAsLong();
        state = State.SERVING;
        stopWatching();
        if (idleWatch != null) {
            idleWatch.busy();
        }
        bodyIsRead = false;
        dropsBody = false;
        KnownLines lines = KnownLines.of(request.headers());
        Refusal broken = rules.broken(request, lines);
        spine = spines.of(broken == null ? lines.get(KnownHeader.BAILIWICK_DRILL) : null);
        if (broken != null) {
            InboundHead untrusted = ReadHead.untrusted(request, now);
            spine.refused(untrusted, new ResponseWriter(ctx, untrusted, false, this), broken);
            return;
        }
        long length = lines.has(KnownHeader.TRANSFER_ENCODING) ? -1 : lines.length(0);
        bodyIsRead = length == 0;
        // Who waits to be asked for its body may never send it.
        dropsBody = length > 0 && length <= MOST_DROPPED_BYTES && !lines.has(KnownHeader.EXPECT);
        if (peer == null) {
            peer = ClientPeer.of(
                    ctx.channel(), ctx.pipeline().get(PipelineOrder.TLS) instanceof SslHandler tls ? tls : null);
        }
        InboundHead head = ReadHead.of(request, lines, now);
        boolean keepAlive = keepsAlive(request, lines) && !connections.draining();
        ResponseWriter client = new ResponseWriter(ctx, head, keepAlive, this);
        Exchange begun = spine.head(
                head,
                ReadHead.presented(request.headers(), lines, peer),
                client,
                accepted -> takeBody(ctx, lines, accepted));
        if (!begun.isFinished()) {
            exchange = begun; // accepted, or waiting: what comes meanwhile is held
        }
    }

    private static boolean keepsAlive(HttpRequest request, KnownLines lines) {
        return lines.has(KnownHeader.CONNECTION)
                ? HttpUtil.isKeepAlive(request)
                : request.protocolVersion().isKeepAliveDefault();
    }

    private void takeBody(ChannelHandlerContext ctx, KnownLines lines, Exchange begun) {
        exchange = begun;
        Refusal refused = rules.bodyRefused(lines);
        if (refused != null) {
            spine.refused(begun, refused);
            return;
        }
        state = State.READING_BODY;
        dropsBody = false;
        body.expect(lines.length(-1));
        if (lines.has(KnownHeader.EXPECT)) {
            ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), "HTTP/1.1 100 Continue\r\n\r\n"));
        }
        if (reading) {
            lateBody = true; // watched once this read is over: most bodies come with their head
        } else {
            watchBody();
        }
        if (somethingWaits()) {
            ctx.executor().execute(() -> drainWaiting(ctx)); // what came while the head waited
        }
    }

    /** Borrows {@code content}. */
    private void dropped(ChannelHandlerContext ctx, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            close(ctx); // where the next request would begin is not certain
        } else if (content instanceof LastHttpContent) {
            stopWatching();
            bodyIsRead = true;
            idle();
        }
    }

    /** Borrows {@code content}. */
    private void content(HttpContent content) {
        Refusal refused = body.take(content);
        if (refused != null) {
            refuse(refused);
        } else if (content instanceof LastHttpContent last && exchange != null) {
            stopWatching();
            bodyIsRead = true;
            state = State.SERVING;
            inTurn(exchange, body.whole(last));
        }
    }

    /** At the end of the loop's round: what came in together is read together, by code that the core's cache then holds. */
    private void inTurn(Exchange asking, byte[] whole) {
        Spine serving = spine;
        asking.loop().execute(() -> serving.body(asking, whole));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (lateBody && (state == State.READING_BODY || state == State.DROPPING_BODY)) {
            watchBody();
        }
        lateBody = false;
        ctx.fireChannelReadComplete();
    }

    private void watchBody() {
        watch(limits.bodyTime(), this::late);
    }

    private void late() {
        if (state == State.DROPPING_BODY && context != null) {
            context.close(); // it has its answer
        } else {
            refuse(HeadRules.malformed("the body took longer than this gateway waits"));
        }
    }

    private void refuse(Refusal refusal) {
        if (exchange != null) {
            state = State.SERVING;
            stopWatching();
            spine.refused(exchange, refusal);
        }
    }

    /** What a FIN is in the clear. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null && ctx.channel().isWritable()) {
            spine.writable(exchange);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connections.closed(ctx.channel());
        stopWatching();
        if (idleWatch != null) {
            idleWatch.end();
        }
        Exchange left = exchange;
        exchange = null;
        state = State.CLOSING;
        if (left != null && !left.isFinished()) {
            spine.clientLeft(left);
        }
        body.letGo();
        if (waiting != null) {
            waiting.drop();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("a client connection broke: {}", cause.getClass().getSimpleName());
        } else {
            LOG.error("a client connection broke the gateway", cause);
        }
        ctx.close();
    }

    // How a reply leaves the connection.

    @Override
    public boolean bodyIsRead() {
        return bodyIsRead;
    }

    @Override
    public boolean dropsBody() {
        return dropsBody;
    }

    @Override
    public boolean leaving() {
        return connections.draining();
    }

    @Override
    public boolean streams() {
        return exchange != null && exchange.isStream();
    }

    @Override
    public String route() {
        return exchange == null ? "unknown" : exchange.routeName();
    }

    @Override
    public void answered() {
        body.letGo();
    }

    @Override
    public void ended(boolean keepAlive) {
        ChannelHandlerContext ctx = context;
        exchange = null;
        if (ctx == null || !ctx.channel().isActive()) {
            return;
        }
        if (!keepAlive || connections.draining()) {
            close(ctx);
            return;
        }
        if (bodyIsRead) {
            idle();
        } else {
            dropBody();
        }
        if (somethingWaits()) {
            // Later, so that a long pipeline is a loop and not a deep stack.
            ctx.executor().execute(() -> drainWaiting(ctx));
        } else {
            ctx.channel().config().setAutoRead(true);
        }
    }

    private void idle() {
        state = State.IDLE;
        if (idleWatch != null) {
            idleWatch.idle();
        }
    }

    private void dropBody() {
        state = State.DROPPING_BODY;
        if (reading) {
            lateBody = true; // most bodies come with their head
        } else {
            watchBody();
        }
    }

    private void drainWaiting(ChannelHandlerContext ctx) {
        while (waiting != null && state != State.SERVING && state != State.CLOSING && !waiting.isEmpty()) {
            take(ctx, waiting.next());
        }
        if (!somethingWaits()) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void cut() {
        state = State.CLOSING;
        exchange = null;
        answered();
        if (context != null) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Closes so that the reply is read: a close with unread bytes resets the connection and can destroy it. */
    private void close(ChannelHandlerContext ctx) {
        state = State.CLOSING;
        if (bodyIsRead && !somethingWaits()) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (ctx.channel() instanceof SocketChannel socket && ctx.pipeline().get(PipelineOrder.TLS) == null) {
                socket.shutdownOutput();
            }
            ctx.channel().config().setAutoRead(true);
            watch(LINGER, ctx::close);
        });
    }

    private void watch(Duration length, Runnable late) {
        stopWatching();
        if (context != null) {
            timer = context.executor().schedule(late, length.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void stopWatching() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
