package io.bailiwick.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SseReplyTest {

    @Test
    void events_end_at_blank_lines_of_any_kind() {
        assertThat(SseReply.of("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\r\n\n")
                        .data())
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void types_comments_and_lines_of_data_are_told_apart() {
        SseReply reply =
                SseReply.of("\uFEFF: hello\nevent: x\nid: 7\ndata: a\ndata:b\ndata\n\nevent: y\n\ndata: [DONE]\n\n");

        assertThat(reply.events())
                .containsExactly(new SseReply.Event("x", "a\nb\n"), new SseReply.Event("message", "[DONE]"));
        assertThat(reply.comments()).containsExactly(" hello");
        assertThat(reply.types()).containsExactly("x", "message");
        assertThat(reply.done()).isTrue();
        assertThat(reply.trailing()).isEmpty();
    }

    @Test
    void an_event_that_never_ended_is_none() {
        SseReply reply = SseReply.of("data: a\n\nevent: x\ndata: b");

        assertThat(reply.data()).containsExactly("a");
        assertThat(reply.trailing()).isEqualTo("event: x\ndata: b");
        assertThat(reply.done()).isFalse();
    }
}
