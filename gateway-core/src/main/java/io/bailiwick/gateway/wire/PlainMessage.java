package io.bailiwick.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages that nearly all are, in one walk: whole in one piece, of a known length, plain to the letter.
 *
 * <p>It takes nothing on its own authority: whatever it takes, Netty's decoder takes for the same message, and
 * whatever is not so is left untouched for that decoder to judge.
 */
public final class PlainMessage {

    private static final byte[] POST = "POST ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEHIND_PATH = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OK = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int mostHeadBytes;

    /** A longer head, and a longer line, is the decoder's to judge. */
    public PlainMessage(int lineBytes, int headerBytes) {
        this.mostHeadBytes = Math.min(lineBytes, headerBytes);
    }

    /** Takes a request's head and body into {@code out}; false, and nothing is taken, where none stands here. */
    public boolean takeRequest(ByteBuf in, List<Object> out) {
        return take(in, out, PlainMessage::request);
    }

    /** Takes a reply's head and body into {@code out}; false, and nothing is taken, where none stands here. */
    public boolean takeReply(ByteBuf in, List<Object> out) {
        return take(in, out, PlainMessage::reply);
    }

    /** A message's first line and its headers; null where they are not plain. */
    private interface Heads {
        @Nullable
        HttpMessage read(PlainHead head);
    }

    private boolean take(ByteBuf in, List<Object> out, Heads heads) {
        byte[] octets = Scratch.take();
        int seen = Math.min(in.readableBytes(), Math.min(mostHeadBytes, octets.length));
        try {
            in.getBytes(in.readerIndex(), octets, 0, seen);
            PlainHead head = new PlainHead(octets, seen);
            HttpMessage message = heads.read(head);
            if (message == null || in.readableBytes() - head.size() < head.length()) {
                return false;
            }
            in.skipBytes(head.size());
            out.add(message);
            out.add(new DefaultLastHttpContent(in.readRetainedSlice(head.length()), EmptyHttpHeaders.INSTANCE));
            return true;
        } finally {
            // A client's key stood there, and other texts are written there next.
            Scratch.giveBackEmpty(octets, seen);
        }
    }

    private static @Nullable HttpMessage request(PlainHead head) {
        String path = head.says(POST) ? head.path() : null;
        return path != null && head.says(BEHIND_PATH) && head.lines()
                ? new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, head.headers())
                : null;
    }

    private static @Nullable HttpMessage reply(PlainHead head) {
        return head.says(OK) && head.lines()
                ? new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, head.headers())
                : null;
    }
}
