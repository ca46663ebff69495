package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Streams of one thread are read in one place: nothing of one may be found there by another. */
class EventRoomTest {

    @Test
    void what_was_put_away_is_not_there_any_more() {
        EventRoom first = with("a long answer to one client");
        byte[] array = first.view().array();
        first.putAway();
        EventRoom second = with("short");
        assertThat(second.view().array()).as("the same place").isSameAs(array);
        assertThat(said(second)).isEqualTo("short");
        assertThat(new String(array, StandardCharsets.US_ASCII))
                .startsWith("short\0")
                .doesNotContain("answer");
        second.putAway();
    }

    @Test
    void who_reads_while_another_does_has_another_place() {
        EventRoom outer = with("the outer");
        EventRoom inner = with("the inner one");
        assertThat(inner.view().array()).isNotSameAs(outer.view().array());
        assertThat(said(inner)).isEqualTo("the inner one");
        inner.putAway();
        assertThat(said(outer)).isEqualTo("the outer");
        outer.putAway();
    }

    @Test
    void an_event_longer_than_the_place_is_whole() {
        String longer = "x".repeat(100_000);
        EventRoom room = with(longer);
        assertThat(said(room)).isEqualTo(longer);
        room.putAway();
        assertThat(room.view().array()).containsOnly(0);
    }

    private static EventRoom with(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        try {
            return EventRoom.with(bytes);
        } finally {
            bytes.release();
        }
    }

    private static String said(EventRoom room) {
        return StandardCharsets.US_ASCII.decode(room.view().duplicate()).toString();
    }
}
