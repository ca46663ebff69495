package io.bailiwick.gateway.admin;

import io.bailiwick.credentials.Secret;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is decided from a request's head, before a byte of its body is kept: probes are answered for anybody, and nobody
 * goes on without the token where there is one.
 */
final class AdminDoor extends ChannelInboundHandlerAdapter {

    private static final String SCHEME = "Bearer ";

    /** Of a request that has its answer: whoever sends more is closed. */
    private static final int MOST_DROPPED_BYTES = 64 << 10;

    /** No name at all is no browser. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(|localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

    private final AdminView view;
    private final @Nullable Secret token;
    private final AdminConnections connections;
    private boolean drops;
    private int droppedBytes;

    AdminDoor(AdminView view, @Nullable Secret token, AdminConnections connections) {
        this.view = view;
        this.token = token;
        this.connections = connections;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest head) {
            head(ctx, head);
        } else if (drops && message instanceof HttpContent content) {
            dropped(ctx, content);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    /** Consumes {@code head}. */
    private void head(ChannelHandlerContext ctx, HttpRequest head) {
        drops = true;
        droppedBytes = 0;
        if (!ctx.channel().isWritable()) {
            ReferenceCountUtil.release(head);
            ctx.close(); // it asks for more than it reads
            return;
        }
        AdminAnswer answer = answer(head);
        if (answer == null) {
            drops = false;
            connections.letIn(ctx.channel());
            ctx.fireChannelRead(head);
            return;
        }
        // Who waits to be asked for its body may send another request in its place.
        boolean keepAlive = HttpUtil.isKeepAlive(head)
                && !head.decoderResult().isFailure()
                && !head.headers().contains(HttpHeaderNames.EXPECT);
        ReferenceCountUtil.release(head);
        answer.send(ctx, keepAlive);
    }

    /** Consumes {@code content}. */
    private void dropped(ChannelHandlerContext ctx, HttpContent content) {
        droppedBytes += content.content().readableBytes();
        boolean ends = content instanceof LastHttpContent;
        boolean broken = isBroken(content);
        ReferenceCountUtil.release(content);
        if (broken || droppedBytes > MOST_DROPPED_BYTES) {
            ctx.close();
        }
        drops = !ends;
    }

    private static boolean isBroken(HttpObject object) {
        return object.decoderResult().isFailure();
    }

    /** Null for whoever may ask for more. */
    private @Nullable AdminAnswer answer(HttpRequest head) {
        AdminTarget target = isBroken(head) ? null : AdminTarget.of(head.uri());
        if (target == null) {
            return AdminAnswer.malformed();
        }
        if (head.method().equals(HttpMethod.GET) || head.method().equals(HttpMethod.HEAD)) {
            if (target.path().equals("/livez")) {
                return AdminAnswer.text(200, "live\n");
            }
            if (target.path().equals("/readyz")) {
                return view.isReady() ? AdminAnswer.text(200, "ready\n") : AdminAnswer.text(503, "not ready\n");
            }
        }
        if (token == null && !isLoopback(head.headers().get(HttpHeaderNames.HOST, ""))) {
            return AdminAnswer.problem(
                    403, "without an admin token, ask by a name of loopback: localhost or 127.0.0.1");
        }
        if (!authorized(head.headers().get(HttpHeaderNames.AUTHORIZATION, ""))) {
            return AdminAnswer.problem(401, "send the admin token as 'Authorization: Bearer …'");
        }
        return null;
    }

    /** A page in an operator's browser can have its own name resolve to loopback, but not call itself by another's. */
    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    private boolean authorized(String sent) {
        if (token == null) {
            return true;
        }
        return sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && token.matches(sent.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
    }
}
