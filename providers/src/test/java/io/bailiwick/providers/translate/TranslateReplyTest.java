package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.JsonLimits;
import io.bailiwick.providers.UnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranslateReplyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void input_tokens_are_counted_with_the_cache_in_chat_and_without_it_in_messages() throws IOException {
        String exclusive = "\"input_tokens\":10,\"cache_read_input_tokens\":100,"
                + "\"cache_creation_input_tokens\":5,\"output_tokens\":3";
        JsonNode chat = tree(PublishedReplies.whole(
                Api.CHAT, Api.MESSAGES, message("\"end_turn\"", "{\"type\":\"text\",\"text\":\"a\"}", exclusive)));
        assertThat(chat.at("/usage/prompt_tokens").asLong()).isEqualTo(115);
        assertThat(chat.at("/usage/prompt_tokens_details/cached_tokens").asLong())
                .isEqualTo(100);
        String inclusive = "\"prompt_tokens\":115,\"completion_tokens\":3,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":100,\"cache_write_tokens\":5}";
        JsonNode messages = tree(
                PublishedReplies.whole(Api.MESSAGES, Api.CHAT, completion("\"content\":\"a\"", "stop", inclusive)));
        assertThat(messages.at("/usage/input_tokens").asLong()).isEqualTo(10);
        assertThat(messages.at("/usage/cache_read_input_tokens").asLong()).isEqualTo(100);
        assertThat(messages.at("/usage/cache_creation_input_tokens").asLong()).isEqualTo(5);
    }

    @Test
    void a_count_that_nobody_said_is_left_out_or_null_where_the_clients_dialect_allows_it() throws IOException {
        JsonNode messages =
                tree(PublishedReplies.whole(Api.MESSAGES, Api.CHAT, completion("\"content\":\"a\"", "stop")));
        assertThat(messages.at("/usage/cache_read_input_tokens").isNull()).isTrue();
        JsonNode responses =
                tree(PublishedReplies.whole(Api.RESPONSES, Api.CHAT, completion("\"content\":\"a\"", "stop")));
        assertThat(responses.get("usage").isNull()).isTrue();
        JsonNode chat = tree(PublishedReplies.whole(
                Api.CHAT, Api.MESSAGES, message("\"end_turn\"", "{\"type\":\"text\",\"text\":\"a\"}")));
        assertThat(chat.has("usage")).isFalse();
    }

    @Test
    void a_stream_that_never_says_what_it_wrote_has_no_usage() {
        String start = "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"x\",\"content\":[],"
                + "\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\n";
        String end = "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}%s}\n\n"
                + "data: {\"type\":\"message_stop\"}\n\n";
        assertThat(PublishedReplies.stream(Api.CHAT, Api.MESSAGES, start + end.formatted("")))
                .doesNotContain("prompt_tokens", "completion_tokens")
                .endsWith("data: [DONE]\n\n");
        assertThat(PublishedReplies.stream(Api.RESPONSES, Api.MESSAGES, start + end.formatted("")))
                .contains("response.completed")
                .doesNotContain("\"input_tokens\"", "\"output_tokens\"");
        assertThat(PublishedReplies.stream(
                        Api.CHAT, Api.MESSAGES, start + end.formatted(",\"usage\":{\"output_tokens\":3}")))
                .contains("\"prompt_tokens\":25,\"completion_tokens\":3,\"total_tokens\":28");
    }

    @ParameterizedTest
    @CsvSource({
        "stop, end_turn, completed",
        "length, max_tokens, incomplete",
        "tool_calls, tool_use, completed",
        "content_filter, refusal, incomplete",
        "model_length, model_context_window_exceeded, incomplete",
        "eos_token, end_turn, completed"
    })
    void the_reason_of_an_end_is_said_in_each_dialect(String finish, String stopReason, String status)
            throws IOException {
        String reply = completion("\"content\":\"a\"", finish);
        assertThat(tree(PublishedReplies.whole(Api.MESSAGES, Api.CHAT, reply))
                        .get("stop_reason")
                        .asText())
                .isEqualTo(stopReason);
        assertThat(tree(PublishedReplies.whole(Api.RESPONSES, Api.CHAT, reply))
                        .get("status")
                        .asText())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, stop",
        "max_tokens, length",
        "stop_sequence, stop",
        "tool_use, tool_calls",
        "refusal, content_filter",
        "model_context_window_exceeded, length"
    })
    void a_stop_reason_becomes_a_finish_reason(String stopReason, String finish) throws IOException {
        JsonNode chat = tree(PublishedReplies.whole(
                Api.CHAT, Api.MESSAGES, message("\"" + stopReason + "\"", "{\"type\":\"text\",\"text\":\"a\"}")));
        assertThat(chat.at("/choices/0/finish_reason").asText()).isEqualTo(finish);
    }

    @Test
    void a_tool_that_had_to_be_called_by_name_ends_in_tool_use_though_chat_says_stop() throws IOException {
        JsonNode messages = tree(PublishedReplies.whole(
                Api.MESSAGES,
                Api.CHAT,
                completion(
                        "\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]", "stop")));
        assertThat(messages.get("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(messages.at("/content/0/input").isEmpty()).isTrue();
    }

    @Test
    void the_stop_sequence_that_vllm_names_reaches_a_client_of_messages() throws IOException {
        String reply =
                completion("\"content\":\"a\"", "stop").replace("\"index\":0", "\"index\":0,\"stop_reason\":\"###\"");
        JsonNode messages = tree(PublishedReplies.whole(Api.MESSAGES, Api.CHAT, reply));
        assertThat(messages.get("stop_reason").asText()).isEqualTo("stop_sequence");
        assertThat(messages.get("stop_sequence").asText()).isEqualTo("###");
        JsonNode other = tree(PublishedReplies.whole(Api.MESSAGES, Api.CHAT, reply.replace("###", "<|im_end|>")));
        assertThat(other.get("stop_reason").asText()).isEqualTo("end_turn");
    }

    @Test
    void an_error_in_the_form_of_older_vllm_ends_a_stream_in_the_clients_words() {
        assertThat(PublishedReplies.stream(
                        Api.MESSAGES,
                        Api.CHAT,
                        chunk("\"content\":\"a\"", null)
                                + "data: {\"object\":\"error\",\"message\":\"died\",\"type\":\"InternalServerError\","
                                + "\"param\":null,\"code\":500}\n\ndata: [DONE]\n\n"))
                .endsWith("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\","
                        + "\"message\":\"died\"}}\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}}",
                "{\"type\":\"text\",\"text\":\"a\",\"citations\":[{\"type\":\"char_location\"}]}",
                "{\"type\":\"image\"}",
                "{\"type\":\"tool_use\",\"name\":\"f\",\"input\":{}}"
            })
    void a_block_without_a_counterpart_makes_a_message_unreadable(String block) {
        for (Api client : List.of(Api.CHAT, Api.RESPONSES)) {
            assertThatThrownBy(() -> PublishedReplies.whole(client, Api.MESSAGES, message("\"end_turn\"", block)))
                    .isInstanceOf(UnreadableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"audio\":{\"id\":\"x\"}",
                "\"function_call\":{\"name\":\"f\"}",
                "\"images\":[{}]",
                "\"content\":[{\"type\":\"image_url\",\"image_url\":\"x\"}]",
                "\"content\":[{\"type\":\"reference\",\"reference_ids\":[1]}]",
                "\"annotations\":[{\"type\":\"file_citation\"}]",
                "\"tool_calls\":[{\"id\":\"c\",\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"x\"}}]",
                "\"tool_calls\":[{\"id\":\"c\",\"function\":{\"arguments\":\"{}\"}}]",
                "\"reasoning_details\":[{\"type\":\"reasoning.other\"}]",
                "\"content\":7"
            })
    void a_part_without_a_counterpart_makes_a_completion_unreadable(String part) {
        for (Api client : List.of(Api.MESSAGES, Api.RESPONSES)) {
            assertThatThrownBy(() -> PublishedReplies.whole(client, Api.CHAT, completion(part, "stop")))
                    .isInstanceOf(UnreadableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"choices\":[]}",
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},\"finish_reason\":\"new\"}]}",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},\"finish_reason\":\"error\"}]}",
                "{\"choices\":[{\"index\":1,\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}",
                "{\"error\":{\"message\":\"no\"}}",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]} {}"
            })
    void what_is_no_whole_completion_is_unreadable(String reply) {
        assertThatThrownBy(() -> PublishedReplies.whole(Api.MESSAGES, Api.CHAT, reply))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void url_citations_reach_a_client_of_responses_and_are_refused_for_messages() throws IOException {
        String reply = completion(
                "\"content\":\"a\",\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":"
                        + "{\"start_index\":0,\"end_index\":1,\"url\":\"https://x.example\",\"title\":\"X\"}}]",
                "stop");
        JsonNode responses = tree(PublishedReplies.whole(Api.RESPONSES, Api.CHAT, reply));
        assertThat(responses.at("/output/0/content/0/annotations/0/url").asText())
                .isEqualTo("https://x.example");
        assertThatThrownBy(() -> PublishedReplies.whole(Api.MESSAGES, Api.CHAT, reply))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void calls_that_a_server_numbers_alike_are_told_apart_by_their_ids() {
        String said = PublishedReplies.stream(
                Api.MESSAGES,
                Api.CHAT,
                chunk(
                                "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]",
                                null)
                        + chunk(
                                "\"tool_calls\":[{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]",
                                "tool_calls")
                        + "data: [DONE]\n\n");
        assertThat(said).contains("\"id\":\"a\"").contains("\"id\":\"b\"").contains("\"index\":1");
    }

    @Test
    void a_call_that_goes_on_after_another_began_is_refused_where_one_block_is_open_at_a_time() {
        String interleaved = chunk(
                        "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]",
                        null)
                + chunk("\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"f\"}}]", null)
                + chunk("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"}\"}}]", null);
        for (Api client : List.of(Api.MESSAGES, Api.RESPONSES)) {
            assertThatThrownBy(() -> PublishedReplies.stream(client, Api.CHAT, interleaved))
                    .isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void arguments_that_are_an_object_are_taken_as_the_text_that_they_are() throws IOException {
        JsonNode chat = tree(PublishedReplies.whole(
                Api.CHAT,
                Api.CHAT,
                completion(
                        "\"tool_calls\":{\"id\":7,\"function\":{\"name\":\"f\",\"arguments\":{\"a\": 1.50}}}",
                        "stop")));
        assertThat(chat.at("/choices/0/message/tool_calls/0/function/arguments").asText())
                .isEqualTo("{\"a\":1.50}");
        assertThat(chat.at("/choices/0/message/tool_calls/0/id").asText()).isEqualTo("7");
    }

    @Test
    void a_choice_that_nobody_sent_is_not_made_up() {
        assertThatThrownBy(
                        () -> PublishedReplies.whole(
                                Api.CHAT,
                                Api.CHAT,
                                "{\"id\":\"a\",\"model\":\"m\",\"choices\":[{\"index\":1,\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}"))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void several_choices_of_a_chat_stay_apart() {
        String said = PublishedReplies.stream(
                Api.CHAT,
                Api.CHAT,
                chunk("\"content\":\"a\"", null)
                        + chunk("\"content\":\"b\"", "stop").replace("\"index\":0", "\"index\":1")
                        + chunk("\"content\":\"c\"", "length")
                        + "data: [DONE]\n\n");
        assertThat(said)
                .contains("{\"index\":1,\"delta\":{\"content\":\"b\"}")
                .contains("{\"index\":1,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}")
                .contains("{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"length\"}");
    }

    @Test
    void counts_are_said_in_a_chunk_of_their_own_only_to_a_client_that_asked() {
        String events = chunk("\"content\":\"a\"", "stop")
                        .replace(
                                "\"choices\"",
                                "\"usage\":{\"prompt_tokens\":1," + "\"completion_tokens\":2},\"choices\"")
                + "data: [DONE]\n\n";
        byte[] bytes = events.getBytes(StandardCharsets.UTF_8);
        assertThat(PublishedReplies.stream(PublishedReplies.asked(Api.CHAT, true), Api.CHAT, List.of(bytes)))
                .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}");
        assertThat(PublishedReplies.stream(PublishedReplies.asked(Api.CHAT, false), Api.CHAT, List.of(bytes)))
                .doesNotContain("usage");
    }

    @Test
    void a_comment_and_a_ping_become_nothing() {
        assertThat(PublishedReplies.stream(Api.CHAT, Api.CHAT, ": keep-alive\n\n"))
                .isEmpty();
        assertThat(PublishedReplies.stream(Api.CHAT, Api.MESSAGES, "event: ping\ndata: {\"type\":\"ping\"}\n\n"))
                .isEmpty();
    }

    @Test
    void an_empty_reason_in_each_chunk_is_none() {
        String said = PublishedReplies.stream(
                Api.MESSAGES,
                Api.CHAT,
                chunk("\"content\":\"a\"", "") + chunk("\"content\":\"b\"", "stop") + "data: [DONE]\n\n");
        assertThat(said).contains("\"text\":\"a\"").contains("\"text\":\"b\"").contains("end_turn");
    }

    @Test
    void a_stream_that_ends_without_a_reason_is_unreadable() {
        assertThatThrownBy(() -> PublishedReplies.stream(
                        Api.MESSAGES, Api.CHAT, chunk("\"content\":\"a\"", null) + "data: [DONE]\n\n"))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void the_gateways_own_event_is_numbered_as_the_next_of_a_translated_response() {
        StreamTranslation translation =
                PublishedReplies.TRANSLATE.stream(PublishedReplies.asked(Api.RESPONSES), Api.CHAT);
        assertThat(translation.nextSequence()).isZero();
        translation.event(ByteBuffer.wrap(chunk("\"content\":\"a\"", null).getBytes(StandardCharsets.UTF_8)));
        assertThat(translation.nextSequence()).isEqualTo(5);
    }

    @Test
    void what_a_response_repeats_of_its_request_has_a_limit() {
        String body = "{\"model\":\"m\",\"temperature\":0.5,\"instructions\":\"" + "a".repeat(200_000) + "\"}";
        TranslateReply.Asked asked =
                new TranslateReply.Asked(Api.RESPONSES, "m", true, body.getBytes(StandardCharsets.UTF_8));
        byte[] reply = completion("\"content\":\"a\"", "stop").getBytes(StandardCharsets.UTF_8);
        String said = new String(PublishedReplies.TRANSLATE.unary(asked, Api.CHAT, reply), StandardCharsets.UTF_8);
        assertThat(said).contains("\"instructions\":null").contains("\"temperature\":0.5");
    }

    @Test
    void a_reply_that_calls_tools_without_end_is_unreadable() {
        StringBuilder calls = new StringBuilder();
        for (int call = 0; call < 1001; call++) {
            calls.append(call == 0 ? "" : ",")
                    .append("{\"index\":" + call + ",\"id\":\"c" + call + "\",\"function\":{\"name\":\"f\"}}");
        }
        assertThatThrownBy(() -> PublishedReplies.whole(
                        Api.MESSAGES, Api.CHAT, completion("\"tool_calls\":[" + calls + "]", "tool_calls")))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void half_of_a_surrogate_pair_passes_as_the_escape_that_it_is() {
        String said = PublishedReplies.stream(
                Api.MESSAGES,
                Api.CHAT,
                chunk("\"content\":\"\\ud83d\"", null) + chunk("\"content\":\"\\ude00\"", "stop") + "data: [DONE]\n\n");
        assertThat(said.toUpperCase(Locale.ROOT)).contains("\\UD83D").contains("\\UDE00");
    }

    @Test
    void what_is_kept_of_a_stream_for_responses_has_a_limit() {
        TranslateReply narrow = new TranslateReply(new JsonLimits(64, 600, 1000, 10_000), InstantSource.system());
        StreamTranslation translation = narrow.stream(PublishedReplies.asked(Api.RESPONSES), Api.CHAT);
        byte[] piece = chunk("\"content\":\"" + "a".repeat(500) + "\"", null).getBytes(StandardCharsets.UTF_8);
        assertThat(translation.event(ByteBuffer.wrap(piece))).isNotEmpty();
        assertThatThrownBy(() -> translation.event(ByteBuffer.wrap(piece))).isInstanceOf(UnreadableException.class);
    }

    static String completion(String message, String finish) {
        return completion(message, finish, "");
    }

    static String completion(String message, String finish, String usage) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":5,\"model\":\"x\",\"choices\":"
                + "[{\"index\":0,\"message\":{\"role\":\"assistant\"," + message + "},\"finish_reason\":\"" + finish
                + "\"}],\"usage\":{" + usage + "}}";
    }

    static String message(String stopReason, String block) {
        return message(stopReason, block, "");
    }

    static String message(String stopReason, String block, String usage) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"x\",\"content\":[" + block
                + "],\"stop_reason\":" + stopReason + ",\"stop_sequence\":null,\"usage\":{" + usage + "}}";
    }

    static String chunk(String delta, @Nullable String finish) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"x\","
                + "\"choices\":[{\"index\":0,\"delta\":{" + delta + "},\"finish_reason\":"
                + (finish == null ? "null" : "\"" + finish + "\"") + "}]}\n\n";
    }

    private static JsonNode tree(String json) throws IOException {
        return JSON.readTree(json);
    }
}
