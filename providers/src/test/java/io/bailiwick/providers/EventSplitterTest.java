package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSplitterTest {

    /** The events of a stream that comes in these pieces, and what is left of it, marked with a tilde. */
    static List<String> split(List<byte[]> pieces) {
        EventSplitter splitter = new EventSplitter();
        List<String> events = new ArrayList<>();
        StringBuilder held = new StringBuilder();
        for (byte[] bytes : pieces) {
            ByteBuffer piece = ByteBuffer.wrap(bytes);
            for (int end = splitter.end(piece); end >= 0; end = splitter.end(piece)) {
                held.append(latin(bytes, piece.position(), end));
                events.add(held.toString());
                held.setLength(0);
                piece.position(end);
            }
            held.append(latin(bytes, piece.position(), bytes.length));
        }
        if (splitter.isWhole()) {
            events.add(held.toString());
        } else if (held.length() > 0) {
            events.add("~" + held);
        }
        return events;
    }

    private static String latin(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static List<String> split(String... pieces) {
        List<byte[]> bytes = new ArrayList<>();
        for (String piece : pieces) {
            bytes.add(piece.getBytes(StandardCharsets.ISO_8859_1));
        }
        return split(bytes);
    }

    @Test
    void a_blank_line_ends_an_event_and_belongs_to_it() {
        assertThat(split("data: a\n\ndata: b\n\n")).containsExactly("data: a\n\n", "data: b\n\n");
        assertThat(split("event: x\ndata: a\n\n")).containsExactly("event: x\ndata: a\n\n");
        assertThat(split("data: a\n")).containsExactly("~data: a\n");
    }

    @Test
    void every_line_end_of_the_standard_is_one() {
        assertThat(split("data: a\r\n\r\ndata: b\r\n\r\n")).containsExactly("data: a\r\n\r\n", "data: b\r\n\r\n");
        assertThat(split("data: a\r\rdata: b\r\r")).containsExactly("data: a\r\r", "data: b\r\r");
        assertThat(split("a\r\n\nb\n\r\nc\r\n\r")).containsExactly("a\r\n\n", "b\n\r\n", "c\r\n\r");
    }

    @Test
    void a_line_end_is_not_torn() {
        assertThat(split("data: a\r\n\r", "\ndata: b\r", "\n\r\n"))
                .containsExactly("data: a\r\n\r\n", "data: b\r\n\r\n");
        assertThat(split("data: a\r\r", "data: b\r\r")).containsExactly("data: a\r\r", "data: b\r\r");
    }

    @Test
    void blank_lines_by_themselves_are_events_of_nothing() {
        assertThat(split("\n\ndata: a\n\n\n")).containsExactly("\n", "\n", "data: a\n\n", "\n");
    }

    @Test
    void a_byte_order_mark_before_the_stream_is_no_line() {
        assertThat(split("\u00EF\u00BB\u00BF\n", "data: a\n\n")).containsExactly("\u00EF\u00BB\u00BF\n", "data: a\n\n");
        assertThat(split("\u00EF\u00BB\n\n")).containsExactly("\u00EF\u00BB\n\n");
    }

    @Test
    void no_event_is_seen_before_its_blank_line() {
        EventSplitter splitter = new EventSplitter();
        assertThat(splitter.end(ByteBuffer.wrap("data: a\n".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(-1);
        ByteBuffer rest = ByteBuffer.wrap("\ndata".getBytes(StandardCharsets.US_ASCII));
        assertThat(splitter.end(rest)).isEqualTo(1);
        assertThat(rest.position()).isZero();
    }
}
