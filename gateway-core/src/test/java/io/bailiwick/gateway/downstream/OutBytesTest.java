package io.bailiwick.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.wire.HeadBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutBytesTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ChannelHandlerContext ctx = channel.pipeline().firstContext();
    private final OutBytes out = new OutBytes(ctx);

    private List<String> sent() {
        ctx.flush();
        List<String> pieces = new ArrayList<>();
        for (ByteBuf each = channel.readOutbound(); each != null; each = channel.readOutbound()) {
            pieces.add(each.toString(StandardCharsets.US_ASCII));
            each.release();
        }
        return pieces;
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    @Test
    void a_small_reply_leaves_in_one_piece() {
        out.head(HeadBytes.ofReply(200, "OK").end(), 2);
        out.body(bytes("{}"), null);
        out.last(() -> {});
        assertThat(sent()).containsExactly("HTTP/1.1 200 OK\r\n\r\n{}");
    }

    @Test
    void chunks_say_their_length_and_the_last_says_none() {
        out.chunk(bytes("0123456789abcdef"), null);
        out.chunk(Unpooled.EMPTY_BUFFER, null);
        out.lastChunk();
        out.write();
        assertThat(sent()).containsExactly("10\r\n0123456789abcdef\r\n0\r\n\r\n");
    }

    @Test
    void a_chunk_of_any_length_says_it_in_hexadecimal() {
        for (int length : new int[] {1, 9, 10, 15, 16, 17, 255, 256, 4095, 4096, 65_535, 65_536, 1 << 20}) {
            out.chunk(bytes("x".repeat(length)), null);
            out.write();
            assertThat(String.join("", sent()))
                    .startsWith(Integer.toHexString(length) + "\r\nx")
                    .endsWith("x\r\n");
        }
    }

    @Test
    void the_end_is_told_after_all_that_came_before_it() {
        List<String> told = new ArrayList<>();
        out.body(bytes("a"), () -> told.add("piece"));
        out.last(() -> told.add("end"));
        assertThat(told).isEmpty();
        assertThat(sent()).containsExactly("a");
        assertThat(told).containsExactly("piece", "end");
    }

    @Test
    void a_large_body_is_passed_on_as_it_is_between_what_stands_around_it() {
        ByteBuf large = bytes("x".repeat(20_000));
        out.chunk(large, null);
        out.lastChunk();
        out.write();
        assertThat(sent()).containsExactly("4e20\r\n", "x".repeat(20_000), "\r\n0\r\n\r\n");
        assertThat(large.refCnt()).isZero();
    }

    @Test
    void nobody_is_told_that_bytes_have_left_before_they_have() {
        List<String> told = new ArrayList<>();
        out.body(bytes("a"), () -> told.add("first"));
        out.body(bytes("b"), () -> told.add("second"));
        assertThat(told).isEmpty();
        out.write();
        assertThat(sent()).containsExactly("ab");
        assertThat(told).containsExactly("first", "second");
    }
}
