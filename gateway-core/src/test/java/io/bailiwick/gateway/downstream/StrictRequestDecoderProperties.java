package io.bailiwick.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Limits;
import io.bailiwick.gateway.wire.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a head is judged to be depends on its bytes alone, never on how the network cut them. */
class StrictRequestDecoderProperties {

    private static final Framing FRAMING =
            Framing.within(Limits.DEFAULT.lineBytes(), Limits.DEFAULT.headerBytes(), Limits.DEFAULT.headerCount());

    private static final String GET = "GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n";
    private static final String LENGTH = "POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 12\r\n\r\n\r\n folded\r\n\t";
    private static final String CHUNKS =
            "POST /b HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n4\r\n\r\n a\r\n0\r\nx-t: 1\r\n\r\n";
    private static final String FOLDED = "GET /c HTTP/1.1\r\nhost: x\r\nx-a: b\r\n c\r\n\r\n";
    private static final String FOLDED_WITH_TAB = "GET /c HTTP/1.1\r\nhost: x\r\nx-a: b\r\n\tc\r\n\r\n";
    private static final String FOLDED_BODY =
            "POST /d HTTP/1.1\r\nhost: x\r\nx-a:\r\n b\r\ncontent-length: 2\r\n\r\nhi";
    private static final String TABS = "GET\t/e\tHTTP/1.1\r\nhost: x\r\n\r\n";
    private static final String SMALL = "GET /f http/1.1\r\nhost: x\r\n\r\n";
    private static final String LATE = "\r\n\r\n\r\n" + FOLDED;

    @Property
    void cuts_change_nothing(@ForAll("streams") List<String> requests, @ForAll("cuts") List<Integer> cuts) {
        String octets = String.join("", requests);
        assertThat(decoded(octets, cuts)).isEqualTo(decoded(octets, List.of()));
    }

    @Property
    void a_sound_request_is_never_taken_for_a_folded_one(
            @ForAll("sound") List<String> requests, @ForAll("cuts") List<Integer> cuts) {
        assertThat(decoded(String.join("", requests), cuts)).noneMatch(each -> each.startsWith("bad"));
    }

    @Property
    void what_is_not_to_the_letter_is_found_behind_any_sound_requests(
            @ForAll("sound") List<String> before,
            @ForAll("unsound") String unsound,
            @ForAll("cuts") List<Integer> cuts) {
        List<String> decoded = decoded(String.join("", before) + unsound, cuts);
        assertThat(decoded.stream().filter(each -> each.startsWith("bad"))).hasSize(1);
        assertThat(decoded.stream().filter(each -> each.startsWith("good"))).hasSize(before.size());
    }

    /** Each fold would copy all of its line again: a quarter of a gigabyte for one head. */
    @Example
    void nothing_is_read_behind_a_fold() {
        String before = "POST /v1/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nx-a: b\r\n";
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(FRAMING));
        channel.writeInbound(octets(before + " c\r\n".repeat(10_000)));
        channel.writeInbound(octets("\r\nhi" + GET));
        HttpRequest broken = channel.readInbound();
        assertThat(broken.decoderResult().cause()).hasMessage("a folded header line");
        assertThat(broken.uri()).isEqualTo("/v1/messages");
        assertThat(broken.headers().get("x-a")).isEqualTo("b");
        assertThat(channel.<Object>readInbound()).isNull();
        channel.finishAndReleaseAll();
    }

    @Example
    void a_fold_is_found_byte_by_byte() {
        List<Integer> everywhere = new ArrayList<>();
        for (int i = 1; i < FOLDED.length(); i++) {
            everywhere.add(i);
        }
        assertThat(decoded(FOLDED, everywhere)).anyMatch(each -> each.startsWith("bad"));
    }

    @Provide
    Arbitrary<List<String>> streams() {
        return Arbitraries.of(GET, LENGTH, CHUNKS, FOLDED, FOLDED_WITH_TAB, FOLDED_BODY, TABS, SMALL, LATE)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> sound() {
        return Arbitraries.of(GET, LENGTH, CHUNKS).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> unsound() {
        return Arbitraries.of(FOLDED, FOLDED_WITH_TAB, FOLDED_BODY, TABS, SMALL, LATE);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 400).list().ofMaxSize(40);
    }

    @Example
    void a_client_that_leaves_in_the_middle_of_a_head_has_sent_one_that_is_broken() {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(FRAMING));
        channel.writeInbound(octets("GET /a HTTP/1.1\r\nhost: h\r\nx-y: "));
        channel.finish();
        HttpRequest broken = channel.readInbound();
        assertThat(broken.decoderResult().isFailure()).isTrue();
        channel.releaseInbound();
    }

    @Example
    void a_client_that_leaves_behind_whole_requests_has_sent_nothing_else() {
        for (String whole :
                List.of("GET /a HTTP/1.1\r\nhost: h\r\n\r\n", "POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nx")) {
            EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(FRAMING));
            channel.writeInbound(octets(whole));
            channel.releaseInbound();
            channel.finish();
            assertThat(channel.inboundMessages()).as(whole).isEmpty();
        }
    }

    @Example
    void a_head_is_refused_at_the_line_that_is_one_too_many_and_not_at_its_end() {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(FRAMING));
        channel.writeInbound(octets(
                "GET /a HTTP/1.1\r\n" + "a:\r\n".repeat(Limits.DEFAULT.headerCount() + 2))); // the last may still go on
        HttpRequest broken = channel.readInbound();
        assertThat(broken.decoderResult().cause()).isInstanceOf(TooLongHttpHeaderException.class);
        assertThat(broken.uri()).isEqualTo("/a");
        assertThat(broken.headers()).hasSize(Limits.DEFAULT.headerCount());
        channel.finishAndReleaseAll();
    }

    @Example
    void trailers_are_counted_as_headers_are() {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(FRAMING));
        channel.writeInbound(octets("POST /a HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n"
                + "a:\r\n".repeat(Limits.DEFAULT.headerCount() + 2)));
        HttpRequest head = channel.readInbound();
        assertThat(head.decoderResult().isSuccess()).isTrue();
        HttpContent end = channel.readInbound();
        assertThat(end.decoderResult().cause()).isInstanceOf(TooLongHttpHeaderException.class);
        end.release();
        channel.finishAndReleaseAll();
    }

    private static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    /** Each message in a word, with a body's pieces joined. */
    private static List<String> decoded(String octets, List<Integer> cuts) {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(FRAMING));
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        int from = 0;
        for (int cut : new TreeSet<>(cuts)) {
            if (cut < bytes.length) {
                channel.writeInbound(Unpooled.copiedBuffer(bytes, from, cut - from));
                from = cut;
            }
        }
        channel.writeInbound(Unpooled.copiedBuffer(bytes, from, bytes.length - from));
        List<String> words = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (HttpObject object = channel.readInbound(); object != null; object = channel.readInbound()) {
            if (object instanceof HttpRequest request) {
                words.add("body " + body);
                body.setLength(0);
                words.add((request.decoderResult().isSuccess() ? "good " : "bad ") + request.uri());
            }
            if (object instanceof HttpContent content) {
                body.append(content.content().toString(StandardCharsets.ISO_8859_1));
            }
            ReferenceCountUtil.release(object);
        }
        words.add("body " + body);
        channel.finishAndReleaseAll();
        return words;
    }
}
