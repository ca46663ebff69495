package io.bailiwick.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlushesTogetherTest {

    private final Counted counted = new Counted();
    private final EmbeddedChannel channel = new EmbeddedChannel(counted, new FlushesTogether());

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void flushes_of_one_round_are_one_at_its_end() {
        for (int i = 0; i < 3; i++) {
            channel.pipeline()
                    .write(Unpooled.copiedBuffer(new byte[] {1})); // each ends a round of the embedded channel
        }
        for (int i = 0; i < 3; i++) {
            channel.pipeline().flush();
        }
        assertThat(counted.flushes).isZero();
        channel.runPendingTasks();
        assertThat(counted.flushes).isEqualTo(1);
        assertThat(channel.outboundMessages()).hasSize(3);
        channel.pipeline().flush();
        channel.runPendingTasks();
        assertThat(counted.flushes).as("the next round has one of its own").isEqualTo(2);
    }

    @Test
    void what_was_written_leaves_before_the_connection_closes() {
        channel.pipeline().write(Unpooled.copiedBuffer(new byte[] {1}));
        channel.pipeline().flush();
        channel.pipeline().close();
        assertThat(counted.flushes).isEqualTo(1);
        assertThat(channel.outboundMessages()).hasSize(1);
    }

    @Test
    void more_than_a_connection_should_hold_does_not_wait_for_the_rounds_end() {
        channel.pipeline().flush();
        channel.pipeline().write(Unpooled.wrappedBuffer(new byte[1 << 20]));
        assertThat(counted.flushes).isEqualTo(1);
    }

    private static final class Counted extends ChannelOutboundHandlerAdapter {

        private int flushes;

        @Override
        public void flush(ChannelHandlerContext ctx) {
            flushes++;
            ctx.flush();
        }
    }
}
