package io.bailiwick.gateway.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.config.Limits;
import io.bailiwick.gateway.wire.Framing;
import io.bailiwick.gateway.wire.PlainMessage;
import io.bailiwick.gateway.wire.Scratch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The short way takes only what Netty's decoder takes for the same message, to the same octet. */
class PlainMessageProperties {

    private static final Limits LIMITS = Limits.DEFAULT;
    private static final PlainMessage PLAIN = new PlainMessage(LIMITS.lineBytes(), LIMITS.headerBytes());
    private static final String REQUEST_LINE = "POST /v1/chat/completions HTTP/1.1\r\n";
    private static final String STATUS_LINE = "HTTP/1.1 200 OK\r\n";

    /** How a change to the octets comes about. */
    private record Change(int kind, int where, char octet) {
        String of(String octets) {
            int at = Math.floorMod(where, octets.length());
            return switch (kind) {
                case 0 -> octets.substring(0, at) + octet + octets.substring(at);
                case 1 -> octets.substring(0, at) + octets.substring(at + 1);
                default -> octets.substring(0, at) + octet + octets.substring(at + 1);
            };
        }
    }

    @Property(tries = 4000)
    void a_request_is_taken_only_as_the_decoder_takes_it(
            @ForAll("heads") String lines, @ForAll("changes") List<Change> changes) {
        sameAsTheDecoders(changed(REQUEST_LINE + lines, changes), true);
    }

    @Property(tries = 4000)
    void a_reply_is_taken_only_as_the_decoder_takes_it(
            @ForAll("heads") String lines, @ForAll("changes") List<Change> changes) {
        sameAsTheDecoders(changed(STATUS_LINE + lines, changes), false);
    }

    @Property
    void a_plain_message_is_taken_and_what_follows_is_left(
            @ForAll("plainHeads") String lines, @ForAll("rests") String rest) {
        for (boolean request : new boolean[] {true, false}) {
            String octets = (request ? REQUEST_LINE : STATUS_LINE) + lines;
            ByteBuf in = bytes(octets + rest);
            assertThat(taken(in, request)).isNotNull().isEqualTo(decoded(octets, request));
            assertThat(in.readableBytes()).isEqualTo(rest.length());
            in.release();
        }
    }

    @Property
    void a_message_that_is_not_whole_is_left_untouched(@ForAll("plainHeads") String lines, @ForAll int cut) {
        String octets = REQUEST_LINE + lines;
        ByteBuf in = bytes(octets.substring(0, Math.floorMod(cut, octets.length())));
        int before = in.readableBytes();
        assertThat(taken(in, true)).isNull();
        assertThat(in.readableBytes()).isEqualTo(before);
        in.release();
    }

    @Property(tries = 100)
    void a_thread_keeps_no_octet_of_what_it_read(@ForAll("heads") String lines) {
        byte[] before = Scratch.take();
        Arrays.fill(before, (byte) 0); // others have written on this thread
        Scratch.giveBack(before);
        ByteBuf in = bytes(REQUEST_LINE + lines);
        taken(in, true);
        in.release();
        byte[] next = Scratch.take();
        assertThat(next).containsOnly(0);
        Scratch.giveBack(next);
    }

    @Example
    void every_octet_at_every_place_of_a_line_is_taken_only_as_the_decoder_takes_it() {
        for (String line : List.of("Host: gateway.example-0123456789.net", "x-one-of-its-own: a b", "a:b")) {
            for (int at = 0; at < line.length(); at++) {
                for (char octet = 0; octet < 256; octet++) {
                    String changed = line.substring(0, at) + octet + line.substring(at + 1);
                    sameAsTheDecoders(REQUEST_LINE + changed + "\r\ncontent-length: 5\r\n\r\nhello", true);
                }
            }
        }
    }

    @Example
    void behind_a_broken_message_nothing_is_taken() {
        String broken = "POST /a HTTP/1.1\r\nhost x\r\n\r\n";
        EmbeddedChannel channel = new EmbeddedChannel(
                new RequestDecoder(Framing.within(LIMITS.lineBytes(), LIMITS.headerBytes(), LIMITS.headerCount())));
        channel.writeInbound(bytes(broken));
        channel.writeInbound(bytes(REQUEST_LINE + "host: x\r\ncontent-length: 2\r\n\r\nhi"));
        List<HttpObject> read = new ArrayList<>();
        for (HttpObject object = channel.readInbound(); object != null; object = channel.readInbound()) {
            read.add(object);
            ReferenceCountUtil.release(object);
        }
        assertThat(read).isNotEmpty().allMatch(object -> object.decoderResult().isFailure());
        channel.finishAndReleaseAll();
    }

    @Provide
    Arbitrary<String> plainHeads() {
        return Combinators.combine(lines(true), bodies())
                .as((lines, body) ->
                        String.join("", lines) + "Content-Length: " + body.length() + "\r\nX-Last: 1\r\n\r\n" + body);
    }

