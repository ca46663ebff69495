package load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One connection of the provider that stands behind the proxies: answers whole or event by event, as the request's id says. */
final class Origin extends ChannelInboundHandlerAdapter implements Framing.Sink {

    /** What all connections are told: how streams go in this run, and what they count. */
    static final class Manner {
        int events = 40;
        long intervalNanos;
        long holdNanos;
        long accepted;
        final Figures late = new Figures();
    }

    private static final byte[] BEFORE_ID = "bench-".getBytes(StandardCharsets.US_ASCII);
    private static final String MODEL = "\"created\":1760000000,\"model\":\"gpt-4o-2024-11-20\",";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":256,\"completion_tokens\":40,\"total_tokens\":296}";
    private static final byte[] WHOLE = whole();
    private static final byte[] EVENT = chunk("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\"," + MODEL
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + Mark.BLANK + "\"},\"finish_reason\":null}]}\n\n");
    private static final byte[] LAST = (text(chunk("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\"," + MODEL
                    + "\"choices\":[]," + USAGE + "}\n\n"))
            + text(chunk("data: [DONE]\n\n")) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STREAM_HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MARK_IN_WHOLE = indexOf(WHOLE, "#");
    private static final int MARK_IN_EVENT = indexOf(EVENT, "#");

    private final Manner manner;
    private final Framing framing = new Framing(true, this);
    private final byte[] beginning = new byte[2048];
    private final byte[] id = new byte[Mark.ID_LENGTH];
    private ChannelHandlerContext context;
    private long bodyBytes;
    private int next;
    private long firstDue;

    Origin(Manner manner) {
        this.manner = manner;
    }

    private static byte[] whole() {
        String body = "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\"," + MODEL
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + Mark.BLANK
                + " Forty words of an answer, forty words\"},\"finish_reason\":\"stop\"}]," + USAGE + "}";
        return ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] chunk(String text) {
        return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static int indexOf(byte[] in, String what) {
        return text(in).indexOf(what);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        manner.accepted++;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        ByteBuf bytes = (ByteBuf) read;
        try {
            framing.read(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable gone) {
        ctx.close();
    }

    @Override
    public void head(int status) {
        bodyBytes = 0;
    }

    @Override
    public void data(byte[] bytes, int from, int length) {
        if (bodyBytes < beginning.length) {
            System.arraycopy(bytes, from, beginning, (int) bodyBytes, (int) Math.min(length, beginning.length - bodyBytes));
        }
        bodyBytes += length;
    }

    @Override
    public void end() {
        takeId();
        switch (id[0]) {
            case 's' -> stream();
            case 'h' -> context.executor().schedule(this::answer, manner.holdNanos, TimeUnit.NANOSECONDS);
            default -> answer();
        }
    }

    private void takeId() {
        int most = (int) Math.min(bodyBytes, beginning.length) - BEFORE_ID.length - id.length;
        for (int i = 0; i <= most; i++) {
            if (beginning[i] == 'b' && java.util.Arrays.equals(beginning, i, i + BEFORE_ID.length, BEFORE_ID, 0, BEFORE_ID.length)) {
                System.arraycopy(beginning, i + BEFORE_ID.length, id, 0, id.length);
                return;
            }
        }
        java.util.Arrays.fill(id, (byte) '-');
    }

    private void answer() {
        Mark.write(WHOLE, MARK_IN_WHOLE, id, 0, System.nanoTime(), bodyBytes);
        send(WHOLE, null);
    }

    private void stream() {
        next = 0;
        firstDue = System.nanoTime();
        event();
    }

    /** Writes what is due, and comes again for the rest. */
    private void event() {
        if (!context.channel().isActive()) {
            return;
        }
        long now = System.nanoTime();
        while (next < manner.events) {
            long due = firstDue + next * manner.intervalNanos;
            if (now < due) {
                context.executor().schedule(this::event, due - now, TimeUnit.NANOSECONDS);
                return;
            }
            if (manner.intervalNanos > 0) {
                manner.late.add(now - due);
            }
            Mark.write(EVENT, MARK_IN_EVENT, id, next, now, bodyBytes);
            send(next == 0 ? STREAM_HEAD : null, EVENT);
            next++;
            now = System.nanoTime();
        }
        send(LAST, null);
    }

    private void send(byte[] first, byte[] second) {
        int length = (first == null ? 0 : first.length) + (second == null ? 0 : second.length);
        ByteBuf out = context.alloc().directBuffer(length);
        if (first != null) {
            out.writeBytes(first);
        }
        if (second != null) {
            out.writeBytes(second);
        }
        context.writeAndFlush(out, context.voidPromise());
    }
}
