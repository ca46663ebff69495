package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Event;
import io.bailiwick.providers.ReplyFacts;
import io.bailiwick.providers.ReplyReaders;
import io.bailiwick.providers.StreamReader;
import io.bailiwick.providers.UnaryReader;
import io.bailiwick.providers.UnreadableException;
import io.bailiwick.providers.Usage;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/** Laws of every translated reply, over published ones, over random ones, and over what somebody hostile may send. */
class ReplyTranslationProperties {

    /** Escapes what is not ASCII, so that half of a surrogate pair is not lost on its way into bytes. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
            .build();

    private static final ReplyReaders READERS = new ReplyReaders(PublishedReplies.LIMITS);
    private static final List<String> PIECES =
            List.of("a", "\u00e9", "\n", "\"", "\\", "\u6f22", "\ud83d\ude00", " ", "\u0000", "\u2028");

    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of(PublishedReplies.STREAMS);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 300)
    void any_cut_of_a_stream_gives_the_client_the_same_events(@ForAll("streams") String name, @ForAll Random random) {
        byte[] bytes = PublishedReplies.bytes(name + ".sse");
        for (Api client : PublishedReplies.clients(name)) {
            Api spoken = PublishedReplies.spoken(name);
            assertThat(PublishedReplies.stream(PublishedReplies.asked(client), spoken, cut(bytes, random)))
                    .isEqualTo(PublishedReplies.stream(PublishedReplies.asked(client), spoken, List.of(bytes)));
        }
    }

    @Property(tries = 100)
    void what_is_written_is_read_with_the_same_facts(@ForAll("streams") String name) {
        Api spoken = PublishedReplies.spoken(name);
        byte[] bytes = PublishedReplies.bytes(name + ".sse");
        StreamReader asSpoken = read(spoken, bytes);
        for (Api client : PublishedReplies.clients(name)) {
            String said = PublishedReplies.stream(PublishedReplies.asked(client), spoken, List.of(bytes));
            StreamReader asSaid = read(client, said.getBytes(StandardCharsets.UTF_8));
            ReplyFacts before = asSpoken.facts();
            ReplyFacts after = asSaid.facts();
            assertThat(after.error()).isEqualTo(before.error());
            assertThat(after.model()).isEqualTo(before.model() == null ? "m" : before.model());
            if (!before.error()) {
                assertThat(asSaid.finished()).isTrue();
                assertThat(after.usage().cacheRead())
                        .isEqualTo(told(client, before.usage()).cacheRead());
                // A client of Messages is told at the start that nothing was counted yet.
                if (client != Api.MESSAGES || before.usage().input() != null) {
                    assertThat(after.usage().input()).isEqualTo(before.usage().input());
                    assertThat(after.usage().output()).isEqualTo(before.usage().output());
                }
            }
        }
    }

    @Property(tries = 300)
    void what_streams_adds_up_to_what_is_said_at_once(
            @ForAll("texts") List<String> thought,
            @ForAll("texts") List<String> text,
            @ForAll("texts") List<String> argument)
            throws IOException {
        String thinking = String.join("", thought);
        String words = String.join("", text);
        String arguments =
                JSON.createObjectNode().put("a", String.join("", argument)).toString();
        StringBuilder events = new StringBuilder();
        for (String piece : thought) {
            events.append(TranslateReplyTest.chunk("\"reasoning_content\":" + quoted(piece), null));
        }
        for (String piece : text) {
            events.append(TranslateReplyTest.chunk("\"content\":" + quoted(piece), null));
        }
        events.append(call("\"id\":\"c1\",", "\"name\":\"f\",\"arguments\":\"\""));
        for (int at = 0; at < arguments.length(); at += 3) {
            String piece = arguments.substring(at, Math.min(arguments.length(), at + 3));
            events.append(call("", "\"arguments\":" + quoted(piece)));
        }
        events.append(TranslateReplyTest.chunk("\"content\":\"\"", "tool_calls"))
                .append("data: [DONE]\n\n");
        String whole = TranslateReplyTest.completion(
                "\"reasoning_content\":" + quoted(thinking) + ",\"content\":" + quoted(words)
                        + ",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":"
                        + quoted(arguments) + "}}]",
                "tool_calls");
        JsonNode message = JSON.readTree(PublishedReplies.whole(Api.MESSAGES, Api.CHAT, whole));
        String streamed = PublishedReplies.stream(Api.MESSAGES, Api.CHAT, events.toString());
        assertThat(message.at("/content/0/thinking").asText())
                .isEqualTo(thinking)
                .isEqualTo(joined(streamed, "thinking"));
        assertThat(message.at("/content/1/text").asText()).isEqualTo(words).isEqualTo(joined(streamed, "text"));
        assertThat(message.at("/content/2/input"))
                .isEqualTo(JSON.readTree(arguments))
                .isEqualTo(JSON.readTree(joined(streamed, "partial_json")));
        JsonNode response = JSON.readTree(PublishedReplies.whole(Api.RESPONSES, Api.CHAT, whole));
        JsonNode last = last(PublishedReplies.stream(Api.RESPONSES, Api.CHAT, events.toString()))
                .get("response");
        assertThat(last.get("output")).isEqualTo(response.get("output"));
        assertThat(last.get("status")).isEqualTo(response.get("status"));
    }

    @Property(tries = 600)
    void hostile_bytes_never_throw_anything_but_that_they_are_unreadable(
            @ForAll("streams") String name, @ForAll Random random) {
        byte[] bytes = PublishedReplies.bytes(name + ".sse");
        for (int hit = random.nextInt(6); hit >= 0; hit--) {
            bytes = spoilt(bytes, random);
        }
        for (Api client : List.of(Api.CHAT, Api.MESSAGES, Api.RESPONSES)) {
            for (Api spoken : List.of(Api.CHAT, Api.MESSAGES)) {
                survives(client, spoken, bytes);
            }
        }
    }

    private static void survives(Api client, Api spoken, byte[] bytes) {
        List<byte[]> events = PublishedReplies.events(List.of(bytes));
        boolean unreadable = false;
        try {
            PublishedReplies.stream(PublishedReplies.asked(client), spoken, List.of(bytes));
        } catch (UnreadableException e) {
            unreadable = e.getMessage() != null;
        }
        for (byte[] event : events) {
            byte[] data = new String(event, StandardCharsets.UTF_8)
                    .replaceAll("(?m)^(event: .*\n|data: )", "")
                    .getBytes(StandardCharsets.UTF_8);
            try {
                PublishedReplies.TRANSLATE.unary(PublishedReplies.asked(client), spoken, data);
            } catch (UnreadableException e) {
                unreadable |= e.getMessage() != null;
            }
            assertThat(PublishedReplies.TRANSLATE.error(PublishedReplies.asked(client), spoken, 500, data))
                    .isNotEmpty();
        }
        assertThat(unreadable || !events.isEmpty() || bytes.length == 0).isTrue();
    }

    /** Replaces a value, cuts, doubles or spoils a byte. */
    private static byte[] spoilt(byte[] bytes, Random random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> values = List.of(
                "null",
                "0",
                "-1",
                "99999999999999999999",
                "1e400",
                "\"\"",
                "\"x\"",
                "[]",
                "{}",
                "[null]",
                "[[]]",
                "{\"type\":1}",
                "true",
                "\"\\ud800\"",
                "[".repeat(70),
                "");
        int at = random.nextInt(Math.max(1, text.length()));
        return switch (random.nextInt(4)) {
            case 0 -> {
                byte[] copy = bytes.clone();
                if (copy.length > 0) {
                    copy[Math.min(at, copy.length - 1)] = (byte) random.nextInt(256);
                }
                yield copy;
            }
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> (text.substring(0, at) + text.substring(at / 2)).getBytes(StandardCharsets.ISO_8859_1);
            default -> {
                int colon = text.indexOf(':', at);
                int end = colon < 0 ? -1 : text.indexOf(random.nextBoolean() ? "," : "}", colon);
                String value = values.get(random.nextInt(values.size()));
                yield end < 0
                        ? bytes
                        : (text.substring(0, colon + 1) + value + text.substring(end))
                                .getBytes(StandardCharsets.ISO_8859_1);
            }
        };
    }

