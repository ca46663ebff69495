package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SplitInvarianceProperties {

    @Provide
    Arbitrary<byte[]> lines() {
        return Arbitraries.of("\n", "\r", "\r\n", "data: a", "event: b", ":", "x", "\u00EF\u00BB\u00BF", "\u00EF")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of(StreamReaderTest.CHAT, StreamReaderTest.RESPONSES, StreamReaderTest.MESSAGES);
    }

    @Provide
    Arbitrary<String> replies() {
        return Arbitraries.of(UnaryReaderTest.CHAT, UnaryReaderTest.RESPONSES, UnaryReaderTest.MESSAGES);
    }

    static List<byte[]> cut(byte[] bytes, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + random.nextInt(random.nextBoolean() ? 3 : 200));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }

    @Property(tries = 3000)
    void any_cut_of_any_lines_gives_the_same_events(@ForAll("lines") byte[] stream, @ForAll Random random) {
        List<String> whole = EventSplitterTest.split(List.of(stream));
        assertThat(EventSplitterTest.split(cut(stream, random))).isEqualTo(whole);
        assertThat(String.join("", whole).replace("~", "")).isEqualTo(new String(stream, StandardCharsets.ISO_8859_1));
    }

    @Property(tries = 1000)
    void events_are_those_of_the_standard(@ForAll("lines") byte[] stream) {
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        if (text.contains("\u00EF")) {
            return;
        }
        String normal = text.replace("\r\n", "\n").replace('\r', '\n');
        long blank = 0;
        int at = 0;
        for (int end = normal.indexOf('\n'); end >= 0; end = normal.indexOf('\n', at)) {
            blank += end == at ? 1 : 0;
            at = end + 1;
        }
        assertThat(EventSplitterTest.split(List.of(stream)).stream()
                        .filter(event -> !event.startsWith("~"))
                        .count())
                .isEqualTo(blank);
    }

    @Property(tries = 1000)
    void any_cut_of_a_stream_reads_the_same(
            @ForAll("streams") String stream, @ForAll Random random, @ForAll boolean carriageReturns) {
        Api api = stream.equals(StreamReaderTest.CHAT)
                ? Api.CHAT
                : stream.equals(StreamReaderTest.RESPONSES) ? Api.RESPONSES : Api.MESSAGES;
        byte[] bytes = (carriageReturns ? stream.replace("\n", "\r\n") : stream).getBytes(StandardCharsets.UTF_8);
        StreamReader whole = new ReplyReaders(Bodies.LIMITS).stream(api, true);
        List<Event> expected = StreamReaderTest.read(whole, stream);
        StreamReader pieces = new ReplyReaders(Bodies.LIMITS).stream(api, true);
        List<Event> events = EventSplitterTest.split(cut(bytes, random)).stream()
                .map(event -> pieces.read(ByteBuffer.wrap(event.getBytes(StandardCharsets.ISO_8859_1))))
                .toList();
        assertThat(events).isEqualTo(expected);
        assertThat(pieces.facts()).isEqualTo(whole.facts());
        assertThat(pieces.nextSequence()).isEqualTo(whole.nextSequence());
    }

    @Property(tries = 1000)
    void any_cut_of_a_reply_reads_the_same(@ForAll("replies") String reply, @ForAll Random random, @ForAll Api api) {
        UnaryReader whole = UnaryReaderTest.read(api, reply);
        UnaryReader pieces = new ReplyReaders(Bodies.LIMITS).unary(api);
        cut(reply.getBytes(StandardCharsets.UTF_8), random).forEach(piece -> pieces.feed(ByteBuffer.wrap(piece)));
        pieces.end();
        assertThat(pieces.facts()).isEqualTo(whole.facts());
        assertThat(pieces.malformed()).isFalse();
    }

    @Property(tries = 1000)
    void a_reply_that_is_cut_short_is_malformed(@ForAll("replies") String reply, @ForAll Random random) {
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        UnaryReader reader = new ReplyReaders(Bodies.LIMITS).unary(Api.CHAT);
        reader.feed(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length)));
        reader.end();
        assertThat(reader.malformed()).isTrue();
    }

    @Property(tries = 2000)
    void random_bytes_are_never_an_accident(@ForAll byte[] bytes) {
        UnaryReader unary = new ReplyReaders(Bodies.LIMITS).unary(Api.CHAT);
        unary.feed(ByteBuffer.wrap(bytes));
        unary.end();
        assertThat(unary.malformed()).isTrue();
        for (Api api : List.of(Api.CHAT, Api.RESPONSES, Api.MESSAGES)) {
            StreamReader reader = new ReplyReaders(Bodies.LIMITS).stream(api, true);
            assertThat(reader.read(ByteBuffer.wrap(bytes))).isIn(Event.COMMENT, Event.MALFORMED);
            byte[] data = ("data: {" + new String(bytes, StandardCharsets.ISO_8859_1) + "}\n\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            assertThat(reader.read(ByteBuffer.wrap(data))).isNotNull();
        }
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                        "\"usage\"", "\"error\"", "usage", "error", "\"", "u", "e", "\"u", "sage\"", "\\", "{", " ")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property
    void the_quick_look_finds_each_word_that_is_there(@ForAll("words") String text) {
        EventData data = new EventData();
        data.read(ByteBuffer.wrap(("data: " + text).getBytes(StandardCharsets.UTF_8)));
        String kept = new String(data.bytes(), 0, data.length(), StandardCharsets.UTF_8);
        assertThat(data.hasUsageOrError()).isEqualTo(kept.contains("\"usage\"") || kept.contains("\"error\""));
    }
}
