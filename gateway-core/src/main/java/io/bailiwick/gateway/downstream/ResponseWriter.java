package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.spine.Client;
import io.bailiwick.gateway.spine.InboundHead;
import io.bailiwick.gateway.spine.Refusal;
import io.bailiwick.gateway.spine.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** Writes one reply to one request of a connection, stamped; tells the connection how it ended. */
final class ResponseWriter implements Client {

    private final ChannelHandlerContext ctx;
    private final InboundHead head;
    private final Ending ending;
    private final boolean keepAlive;
    private boolean whole;
    private @Nullable HttpResponse unwrittenHead;
    private @Nullable ByteBuf unwrittenBody;
    private Runnable bodyGone = () -> {};

    ResponseWriter(ChannelHandlerContext ctx, InboundHead head, boolean keepAlive, Ending ending) {
        this.ctx = ctx;
        this.head = head;
        this.keepAlive = keepAlive;
        this.ending = ending;
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
        StampHeaders.set(stamp, headers);
        whole = lengthBytes >= 0;
        if (!whole) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, lengthBytes);
        }
        connection(headers, keepAlive && !ending.leaving());
        unwrittenHead = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers);
    }

    @Override
    public void write(ByteBuf bytes) {
        writeHeld();
        ctx.write(new DefaultHttpContent(bytes));
    }

    @Override
    public void write(ByteBuf bytes, Runnable gone) {
        if (whole && unwrittenHead != null && unwrittenBody == null) {
            unwrittenBody = bytes; // its end comes next: one message is written where three would be
            bodyGone = gone;
        } else {
            writeHeld();
            ctx.write(new DefaultHttpContent(bytes)).addListener(written -> gone.run());
        }
    }

    /** The head and what came with it, where more follows. */
    private void writeHeld() {
        HttpResponse head = unwrittenHead;
        ByteBuf body = unwrittenBody;
        unwrittenHead = null;
        unwrittenBody = null;
        if (head != null) {
            ctx.write(head);
        }
        if (body != null) {
            Runnable gone = bodyGone;
            ctx.write(new DefaultHttpContent(body)).addListener(written -> gone.run());
        }
    }

    @Override
    public void flush() {
        writeHeld();
        ctx.flush();
    }

    @Override
    public void end() {
        HttpResponse response = unwrittenHead;
        ByteBuf body = unwrittenBody;
        if (response != null && body != null) {
            endWhole(response, body);
            return;
        }
        writeHeld();
        // Ended when the client has it: until then neither its next request nor its silence counts.
        ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(written -> ending.ended(keepAlive));
    }

    private void endWhole(HttpResponse response, ByteBuf body) {
        unwrittenHead = null;
        unwrittenBody = null;
        ctx.writeAndFlush(new DefaultFullHttpResponse(
                        response.protocolVersion(),
                        response.status(),
                        body,
                        response.headers(),
                        EmptyHttpHeaders.INSTANCE))
                .addListener(written -> {
                    bodyGone.run();
                    ending.ended(keepAlive);
                });
    }

    @Override
    public void refuse(Refusal refusal, Stamp stamp) {
        boolean keep = keepAlive && ending.bodyIsRead();
        HttpHeaders headers = new DefaultHttpHeaders();
        RenderRefusal.headers(refusal, headers);
        StampHeaders.set(stamp, headers);
        byte[] body = RenderRefusal.body(refusal, stamp, ending.route(), head.dialect());
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        connection(headers, keep);
        ctx.writeAndFlush(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(refusal.code().status()),
                // A body behind the reply to HEAD would be read as the next reply.
                head.method().equals("HEAD") ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body),
                headers,
                EmptyHttpHeaders.INSTANCE));
        ending.ended(keep);
    }

    @Override
    public void breakOff(Refusal refusal, long sequence) {
        writeHeld();
        if (ending.streams()) {
            ctx.write(new DefaultHttpContent(
                    Unpooled.wrappedBuffer(RenderRefusal.lastEvent(refusal, head.api(), sequence))));
        }
        // Closed without the last chunk, or short of its length: what is cut must not look complete.
        ending.cut();
    }

    @Override
    public boolean isWritable() {
        return ctx.channel().isWritable();
    }

    private void connection(HttpHeaders headers, boolean keep) {
        if (!keep) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!head.chunkable()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE); // HTTP/1.0 takes silence for a no
        }
    }

    /** What becomes of the connection after a reply. */
    interface Ending {

        /** Whether the request's body was read to its end. */
        boolean bodyIsRead();

        /** Whether the connection will close after this reply, whatever the client asked. */
        boolean leaving();

        /** Whether the reply is a stream of events, in which an error can be said. */
        boolean streams();

        /** The route's name, for a refusal. */
        String route();

        void ended(boolean keepAlive);

        /** What was written is flushed, then the connection closes without a clean end. */
        void cut();
    }
}
