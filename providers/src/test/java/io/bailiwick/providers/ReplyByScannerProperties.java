package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A reply that comes whole is read by the scanner, one in pieces by Jackson's parser; before, both were read by Jackson's. */
class ReplyByScannerProperties {

    /** All tries are read with what the tries before them were read with, the broken ones among them. */
    private static final ReplyReaders USED = new ReplyReaders(Bodies.LIMITS);

    private static final List<String> PARTS = List.of(
            "\"id\":\"r\"",
            "\"model\":\"m\\u002d1\"",
            "\"model\":\"\"",
            "\"model\":\"\\ud800\"",
            "\"model\":7",
            "\"object\":\"error\"",
            "\"type\":\"error\"",
            "\"error\":null",
            "\"error\":\"e\"",
            "\"error\":{\"code\":1}",
            "\"system_fingerprint\":\"fp\"",
            "\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":8}}",
            "\"usage\":{\"input_tokens\":9223372036854775807,\"output_tokens\":9223372036854775808}",
            "\"usage\":{\"input_tokens\":-0,\"output_tokens\":-9223372036854775808,\"inference_geo\":\"us\"}",
            "\"usage\":{\"input_tokens\":1.0,\"output_tokens\":1e2}",
            "\"usage\":[{\"input_tokens\":1}]",
            "\"\":{\"model\":\"n\"}",
            "\"usage.input_tokens\":4",
            "\"timings\":{\"cache_n\":3}",
            "\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"model\":\"x\"}}}}}",
            "\"choices\":[{\"message\":{\"content\":\"Grüße \\n 😀\"},\"model\":\"x\"}]");

    @Property(tries = 5000)
    void a_reply_is_the_same_in_one_piece_and_in_two(@ForAll long seed, @ForAll Api api) {
        Random random = new Random(seed);
        byte[] reply = GeneratedJson.utf8(reply(random));
        int cut = 1 + random.nextInt(reply.length - 1);
        assertThat(told(USED, api, reply, reply.length)).isEqualTo(told(USED, api, reply, cut));
    }

    /** Not compared by pieces: cut behind a comma, an object that ends there passes Jackson's parser for pieces. */
    @Property(tries = 10_000)
    void a_damaged_reply_is_what_it_is_to_jackson_s_parser(@ForAll long seed, @ForAll Api api) {
        Random random = new Random(seed);
        byte[] reply = GeneratedJson.damaged(GeneratedJson.utf8(reply(random)), random);
        if (reply.length > 0) {
            String shown = new String(reply, StandardCharsets.ISO_8859_1);
            // A name of three octets or less that it has met, Jackson's parser finds again behind one of 0xFF, which is
            // none.
            ReplyReaders readers = shown.indexOf(0xFF) < 0 ? USED : new ReplyReaders(Bodies.LIMITS);
            assertThat(told(readers, api, reply, reply.length)).as(shown).isEqualTo(byJackson(api, reply));
        }
    }

    private static String byJackson(Api api, byte[] reply) {
        ReplyNotes notes = new ReplyNotes(api.dialect());
        ReplyPath path = new ReplyPath(notes, "");
        int from = Utf8.startsWithByteOrderMark(reply) ? Utf8.BYTE_ORDER_MARK_BYTES : 0;
        JacksonTokens tokens = JacksonTokens.from(reply, from, Bodies.LIMITS);
        try {
            JsonToken token = tokens.next();
            while (token != null && path.take(token, tokens)) {
                token = tokens.next();
            }
            return token == null && path.ended() ? "well " + notes.facts() : "malformed";
        } catch (UnreadableException e) {
            return "malformed";
        }
    }

    @Test
    void a_reply_is_not_lost_for_a_string_that_is_not_quite_utf_8() {
        byte[] reply = GeneratedJson.utf8("{\"model\":\"m\",\"text\":\"??\",\"usage\":{\"prompt_tokens\":3}}");
        reply[21] = (byte) 0xC0;
        reply[22] = (byte) 0xAF;
        assertThat(told(USED, Api.CHAT, reply, reply.length)).contains("well", "model=m", "input=3");
    }

    private static String reply(Random random) {
        StringBuilder reply = new StringBuilder(random.nextInt(20) == 0 ? "\uFEFF{" : "{");
        for (int left = random.nextInt(6); left >= 0; left--) {
            reply.append(PARTS.get(random.nextInt(PARTS.size()))).append(left > 0 ? "," : "}");
        }
        return reply.toString();
    }

    private static String told(ReplyReaders readers, Api api, byte[] reply, int cut) {
        UnaryReader reader = readers.unary(api);
        reader.feed(ByteBuffer.wrap(reply, 0, cut));
        if (cut < reply.length) {
            reader.feed(ByteBuffer.wrap(reply, cut, reply.length - cut));
        }
        reader.end();
        // Of a reply that is none, what was read before its fault depends on who looked how far ahead.
        return reader.malformed() ? "malformed" : "well " + reader.facts();
    }
}