    private static StreamReader read(Api api, byte[] bytes) {
        StreamReader reader = READERS.stream(api, false);
        for (byte[] event : PublishedReplies.events(List.of(bytes))) {
            assertThat(reader.read(ByteBuffer.wrap(event))).isNotEqualTo(Event.MALFORMED);
        }
        return reader;
    }

    @Property(tries = 50)
    void a_whole_reply_is_read_with_the_same_facts(@ForAll("wholes") String name) {
        Api spoken = PublishedReplies.spoken(name);
        byte[] bytes = PublishedReplies.bytes(name + ".json");
        ReplyFacts before = facts(spoken, bytes);
        for (Api client : PublishedReplies.clients(name)) {
            ReplyFacts after =
                    facts(client, PublishedReplies.whole(client, spoken, bytes).getBytes(StandardCharsets.UTF_8));
            assertThat(after.model()).isEqualTo(before.model());
            assertThat(after.usage()).isEqualTo(told(client, before.usage()));
            assertThat(after.error()).isFalse();
        }
    }

    /** The details of a response's counts are numbers: its client reads 0 where nobody counted them. */
    private static Usage told(Api client, Usage usage) {
        return client != Api.RESPONSES || usage.input() == null
                ? usage
                : new Usage(
                        usage.input(),
                        usage.output(),
                        counted(usage.cacheRead()),
                        counted(usage.cacheWrite()),
                        counted(usage.reasoning()));
    }

    private static long counted(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    @Provide
    Arbitrary<String> wholes() {
        return Arbitraries.of(PublishedReplies.WHOLES);
    }

    private static ReplyFacts facts(Api api, byte[] bytes) {
        UnaryReader reader = READERS.unary(api);
        reader.feed(ByteBuffer.wrap(bytes));
        reader.end();
        assertThat(reader.malformed()).isFalse();
        return reader.facts();
    }

    private static String call(String id, String function) {
        return TranslateReplyTest.chunk(
                "\"tool_calls\":[{\"index\":0," + id + "\"function\":{" + function + "}}]", null);
    }

    /** What the deltas with that key add up to. */
    private static String joined(String events, String key) throws IOException {
        StringBuilder joined = new StringBuilder();
        for (JsonNode event : data(events)) {
            joined.append(event.at("/delta/" + key).asText());
        }
        return joined.toString();
    }

    private static JsonNode last(String events) throws IOException {
        List<JsonNode> all = data(events);
        return all.get(all.size() - 1);
    }

    private static List<JsonNode> data(String events) throws IOException {
        List<JsonNode> data = new ArrayList<>();
        for (String line : events.split("\n")) {
            if (line.startsWith("data: {")) {
                data.add(JSON.readTree(line.substring(6)));
            }
        }
        return data;
    }

    private static String quoted(String text) throws IOException {
        return JSON.writeValueAsString(text);
    }

    private static List<byte[]> cut(byte[] bytes, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 200));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }
}
