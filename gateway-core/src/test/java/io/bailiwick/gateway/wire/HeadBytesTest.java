package io.bailiwick.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HeadBytesTest {

    private static String text(HeadBytes head) {
        ByteBuf out = Unpooled.buffer();
        head.writeTo(out);
        assertThat(out.readableBytes()).isEqualTo(head.length());
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_head_is_its_lines_and_an_empty_one() {
        HttpHeaders headers = new DefaultHttpHeaders().add("x-a", "1").add("x-a", "2");
        assertThat(text(HeadBytes.ofReply(200, "OK").headers(headers).end()))
                .isEqualTo("HTTP/1.1 200 OK\r\nx-a: 1\r\nx-a: 2\r\n\r\n");
        assertThat(text(HeadBytes.ofRequest("POST", "/v1/chat/completions").end()))
                .isEqualTo("POST /v1/chat/completions HTTP/1.1\r\n\r\n");
    }

    @Test
    void no_line_becomes_two_whatever_stands_in_it() {
        for (String hostile : List.of("a\r\nx: y", "a\nx: y", "a\rb", "a\0b", "\u007f")) {
            assertThatThrownBy(() -> HeadBytes.ofReply(200, "OK").header("x", hostile))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> HeadBytes.ofReply(200, "OK").header(hostile, "x"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> HeadBytes.ofRequest("POST", "/" + hostile))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_request_line_has_three_words_whatever_a_policy_calls_its_deployment() {
        for (String hostile : List.of("/a HTTP/1.1", "/a\tb", "")) {
            assertThatThrownBy(() -> HeadBytes.ofRequest("POST", hostile)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> HeadBytes.ofRequest("GET /b", "/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_wide_character_turns_into_a_line_end_on_the_wire() {
        // The low bytes of these are a carriage return and a line feed.
        assertThat(text(HeadBytes.ofReply(200, "OK").header("x", "a\u010d\u010ab")))
                .contains("x: a??b\r\n");
    }

    @Test
    void what_many_heads_have_alike_is_checked_when_it_is_made() {
        HeadBytes head = HeadBytes.ofReply(503, "Service Unavailable")
                .text(HeadText.line("connection", "close"))
                .header(HeadText.name("x-a"), "1")
                .header(HeadText.name("content-length"), 1_234_567_890_123L)
                .header(HeadText.name("x-b"), 0);
        assertThat(text(head.end()))
                .isEqualTo("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\nx-a: 1\r\n"
                        + "content-length: 1234567890123\r\nx-b: 0\r\n\r\n");
        for (String hostile : List.of("a\r\nx: y", "a\nx: y", "a\rb", "a\0b")) {
            assertThatThrownBy(() -> HeadText.name(hostile)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> HeadText.line("x", hostile)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> HeadBytes.ofReply(200, "OK").header(HeadText.name("x"), hostile))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> HeadBytes.ofReply(200, "OK").header(HeadText.name("x"), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothing_of_a_head_stands_in_another_whether_it_was_broken_off_or_is_written_meanwhile() {
        assertThatThrownBy(() -> HeadBytes.ofReply(200, "OK").header("x-secret", "s3cret\n"))
                .isInstanceOf(IllegalArgumentException.class);
        HeadBytes first = HeadBytes.ofRequest("POST", "/first").header("x-secret", "s3cret");
        HeadBytes second = HeadBytes.ofReply(200, "OK").header("x", "y".repeat(5000));
        assertThat(text(first.end())).isEqualTo("POST /first HTTP/1.1\r\nx-secret: s3cret\r\n\r\n");
        assertThat(text(HeadBytes.ofReply(200, "OK").end())).isEqualTo("HTTP/1.1 200 OK\r\n\r\n");
        assertThat(text(second.end())).isEqualTo("HTTP/1.1 200 OK\r\nx: " + "y".repeat(5000) + "\r\n\r\n");
        assertThatThrownBy(() -> first.writeTo(Unpooled.buffer())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Each octet alone, at each place of texts that are shorter and longer than what is looked at together. */
    @Test
    void an_octet_is_as_welcome_in_the_midst_of_many_as_alone() {
        for (int length : new int[] {1, 7, 8, 9, 17}) {
            for (int at = 0; at < length; at++) {
                for (int octet = 0; octet < 0x100; octet++) {
                    char[] text = "a".repeat(length).toCharArray();
                    text[at] = (char) octet;
                    for (CharSequence value : List.of(new String(text), new AsciiString(text))) {
                        boolean control = (octet < ' ' && octet != '\t') || octet == 0x7f;
                        HeadBytes head = HeadBytes.ofReply(200, "OK");
                        if (control) {
                            assertThatThrownBy(() -> head.header("x", value))
                                    .isInstanceOf(IllegalArgumentException.class);
                        } else {
                            assertThat(text(head.header("x", value)))
                                    .isEqualTo("HTTP/1.1 200 OK\r\nx: " + value + "\r\n");
                        }
                    }
                }
            }
        }
    }

    @Property(tries = 300)
    void another_reader_finds_the_very_same_values(
            @ForAll @StringLength(max = 2000) @CharRange(from = '!', to = '~') String value) {
        HeadBytes head =
                HeadBytes.ofRequest("GET", "/").header("x-value", value).end();
        ByteBuf wire = Unpooled.buffer();
        head.writeTo(wire);
        EmbeddedChannel reader = new EmbeddedChannel(new HttpRequestDecoder());
        reader.writeInbound(wire);
        HttpRequest read = reader.readInbound();
        assertThat(read.headers().getAll("x-value")).containsExactly(value);
        reader.finishAndReleaseAll();
    }
}