    @Provide
    Arbitrary<String> heads() {
        Arbitrary<String> framings = Arbitraries.of(
                "content-length: 5\r\n",
                "Content-Length:5\r\n",
                "content-length: 5\r\ncontent-length: 5\r\n",
                "content-length: 5\r\nContent-Length: 6\r\n",
                "content-length: 5, 5\r\n",
                "content-length: +5\r\n",
                "content-length: 05\r\n",
                "content-length: 5 \r\n",
                "content-length: 0\r\n",
                "content-length: 4294967301\r\n",
                "content-length: 5\r\ntransfer-encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\ncontent-length: 5\r\n",
                "transfer-encoding : chunked\r\ncontent-length: 5\r\n",
                "transfer-encoding: identity\r\n",
                "");
        return Combinators.combine(lines(false), framings, lines(false), bodies())
                .as((before, framing, behind, body) ->
                        String.join("", before) + framing + String.join("", behind) + "\r\n" + body);
    }

    private static Arbitrary<List<String>> lines(boolean plain) {
        Arbitrary<String> sound = Arbitraries.of(
                "Host: gateway.example\r\n",
                "host:x\r\n",
                "Authorization: Bearer sk-0123456789abcdef\r\n",
                "content-type: application/json; charset=utf-8\r\n",
                "X-Stainless-Retry-Count: 0\r\n",
                "accept:   */*\r\n",
                "x-y: a\r\n",
                "date: Sat, 28 Nov 2026 08:16:39 GMT\r\n");
        Arbitrary<String> odd = Arbitraries.of(
                "x-fold: a\r\n b\r\n",
                "x-tab:\ta\tb\r\n",
                "x-none:\r\n",
                "x-under_score: 1\r\n",
                "x-high: \u00e9\r\n",
                "x-bare: a\n",
                "x-cr: a\rb\r\n",
                " x: 1\r\n",
                ": nameless\r\n",
                "no colon\r\n",
                "x-nul: a\0b\r\n",
                "connection: close\r\n",
                "upgrade: h2c\r\n",
                "expect: 100-continue\r\n",
                "\r\n");
        return (plain
                        ? sound
                        : Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, sound), net.jqwik.api.Tuple.of(1, odd)))
                .list()
                .ofMaxSize(6);
    }

    private static Arbitrary<String> bodies() {
        return Arbitraries.of(
                "hello", "hello world", "hell", "{\"model\":\"gpt-4o\"}", "\r\n\r\n ", "GET / HTTP/1.1\r\n");
    }

    @Provide
    Arbitrary<String> rests() {
        return Arbitraries.of("", "P", "GET / HTTP/1.1\r\nhost: x\r\n\r\n", "\r\n");
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Character> octets = Arbitraries.of(
                ' ', '\t', '\r', '\n', '\0', ':', '_', 'a', 'Z', '0', '9', '-', '+', ',', '/', '\u007f', '\u00ff');
        return Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.integers(), octets)
                .as(Change::new)
                .list()
                .ofMaxSize(2);
    }

    private static String changed(String octets, List<Change> changes) {
        String changed = octets;
        for (Change change : changes) {
            changed = change.of(changed);
        }
        return changed;
    }

    private static void sameAsTheDecoders(String octets, boolean request) {
        ByteBuf in = bytes(octets);
        List<String> taken = taken(in, request);
        if (taken != null) {
            String eaten = octets.substring(0, octets.length() - in.readableBytes());
            assertThat(taken).isEqualTo(decoded(eaten, request));
            assertThat(request ? raw(eaten) : null).isNull();
        } else {
            assertThat(in.readableBytes()).isEqualTo(octets.length());
        }
        in.release();
    }

    /** What {@link RawHead} finds in it. */
    private static String raw(String octets) {
        ByteBuf in = bytes(octets);
        RawHead head = new RawHead();
        head.look(in, in.readerIndex());
        in.release();
        return head.fault();
    }

    private static List<String> taken(ByteBuf in, boolean request) {
        List<Object> out = new ArrayList<>();
        boolean taken = request ? PLAIN.takeRequest(in, out) : PLAIN.takeReply(in, out);
        assertThat(out).hasSize(taken ? 2 : 0);
        return taken ? out.stream().map(each -> words((HttpObject) each)).toList() : null;
    }

    /** By Netty's decoder, which must need all of the octets for it. */
    private static List<String> decoded(String octets, boolean request) {
        EmbeddedChannel channel = new EmbeddedChannel(request ? new HttpRequestDecoder() : new HttpResponseDecoder());
        channel.writeInbound(bytes(octets));
        List<String> words = new ArrayList<>();
        for (HttpObject object = channel.readInbound(); object != null; object = channel.readInbound()) {
            words.add(words(object));
        }
        channel.finishAndReleaseAll();
        return words;
    }

    private static String words(HttpObject object) {
        assertThat(object.decoderResult().isSuccess()).isTrue();
        StringBuilder words = new StringBuilder();
        if (object instanceof HttpRequest request) {
            words.append(request.method()).append(' ').append(request.uri());
        }
        if (object instanceof HttpResponse response) {
            words.append(response.status());
        }
        if (object instanceof HttpMessage message) {
            words.append(' ')
                    .append(message.protocolVersion())
                    .append(message.headers().entries());
            message.headers()
                    .names()
                    .forEach(name -> words.append(' ').append(message.headers().getAll(name.toLowerCase(Locale.ROOT))));
        }
        if (object instanceof HttpContent content) {
            words.append(
                            object instanceof LastHttpContent last
                                    ? "last " + last.trailingHeaders().entries()
                                    : "piece ")
                    .append(content.content().toString(StandardCharsets.ISO_8859_1));
        }
        ReferenceCountUtil.release(object);
        return words.toString();
    }

    private static ByteBuf bytes(String octets) {
        return Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1);
    }
}
