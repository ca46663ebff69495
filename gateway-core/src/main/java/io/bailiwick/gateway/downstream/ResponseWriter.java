package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.spine.Client;
import io.bailiwick.gateway.spine.InboundHead;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.RefusalCode;
import io.bailiwick.gateway.spine.Stamp;
import io.bailiwick.gateway.wire.HeadBytes;
import io.bailiwick.gateway.wire.HeadText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/** Writes one reply to one request of a connection, stamped; tells the connection how it ended. */
final class ResponseWriter implements Client {

    private static final HeadText CONTENT_LENGTH = HeadText.name(HttpHeaderNames.CONTENT_LENGTH);
    private static final HeadText IN_CHUNKS =
            HeadText.line(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    private static final HeadText CLOSES = HeadText.line(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    private static final HeadText STAYS = HeadText.line(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);

    private final ChannelHandlerContext ctx;
    private final InboundHead head;
    private final Ending ending;
    private final boolean keepAlive;
    private final OutBytes out;
    private boolean chunked;
    private long saidBytes;

    ResponseWriter(ChannelHandlerContext ctx, InboundHead head, boolean keepAlive, Ending ending) {
        this.ctx = ctx;
        this.head = head;
        this.keepAlive = keepAlive;
        this.ending = ending;
        this.out = new OutBytes(ctx);
    }

    @Override
    public EventLoop loop() {
        return ctx.channel().eventLoop();
    }

    @Override
    public ByteBuf allocate(int bytes) {
        return ctx.alloc().buffer(bytes);
    }

    @Override
    public void commit(int status, HttpHeaders headers, Stamp stamp, long lengthBytes) {
        chunked = lengthBytes < 0;
        HeadBytes bytes = begun(status).headers(headers);
        stamp(bytes, stamp, keepAlive && !ending.leaving());
        if (chunked) {
            bytes.text(IN_CHUNKS);
        } else {
            bytes.header(CONTENT_LENGTH, lengthBytes);
        }
        out.head(bytes.end(), lengthBytes);
        if (chunked && ending.streams()) {
            ending.answered(); // a stream lasts, and its request is said to nobody any more
        }
    }

    private static HeadBytes begun(int status) {
        return HeadBytes.ofReply(status, HttpResponseStatus.valueOf(status).reasonPhrase());
    }

    private void stamp(HeadBytes bytes, Stamp stamp, boolean keep) {
        StampHeaders.add(stamp, bytes);
        if (!keep) {
            bytes.text(CLOSES);
        } else if (!head.chunkable()) {
            bytes.text(STAYS); // HTTP/1.0 takes silence for a no
        }
    }

    @Override
    public void write(ByteBuf bytes) {
        said(bytes, null);
    }

    @Override
    public void write(ByteBuf bytes, Runnable gone) {
        said(bytes, gone);
    }

    private void said(ByteBuf bytes, @Nullable Runnable gone) {
        saidBytes += bytes.readableBytes();
        if (chunked) {
            out.chunk(bytes, gone);
        } else {
            out.body(bytes, gone);
        }
    }

    @Override
    public long saidBytes() {
        return saidBytes;
    }

    @Override
    public void flush() {
        out.write();
        ctx.flush();
    }

    @Override
    public void end() {
        if (chunked) {
            out.lastChunk();
        }
        ending.answered();
        // Ended when the client has it: until then neither its next request nor its silence counts.
        out.last(() -> ending.ended(keepAlive));
        ctx.flush();
    }

    @Override
    public void refuse(Refusal refusal, Stamp stamp) {
        boolean read = ending.bodyIsRead() || (refusal.code() == RefusalCode.OVERLOADED && ending.dropsBody());
        boolean keep = keepAlive && read;
        byte[] body = RenderRefusal.body(refusal, stamp, ending.route(), head.dialect());
        HeadBytes bytes = begun(refusal.code().status());
        RenderRefusal.headers(refusal, bytes);
        stamp(bytes, stamp, keep);
        bytes.header(CONTENT_LENGTH, body.length);
        out.head(bytes.end(), body.length);
        // A body behind the reply to HEAD would be read as the next reply.
        if (!head.method().equals("HEAD")) {
            out.body(body);
        }
        ending.answered();
        if (!keep || isWritable()) {
            flush();
            ending.ended(keep);
        } else {
            // Whoever reads nothing is not refused any further: what is held for it would grow with what it asks.
            out.last(() -> ending.ended(true));
            ctx.flush();
        }
    }

    @Override
    public void breakOff(Refusal refusal, long sequence) {
        if (sequence >= 0) {
            write(Unpooled.wrappedBuffer(RenderRefusal.lastEvent(refusal, head.api(), sequence)));
        }
        out.write();
        // Closed without the last chunk, or short of its length: what is cut must not look complete.
        ending.cut();
    }

    @Override
    public void abandon() {
        out.letGo();
        ending.cut();
    }

    @Override
    public void left() {
        out.letGo();
    }

    @Override
    public boolean isWritable() {
        return ctx.channel().isWritable();
    }

    /** What becomes of the connection after a reply. */
    interface Ending {

        /** Whether the request's body was read to its end. */
        boolean bodyIsRead();

        /** Whether none of it was taken yet, and what comes of it is sure to come and short enough to be dropped. */
        boolean dropsBody();

        /** Whether the connection will close after this reply, whatever the client asked. */
        boolean leaving();

        /** Whether the reply is a stream of events, in which an error can be said. */
        boolean streams();

        /** The route's name, for a refusal. */
        String route();

        /** Nobody is asked any more, though the reply may take long to come or to leave: what was held of the request is held no longer. */
        void answered();

        /** The reply has left, or is on its way to a client that reads. */
        void ended(boolean keepAlive);

        /** What was written is flushed, then the connection closes without a clean end. */
        void cut();
    }
}
