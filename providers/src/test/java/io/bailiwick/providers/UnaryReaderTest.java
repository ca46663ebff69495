package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replies after the response models of openai-java-core 4.100.0 and anthropic-java-core 3.11.0. */
class UnaryReaderTest {

    static final String CHAT =
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o-2024-11-20\","
                    + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"model \\\"x\\\" é\",\"refusal\":null},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10,\"total_tokens\":29,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":8,\"cache_write_tokens\":3},\"completion_tokens_details\":"
                    + "{\"reasoning_tokens\":4}},\"system_fingerprint\":\"fp_1\"}";
    static final String RESPONSES =
            "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"error\":null,"
                    + "\"model\":\"gpt-4.1-2025-04-14\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"a\"}]}],"
                    + "\"text\":{\"format\":{\"type\":\"text\"}},\"usage\":{\"input_tokens\":36,\"input_tokens_details\":{\"cached_tokens\":0},"
                    + "\"output_tokens\":87,\"output_tokens_details\":{\"reasoning_tokens\":5},\"total_tokens\":123}}";
    static final String MESSAGES =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-6\","
                    + "\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":10,"
                    + "\"cache_creation_input_tokens\":100,\"cache_read_input_tokens\":1000,\"output_tokens\":7,\"inference_geo\":\"us\","
                    + "\"output_tokens_details\":{\"thinking_tokens\":2}}}";

    static UnaryReader read(Api api, String reply) {
        UnaryReader reader = new ReplyReaders(Bodies.LIMITS).unary(api);
        reader.feed(ByteBuffer.wrap(reply.getBytes(StandardCharsets.UTF_8)));
        reader.end();
        return reader;
    }

    @Test
    void a_chat_reply_tells_model_fingerprint_and_counts() {
        UnaryReader reader = read(Api.CHAT, CHAT);
        assertThat(reader.malformed()).isFalse();
        assertThat(reader.facts())
                .isEqualTo(new ReplyFacts(
                        "chatcmpl-1", "gpt-4o-2024-11-20", "fp_1", null, new Usage(19L, 10L, 8L, 3L, 4L), false));
    }

    @Test
    void a_responses_reply_tells_model_and_counts() {
        assertThat(read(Api.RESPONSES, RESPONSES).facts())
                .isEqualTo(new ReplyFacts(
                        "resp_1", "gpt-4.1-2025-04-14", null, null, new Usage(36L, 87L, 0L, null, 5L), false));
    }

    @Test
    void input_of_anthropic_includes_the_cache_and_its_geography_is_read() {
        assertThat(read(Api.MESSAGES, MESSAGES).facts())
                .isEqualTo(new ReplyFacts(
                        "msg_1", "claude-sonnet-4-6", null, "us", new Usage(1110L, 7L, 1000L, 100L, 2L), false));
    }

    @Test
    void counted_tokens_are_input() {
        assertThat(read(Api.COUNT_TOKENS, "{\"input_tokens\":14}").facts().usage())
                .isEqualTo(new Usage(14L, null, null, null, null));
    }

    @Test
    void embeddings_have_a_model_and_input() {
        assertThat(read(
                                Api.EMBEDDINGS,
                                "{\"object\":\"list\",\"data\":[{\"embedding\":[0.1,-2e-3],\"index\":0}],\"model\":\"e\",\"usage\":{\"prompt_tokens\":8}}")
                        .facts())
                .isEqualTo(new ReplyFacts(null, "e", null, null, new Usage(8L, null, null, null, null), false));
    }

    @Test
    void a_count_that_is_missing_is_unknown_and_not_zero() {
        assertThat(read(Api.CHAT, "{\"model\":\"m\"}").facts().usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(read(Api.CHAT, "{\"usage\":{\"prompt_tokens\":5}}")
                        .facts()
                        .usage()
                        .cacheRead())
                .isNull();
        assertThat(read(Api.CHAT, "{\"usage\":null}").facts().usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(read(Api.CHAT, "{\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":99999999999999999999}}")
                        .facts()
                        .usage())
                .isEqualTo(Usage.UNKNOWN);
    }

    @Test
    void other_servers_tell_cached_tokens_their_own_way() {
        assertThat(read(Api.CHAT, "{\"usage\":{\"prompt_tokens\":5,\"prompt_cache_hit_tokens\":3}}")
                        .facts()
                        .usage()
                        .cacheRead())
                .isEqualTo(3);
        assertThat(read(Api.CHAT, "{\"usage\":{\"prompt_tokens\":5,\"num_cached_tokens\":4}}")
                        .facts()
                        .usage()
                        .cacheRead())
                .isEqualTo(4);
        assertThat(read(Api.CHAT, "{\"timings\":{\"cache_n\":236}}")
                        .facts()
                        .usage()
                        .cacheRead())
                .isEqualTo(236);
    }

    @Test
    void errors_are_told_apart_from_replies() {
        assertThat(read(Api.CHAT, "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":null,\"code\":\"c\"}}")
                        .facts()
                        .error())
                .isTrue();
        assertThat(read(
                                Api.MESSAGES,
                                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}")
                        .facts()
                        .error())
                .isTrue();
        assertThat(read(Api.CHAT, "{\"error\":\"model not found\"}").facts().error())
                .isTrue();
        assertThat(read(Api.CHAT, "{\"object\":\"error\",\"message\":\"m\"}")
                        .facts()
                        .error())
                .isTrue();
        assertThat(read(Api.RESPONSES, RESPONSES).facts().error()).isFalse();
    }

    @Test
    void only_the_reply_s_own_model_counts() {
        assertThat(read(Api.CHAT, "{\"choices\":[{\"model\":\"x\"}],\"nested\":{\"model\":\"y\"}}")
                        .facts()
                        .model())
                .isNull();
        assertThat(read(Api.CHAT, "{\"model\":\"\"}").facts().model()).isNull();
    }

    @Test
    void the_model_is_known_as_soon_as_it_has_passed() {
        UnaryReader reader = new ReplyReaders(Bodies.LIMITS).unary(Api.CHAT);
        reader.feed(ByteBuffer.wrap("{\"model\":\"gp".getBytes(StandardCharsets.UTF_8)));
        assertThat(reader.modelRead()).isFalse();
        reader.feed(ByteBuffer.wrap("t\",".getBytes(StandardCharsets.UTF_8)));
        assertThat(reader.modelRead()).isTrue();
        assertThat(reader.facts().model()).isEqualTo("gpt");
    }

    @Test
    void the_caller_s_buffer_is_left_alone() {
        ByteBuffer buffer = ByteBuffer.wrap(("xx" + CHAT).getBytes(StandardCharsets.UTF_8));
        buffer.position(2);
        UnaryReader reader = new ReplyReaders(Bodies.LIMITS).unary(Api.CHAT);
        reader.feed(buffer);
        reader.end();
        assertThat(buffer.position()).isEqualTo(2);
        assertThat(reader.malformed()).isFalse();
    }

    @Test
    void what_is_not_one_whole_object_is_malformed() {
        for (String reply : List.of(
                "",
                " ",
                "[]",
                "null",
                "{\"model\":\"m\"",
                "{\"a\":1}{",
                "{\"a\":1}[]",
                "<html>",
                "{\"a\":}",
                "{\"a\":1} 1")) {
            assertThat(read(Api.CHAT, reply).malformed()).as(reply).isTrue();
        }
        assertThat(read(Api.CHAT, " {\"a\":1} \n").malformed()).isFalse();
    }
}
