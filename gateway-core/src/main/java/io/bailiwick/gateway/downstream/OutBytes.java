package io.bailiwick.gateway.downstream;

import io.bailiwick.gateway.wire.HeadBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * What a reply has said since the last flush. Small pieces are put together, so that they leave by one write; a large one is
 * passed on as it is.
 *
 * <p>Source of the chunks' form: RFC 9112, section 7.1.
 */
final class OutBytes {

    /** Up to this, copying costs less than one more piece in a write. */
    private static final int COPIED_BYTES = 16 << 10;

    /** A chunk's length in hexadecimal, and its two line ends. */
    private static final int FRAME_BYTES = 8 + 4;

    private static final int ROOM_BYTES = 512;

    private final ChannelHandlerContext ctx;
    private @Nullable ByteBuf together;
    private @Nullable Runnable gone;

    OutBytes(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** {@code bodyBytes} is how long the body will be; below zero where nobody knows. */
    void head(HeadBytes head, long bodyBytes) {
        boolean joins = bodyBytes >= 0 && bodyBytes <= COPIED_BYTES;
        ByteBuf out = ctx.alloc().ioBuffer(head.length() + (joins ? (int) bodyBytes : ROOM_BYTES));
        head.writeTo(out);
        together = out;
    }

    /** Consumes {@code bytes}; {@code then} runs when they have left or never will. */
    void body(ByteBuf bytes, @Nullable Runnable then) {
        if (bytes.readableBytes() <= COPIED_BYTES) {
            // Read by the one that is mostly a slice: written by the other, each would need a view of it.
            bytes.readBytes(room(bytes.readableBytes()), bytes.readableBytes());
            bytes.release();
            afterwards(then);
        } else {
            write();
            writing(bytes, then);
        }
    }

    void body(byte[] bytes) {
        room(bytes.length).writeBytes(bytes);
    }

    /** Consumes {@code bytes}, of which there are some: a chunk of none would be the last. */
    void chunk(ByteBuf bytes, @Nullable Runnable then) {
        int length = bytes.readableBytes();
        if (length == 0) {
            bytes.release();
            afterwards(then);
            return;
        }
        hex(room(length <= COPIED_BYTES ? length + FRAME_BYTES : FRAME_BYTES), length);
        body(bytes, then);
        ByteBufUtil.writeShortBE(room(2), '\r' << 8 | '\n');
    }

    private static void hex(ByteBuf out, int length) {
        for (int shift = (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length)) & ~3; shift >= 0; shift -= 4) {
            out.writeByte(Character.forDigit(length >>> shift & 0xf, 16));
        }
        ByteBufUtil.writeShortBE(out, '\r' << 8 | '\n');
    }

    void lastChunk() {
        ByteBufUtil.writeAscii(room(FRAME_BYTES), "0\r\n\r\n");
    }

    private ByteBuf room(int bytes) {
        ByteBuf out = together;
        if (out == null) {
            out = ctx.alloc().ioBuffer(bytes + ROOM_BYTES);
            together = out;
        }
        return out.ensureWritable(bytes);
    }

    private void afterwards(@Nullable Runnable then) {
        Runnable before = gone;
        if (before == null || then == null) {
            gone = before == null ? then : before;
        } else {
            gone = () -> {
                before.run();
                then.run();
            };
        }
    }

    /** Hands on what is put together; it leaves with the next flush. */
    void write() {
        if (together != null || gone != null) {
            Runnable then = gone;
            gone = null;
            writing(taken(), then);
        }
    }

    /** The same; {@code then} runs when all of the reply has left or never will. */
    void last(Runnable then) {
        afterwards(then);
        Runnable all = gone;
        gone = null;
        writing(taken(), all);
    }

    /** Nobody is there any more who would get what is put together. */
    void letGo() {
        taken().release();
        Runnable then = gone;
        gone = null;
        if (then != null) {
            then.run();
        }
    }

    private ByteBuf taken() {
        ByteBuf out = together == null ? Unpooled.EMPTY_BUFFER : together;
        together = null;
        return out;
    }

    private void writing(ByteBuf bytes, @Nullable Runnable then) {
        if (then == null) {
            ctx.write(bytes, ctx.voidPromise()); // a write that fails is told to the handlers, as a broken connection
        } else {
            ctx.write(bytes).addListener(any -> then.run());
        }
    }
}
