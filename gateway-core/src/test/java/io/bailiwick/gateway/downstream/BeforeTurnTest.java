package io.bailiwick.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.gateway.spine.BufferedBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;

/** What waits is counted as the memory that it takes, and given back whoever takes it away. */
class BeforeTurnTest {

    private final BufferedBytes buffered = new BufferedBytes(1 << 20);
    private final BeforeTurn waiting = new BeforeTurn(buffered);

    @Test
    void many_small_pieces_count_for_their_objects_too() {
        for (int i = 0; i < 1000; i++) {
            assertThat(waiting.add(piece(1))).isTrue();
        }
        assertThat(buffered.held()).isGreaterThan(100_000);
        waiting.drop();
        assertThat(buffered.held()).isZero();
    }

    @Test
    void a_head_counts_for_each_of_its_headers() {
        DefaultHttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        for (int i = 0; i < 100; i++) {
            head.headers().add("x-" + i, "y");
        }
        waiting.add(head);
        assertThat(buffered.held()).isGreaterThan(10_000);
        assertThat(waiting.next()).isSameAs(head);
        assertThat(buffered.held()).isZero();
    }

    @Test
    void what_has_no_room_is_released_and_not_kept() {
        ByteBuf large = Unpooled.buffer().writeZero(1 << 20);
        assertThat(waiting.add(new DefaultHttpContent(large))).isFalse();
        assertThat(large.refCnt()).isZero();
        assertThat(waiting.isEmpty()).isTrue();
        assertThat(buffered.held()).isZero();
    }

    @Test
    void the_end_of_a_request_without_a_body_always_has_room() {
        assertThat(buffered.share().take(1 << 20)).isTrue();
        assertThat(waiting.add(LastHttpContent.EMPTY_LAST_CONTENT)).isTrue();
        assertThat(waiting.next()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(buffered.held()).isEqualTo(1 << 20);
    }

    private static HttpObject piece(int bytes) {
        return new DefaultHttpContent(Unpooled.buffer().writeZero(bytes));
    }
}
