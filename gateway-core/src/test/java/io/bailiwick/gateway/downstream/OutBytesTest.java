package io.bailiwick.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.wire.HeadBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was said in pieces is read as it was said, however many pieces leave together. */
class OutBytesTest {

    /** Around the room that a buffer begins with, and around the longest piece that is copied. */
    private static final int[] LENGTHS = {1, 2, 15, 16, 17, 500, 511, 512, 513, 4000, 16_383, 16_384, 16_385, 40_000};

    private final Random random = new Random(7);

    @Test
    void chunks_of_any_lengths_are_read_as_they_were_said() {
        for (int turn = 0; turn < 300; turn++) {
            List<ByteBuf> pieces = new ArrayList<>();
            for (int i = 0, most = 1 + random.nextInt(12); i < most; i++) {
                pieces.add(random.nextBoolean() ? piece() : sliceOf(piece()));
            }
            assertRead(pieces, random.nextBoolean());
        }
    }

    @Test
    void what_nobody_will_get_is_released_and_whoever_waits_for_it_is_told() {
        EmbeddedChannel connection = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        OutBytes out = new OutBytes(connection.pipeline().firstContext());
        int[] gone = {0};
        out.body(Unpooled.directBuffer().writeZero(100), () -> gone[0]++);
        out.body(Unpooled.directBuffer().writeZero(200), () -> gone[0]++);
        out.letGo();
        assertThat(gone[0]).isEqualTo(2);
        out.letGo();
        assertThat(gone[0]).isEqualTo(2);
        assertThat(connection.<ByteBuf>readOutbound()).isNull();
        connection.finishAndReleaseAll();
    }

    private ByteBuf piece() {
        byte[] bytes = new byte[LENGTHS[random.nextInt(LENGTHS.length)]];
        random.nextBytes(bytes);
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }

    private static ByteBuf sliceOf(ByteBuf piece) {
        ByteBuf around = Unpooled.directBuffer().writeZero(3).writeBytes(piece).writeZero(5);
        piece.release();
        around.skipBytes(3);
        ByteBuf slice = around.readRetainedSlice(around.readableBytes() - 5);
        around.release();
        return slice;
    }

    /** Consumes {@code pieces}. */
    private static void assertRead(List<ByteBuf> pieces, boolean flushed) {
        EmbeddedChannel connection = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        OutBytes out = new OutBytes(connection.pipeline().firstContext());
        ByteBuf said = Unpooled.buffer();
        out.head(
                HeadBytes.ofReply(200, "OK")
                        .header("transfer-encoding", "chunked")
                        .end(),
                -1);
        for (ByteBuf piece : pieces) {
            said.writeBytes(piece, piece.readerIndex(), piece.readableBytes());
            out.chunk(piece, null);
            if (flushed) {
                out.write();
            }
        }
        out.lastChunk();
        boolean[] gone = {false};
        out.last(() -> gone[0] = true);
        assertThat(gone[0]).as("told before it has left").isFalse();
        connection.flush();

        EmbeddedChannel client = new EmbeddedChannel(new HttpResponseDecoder(), new HttpObjectAggregator(1 << 20));
        for (ByteBuf bytes = connection.readOutbound(); bytes != null; bytes = connection.readOutbound()) {
            client.writeInbound(bytes);
        }
        FullHttpResponse read = client.readInbound();
        assertThat(read.decoderResult().isSuccess()).isTrue();
        assertThat(read.content()).isEqualTo(said);
        assertThat(gone[0]).isTrue();
        read.release();
        assertThat(pieces).allSatisfy(piece -> assertThat(piece.refCnt()).isZero());
        said.release();
        client.finishAndReleaseAll();
        connection.finishAndReleaseAll();
    }
}
