package io.bailiwick.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long an admin connection may take over a request. */
class AdminDeadlineTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void open() {
        channel.freezeTime();
        channel.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new AdminDeadline(Duration.ofSeconds(10), Duration.ofSeconds(60)));
        channel.pipeline().fireChannelActive();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void a_request_that_trickles_in_is_cut_off_however_often_a_byte_comes() {
        for (char each : "GET /livez".toCharArray()) {
            assertThat(channel.isOpen()).isTrue();
            sends(String.valueOf(each));
            passes(1);
        }
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void an_answer_begins_the_time_of_the_next_request() {
        passes(9);
        answer();
        passes(9);
        assertThat(channel.isOpen()).isTrue();
        passes(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void being_asked_for_its_body_gives_a_request_no_more_time() {
        passes(9);
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        passes(1);
        assertThat(channel.isOpen()).isFalse();
    }

    private void answer() {
        sends("GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n");
        channel.writeOutbound(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER));
    }

    private void sends(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        channel.writeInbound(bytes);
    }

    private void passes(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runPendingTasks();
    }
}
