package io.bailiwick.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is sent away: whoever asks nothing for as long as one may be idle, and whoever reads nothing for as long. */
class IdleWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Takes nothing while its client reads nothing. */
    private final EmbeddedChannel connection = new EmbeddedChannel(new ChannelInboundHandlerAdapter()) {
        @Override
        protected void doWrite(ChannelOutboundBuffer in) throws Exception {
            if (clientReads) {
                super.doWrite(in);
            }
        }
    };

    private boolean clientReads;
    private long nowNanos;
    private IdleWatch watch;

    @BeforeEach
    void begin() {
        connection.freezeTime();
        watch = new IdleWatch(connection.pipeline().firstContext(), PATIENCE, () -> nowNanos);
    }

    @AfterEach
    void end() {
        watch.end();
        connection.finishAndReleaseAll();
    }

    @Test
    void a_connection_without_requests_is_closed_when_it_was_idle_for_so_long_and_not_before() {
        passes(30);
        watch.idle();
        passes(59);
        assertThat(connection.isOpen()).isTrue();
        passes(1);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void each_request_begins_the_time_anew() {
        for (int request = 0; request < 10; request++) {
            watch.idle();
            passes(50);
            watch.busy();
            passes(1);
        }
        watch.idle();
        passes(59);
        assertThat(connection.isOpen()).isTrue();
        passes(1);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void a_request_may_take_longer_than_one_may_be_idle() {
        watch.busy();
        passes(600);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void a_client_that_reads_nothing_of_its_reply_is_closed_at_the_second_look() {
        watch.busy();
        said(100);
        passes(60);
        assertThat(connection.isOpen()).isTrue();
        passes(59);
        assertThat(connection.isOpen()).isTrue();
        passes(1);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void a_client_that_reads_something_between_two_looks_stays() {
        watch.busy();
        for (int i = 0; i < 10; i++) {
            said(100);
            passes(59);
            clientReads = true;
            connection.flush();
            connection.releaseOutbound();
            clientReads = false;
            said(100);
            passes(1);
        }
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void what_was_not_offered_to_the_client_yet_is_not_its_fault() {
        watch.busy();
        connection.write(Unpooled.wrappedBuffer(new byte[100]));
        passes(600);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void what_was_unread_before_the_last_reply_was_read_is_forgotten() {
        watch.busy();
        ByteBuf reply = Unpooled.wrappedBuffer(new byte[100]);
        connection.writeAndFlush(reply.retain());
        passes(60);
        clientReads = true;
        connection.flush();
        connection.releaseOutbound();
        watch.idle();
        clientReads = false;
        watch.busy();
        connection.writeAndFlush(reply);
        passes(60);
        assertThat(connection.isOpen()).isTrue();
    }

    private void said(int bytes) {
        connection.writeAndFlush(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    @Test
    void nobody_looks_after_the_end() {
        watch.idle();
        watch.end();
        passes(600);
        assertThat(connection.isOpen()).isTrue();
    }

    private void passes(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowNanos += TimeUnit.SECONDS.toNanos(1);
            connection.advanceTimeBy(1, TimeUnit.SECONDS);
            connection.runScheduledPendingTasks();
        }
    }
}
