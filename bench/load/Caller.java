package load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client that has one connection at a time: sends a request when it is told to, and checks what can be checked of the answer. */
@Sharable
final class Caller extends ChannelInboundHandlerAdapter implements Framing.Sink {

    private static final byte[] DONE = "DONE".getBytes(StandardCharsets.US_ASCII);
    private static final int KEPT = 600;

    private final Load load;
    private final Wish wish;
    private final byte[] id = new byte[Mark.ID_LENGTH];
    private final byte[] mark = new byte[Mark.LENGTH];
    private final byte[] kept = new byte[KEPT];
    private Framing framing = new Framing(false, this);
    private ChannelHandlerContext context;
    private boolean busy;
    private boolean active;
    private long due;
    private long sent;
    private long readAt;
    private int status;
    private int markLength = -1;
    private int marks;
    private int doneLength;
    private int keptLength;
    private String wrong;

    Caller(Load load, Wish wish) {
        this.load = load;
        this.wish = wish;
    }

    boolean isBusy() {
        return busy;
    }

    void close() {
        if (context != null) {
            context.close();
        }
    }

    void send(long number, long due) {
        this.due = due;
        busy = true;
        status = marks = doneLength = keptLength = 0;
        markLength = -1;
        wrong = null;
        id[0] = (byte) wish.kind();
        Mark.hex(id, 1, 16, number);
        byte[] request = wish.request(id, number);
        ByteBuf out = context.alloc().directBuffer(request.length).writeBytes(request);
        sent = System.nanoTime();
        context.writeAndFlush(out, context.voidPromise());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        active = true;
        framing = new Framing(false, this);
        load.connected(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        active = false;
        if (busy) {
            ends("the connection closed within an answer");
        }
        load.disconnected(this);
    }

    boolean isActive() {
        return active;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable broken) {
        if (busy) {
            ends("the connection broke: " + broken.getMessage());
        }
        ctx.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        ByteBuf bytes = (ByteBuf) read;
        readAt = System.nanoTime();
        try {
            framing.read(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void head(int status) {
        this.status = status;
        if (!busy) {
            load.wrong("an answer that nobody asked for", "");
        }
    }

    @Override
    public void data(byte[] bytes, int from, int length) {
        if (status != 200) {
            int more = Math.min(length, KEPT - keptLength);
            System.arraycopy(bytes, from, kept, keptLength, more);
            keptLength += more;
            return;
        }
        for (int i = from; i < from + length; i++) {
            byte b = bytes[i];
            if (markLength >= 0) {
                mark[markLength++] = b;
                if (markLength == Mark.LENGTH) {
                    markLength = -1;
                    marked();
                }
            } else if (b == '#') {
                markLength = 0;
            } else if (doneLength < DONE.length) {
                doneLength = b == DONE[doneLength] ? doneLength + 1 : 0;
            }
        }
    }

    private void marked() {
        long written = Mark.nanos(mark);
        if (!Arrays.equals(mark, 0, Mark.ID_LENGTH, id, 0, Mark.ID_LENGTH)) {
            wrong = "an answer to another request";
        } else if (Mark.number(mark) != marks) {
            wrong = "an event lost or out of order";
        } else if (Mark.bytes(mark) < .9 * wish.bodyBytes()) {
            wrong = "the origin did not get the whole request";
        }
        if (marks++ == 0) {
            load.first(readAt - sent);
        }
        load.event(readAt - written);
    }

    @Override
    public void end() {
        if (status == wish.refusal()) {
            String body = new String(kept, 0, keptLength, StandardCharsets.UTF_8);
            busy = false;
            load.refused(this, body.contains(wish.refusalSays()) ? null : "a refusal of another kind", body);
            return;
        }
        if (status != 200) {
            ends("status " + status);
        } else if (wrong != null) {
            ends(wrong);
        } else if (marks != wish.marks()) {
            ends("an answer with too few or too many events");
        } else if (wish.streams() && doneLength < DONE.length) {
            ends("a stream without its end");
        } else {
            busy = false;
            load.served(this, readAt - due, readAt - sent);
        }
    }

    private void ends(String why) {
        busy = false;
        load.wrong(why, new String(kept, 0, keptLength, StandardCharsets.UTF_8));
        load.idle(this);
    }
}
