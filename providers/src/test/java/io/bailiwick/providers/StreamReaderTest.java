package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams after the event models of openai-java-core 4.100.0 and anthropic-java-core 3.11.0. */
class StreamReaderTest {

    static final String CHAT =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4o-2024-11-20\",\"system_fingerprint\":\"fp_1\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"usage\":null}\n\n"
                    + ": keep-alive\n\n"
                    + "data: {\"id\":\"c\",\"model\":\"gpt-4o-2024-11-20\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"say \\\"usage\\\":\"}}],\"usage\":null}\n\n"
                    + "data: {\"id\":\"c\",\"model\":\"gpt-4o-2024-11-20\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" é\"}}],\"usage\":null}\n\n"
                    + "data: {\"id\":\"c\",\"model\":\"gpt-4o-2024-11-20\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":0}}}\n\n"
                    + "data: [DONE]\n\n";
    static final String RESPONSES =
            "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r\",\"model\":\"gpt-4.1\",\"usage\":null}}\n\n"
                    + "event: response.output_item.added\ndata: {\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"type\":\"message\"}}\n\n"
                    + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":2,\"delta\":\"Hi\"}\n\n"
                    + "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":3,\"response\":{\"id\":\"r\",\"model\":\"gpt-4.1-2025-04-14\","
                    + "\"error\":null,\"usage\":{\"input_tokens\":8,\"output_tokens\":1,\"input_tokens_details\":{\"cached_tokens\":4}}}}\n\n";
    static final String MESSAGES =
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"model\":\"claude-sonnet-4-6\","
                    + "\"content\":[],\"usage\":{\"input_tokens\":25,\"cache_read_input_tokens\":5,\"output_tokens\":1,\"inference_geo\":\"us\"}}}\n\n"
                    + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
                    + "event: ping\ndata: {\"type\": \"ping\"}\n\n"
                    + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}\n\n"
                    + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
                    + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":15}}\n\n"
                    + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<Event> read(StreamReader reader, String stream) {
        List<Event> events = new ArrayList<>();
        for (String event : stream.split("(?<=\n\n)")) {
            events.add(reader.read(bytes(event)));
        }
        return events;
    }

    private static StreamReader reader(Api api) {
        return new ReplyReaders(Bodies.LIMITS).stream(api, true);
    }

    @Test
    void an_event_that_says_its_type_before_its_data_only_is_of_that_type() {
        StreamReader reader = reader(Api.MESSAGES);
        read(
                reader,
                "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{}}}\n\n"
                        + "event: message_delta\ndata: {\"delta\":{},\"usage\":{\"inference_geo\":\"us\",\"output_tokens\":3}}\n\n");
        assertThat(reader.statedGeo()).isEqualTo("us");
        assertThat(reader.read(bytes("event: message_stop\ndata: {}\n\n"))).isEqualTo(Event.END);
        assertThat(first(Api.MESSAGES, "event: message\ndata: {\"error\":{}}\n\n"))
                .isEqualTo(Event.ERROR);
        assertThat(first(Api.RESPONSES, "event: message\ndata: {\"error\":{}}\n\n"))
                .isEqualTo(Event.ERROR);
        assertThat(first(Api.MESSAGES, "data: {\"x\":1}\n\n")).isEqualTo(Event.OTHER);
        assertThat(first(Api.RESPONSES, "event: error\ndata: {\"message\":\"m\"}\n\n"))
                .isEqualTo(Event.ERROR);
    }

    private static Event first(Api api, String event) {
        return reader(api).read(bytes(event));
    }

    @Test
    void a_chat_stream_is_read() {
        StreamReader reader = reader(Api.CHAT);
        assertThat(read(reader, CHAT))
                .containsExactly(Event.OTHER, Event.COMMENT, Event.CONTENT, Event.CONTENT, Event.USAGE_ONLY, Event.END);
        assertThat(reader.facts())
                .isEqualTo(new ReplyFacts(
                        "c", "gpt-4o-2024-11-20", "fp_1", null, new Usage(9L, 2L, 0L, null, null), false));
        assertThat(reader.finished()).isTrue();
    }

    @Test
    void an_object_that_calls_itself_an_error_is_one_before_and_after_the_first_word() {
        String error =
                "data: {\"object\":\"error\",\"message\":\"engine dead\",\"type\":\"InternalServerError\",\"code\":500}\n\n";
        String word =
                "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"error\"}}]}\n\n";
        assertThat(read(reader(Api.CHAT), error)).containsExactly(Event.ERROR);
        assertThat(read(reader(Api.CHAT), word + word + error))
                .containsExactly(Event.CONTENT, Event.CONTENT, Event.ERROR);
    }

    @Test
    void a_client_that_asked_for_usage_keeps_its_chunk() {
        assertThat(read(new ReplyReaders(Bodies.LIMITS).stream(Api.CHAT, false), CHAT))
                .doesNotContain(Event.USAGE_ONLY);
    }

    @Test
    void a_responses_stream_is_read() {
        StreamReader reader = reader(Api.RESPONSES);
        assertThat(read(reader, RESPONSES)).containsExactly(Event.OTHER, Event.OTHER, Event.CONTENT, Event.END);
        assertThat(reader.facts())
                .isEqualTo(new ReplyFacts(
                        "r", "gpt-4.1-2025-04-14", null, null, new Usage(8L, 1L, 4L, null, null), false));
        assertThat(reader.nextSequence()).isEqualTo(4);
        assertThat(reader.finished()).isTrue();
    }

    @Test
    void a_messages_stream_is_read() {
        StreamReader reader = reader(Api.MESSAGES);
        assertThat(read(reader, MESSAGES))
                .containsExactly(
                        Event.OTHER, Event.OTHER, Event.COMMENT, Event.CONTENT, Event.OTHER, Event.OTHER, Event.END);
        assertThat(reader.facts())
                .isEqualTo(new ReplyFacts(
                        "m", "claude-sonnet-4-6", null, "us", new Usage(30L, 15L, 5L, null, null), false));
        assertThat(reader.finished()).isTrue();
    }

    @Test
    void a_message_that_breaks_off_has_no_count_of_what_it_wrote() {
        StreamReader reader = reader(Api.MESSAGES);
        read(reader, MESSAGES.substring(0, MESSAGES.indexOf("event: message_delta")));
        assertThat(reader.facts().usage()).isEqualTo(new Usage(30L, null, 5L, null, null));
    }

    @Test
    void the_geography_is_known_with_the_first_event() {
        StreamReader reader = reader(Api.MESSAGES);
        reader.read(bytes(MESSAGES.substring(0, MESSAGES.indexOf("\n\n") + 2)));
        assertThat(reader.facts().inferenceGeo()).isEqualTo("us");
        assertThat(reader.firstEventSeen()).isTrue();
    }

    @Test
    void comments_and_pings_are_no_first_event() {
        for (String comment :
                List.of(": ping\n\n", "\n", "event: x\n\n", "data:\n\n", "data\n\n", "retry: 5\n\n", "id: 1\n\n")) {
            StreamReader reader = reader(Api.CHAT);
            assertThat(reader.read(bytes(comment))).as(comment).isEqualTo(Event.COMMENT);
            assertThat(reader.firstEventSeen()).isFalse();
        }
        StreamReader messages = reader(Api.MESSAGES);
        assertThat(messages.read(bytes("event: ping\ndata: {\"type\": \"ping\"}\n\n")))
                .isEqualTo(Event.COMMENT);
        assertThat(messages.firstEventSeen()).isFalse();
    }

    @Test
    void a_chunk_of_filter_results_is_an_event_without_content() {
        StreamReader reader = reader(Api.CHAT);
        assertThat(
                        reader.read(
                                bytes(
                                        "data: {\"choices\":[],\"model\":\"\",\"prompt_filter_results\":[{\"content_filter_results\":{}}]}\n\n")))
                .isEqualTo(Event.OTHER);
        assertThat(reader.firstEventSeen()).isTrue();
        assertThat(reader.facts().model()).isNull();
    }

    @Test
    void what_the_model_writes_is_content() {
        for (String choice : List.of(
                "{\"delta\":{\"content\":\"a\"}}",
                "{\"delta\":{\"content\":null,\"reasoning_content\":\"a\"}}",
                "{\"delta\":{\"refusal\":\"a\"}}",
                "{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}",
                "{\"delta\":{\"function_call\":{\"name\":\"f\"}}}",
                "{\"text\":\"a\"}")) {
            assertThat(first(Api.CHAT, "data: {\"choices\":[" + choice + "]}\n\n"))
                    .as(choice)
                    .isEqualTo(Event.CONTENT);
        }
        for (String choice : List.of(
                "{\"delta\":{\"role\":\"assistant\"}}",
                "{\"delta\":{\"content\":\"\"}}",
                "{\"delta\":{},\"finish_reason\":\"stop\"}")) {
            assertThat(first(Api.CHAT, "data: {\"choices\":[" + choice + "]}\n\n"))
                    .as(choice)
                    .isEqualTo(Event.OTHER);
        }
    }

    @Test
    void the_first_content_of_a_response_is_what_the_model_wrote_and_not_what_announces_it() {
        for (String silent : List.of(
                "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"item\":{\"type\":\"message\",\"content\":[]}}",
                "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"item\":{\"type\":\"reasoning\",\"summary\":[]}}",
                "{\"type\":\"response.content_part.added\",\"sequence_number\":1,\"part\":{\"type\":\"output_text\",\"text\":\"\"}}",
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"delta\":\"\"}",
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"delta\":\"\",\"obfuscation\":\"x1\"}")) {
            assertThat(first(Api.RESPONSES, "data: " + silent + "\n\n"))
                    .as(silent)
                    .isEqualTo(Event.OTHER);
        }
        for (String written : List.of(
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"delta\":\"a\"}",
                "{\"type\":\"response.reasoning_summary_text.delta\",\"sequence_number\":1,\"delta\":\"a\"}",
                "{\"type\":\"response.function_call_arguments.delta\",\"sequence_number\":1,\"delta\":\"{\"}",
                "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"item\":{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"\"}}",
                "{\"type\":\"response.output_text.done\",\"sequence_number\":1,\"text\":\"all at once\"}")) {
            assertThat(first(Api.RESPONSES, "data: " + written + "\n\n"))
                    .as(written)
                    .isEqualTo(Event.CONTENT);
        }
    }

    @Test
    void the_first_content_of_a_message_is_what_the_model_wrote_and_not_what_announces_it() {
        for (String silent : List.of(
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"s\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"abc\"}}")) {
            assertThat(first(Api.MESSAGES, "data: " + silent + "\n\n"))
                    .as(silent)
                    .isEqualTo(Event.OTHER);
        }
        for (String written : List.of(
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"x\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"a\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}}")) {
            assertThat(first(Api.MESSAGES, "data: " + written + "\n\n"))
                    .as(written)
                    .isEqualTo(Event.CONTENT);
        }
    }

    @Test
    void usage_in_every_chunk_is_not_a_chunk_of_usage() {
        StreamReader reader = reader(Api.CHAT);
        assertThat(
                        read(
                                reader,
                                "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n"
                                        + "data: {\"choices\":[{\"delta\":{\"content\":\"b\"}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n"))
                .containsExactly(Event.CONTENT, Event.CONTENT);
        assertThat(reader.facts().usage()).isEqualTo(new Usage(3L, 2L, null, null, null));
    }

    @Test
    void an_error_is_an_error_at_any_time() {
        for (Api api : List.of(Api.CHAT, Api.COMPLETIONS, Api.RESPONSES)) {
            assertThat(first(api, "data: {\"error\":{\"message\":\"m\",\"code\":500}}\n\n"))
                    .as(api.word())
                    .isEqualTo(Event.ERROR);
        }
        assertThat(first(Api.CHAT, "event: error\ndata: {\"message\":\"m\"}\n\n"))
                .isEqualTo(Event.ERROR);
        assertThat(
                        first(
                                Api.RESPONSES,
                                "event: error\ndata: {\"type\":\"error\",\"code\":\"c\",\"message\":\"m\",\"sequence_number\":9}\n\n"))
                .isEqualTo(Event.ERROR);
        assertThat(
                        first(
                                Api.MESSAGES,
                                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"o\"}}\n\n"))
                .isEqualTo(Event.ERROR);
        StreamReader reader = reader(Api.CHAT);
        assertThat(read(
                        reader,
                        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"\\\"error\\\":1\"}}],\"error\":null}\n\n"
                                + "data: {\"error\":{\"message\":\"m\"}}\n\n"))
                .containsExactly(Event.CONTENT, Event.CONTENT, Event.ERROR);
        assertThat(reader.facts().error()).isTrue();
        assertThat(reader.finished()).isFalse();
    }

    @Test
    void a_failed_response_is_an_error_and_an_end() {
        StreamReader reader = reader(Api.RESPONSES);
        assertThat(
                        reader.read(
                                bytes(
                                        "data: {\"type\":\"response.failed\",\"sequence_number\":4,\"response\":{\"error\":{\"code\":\"c\"},\"model\":\"m\"}}\n\n")))
                .isEqualTo(Event.ERROR);
        assertThat(reader.finished()).isTrue();
        assertThat(reader.facts().error()).isTrue();
        assertThat(reader.nextSequence()).isEqualTo(5);
    }

    @Test
    void an_incomplete_response_is_an_end() {
        StreamReader reader = reader(Api.RESPONSES);
        assertThat(
                        reader.read(
                                bytes(
                                        "data: {\"type\":\"response.incomplete\",\"sequence_number\":4,\"response\":{\"model\":\"m\"}}\n\n")))
                .isEqualTo(Event.END);
        assertThat(reader.facts().error()).isFalse();
    }

    @Test
    void an_event_whose_type_does_not_come_first_is_still_known() {
        StreamReader reader = reader(Api.RESPONSES);
        read(reader, RESPONSES.substring(0, RESPONSES.indexOf("\n\n") + 2));
        assertThat(reader.read(bytes(
                        "data: {\"sequence_number\":7,\"delta\":\"a\",\"type\":\"response.output_text.delta\"}\n\n")))
                .isEqualTo(Event.CONTENT);
        assertThat(reader.nextSequence()).isEqualTo(8);
        assertThat(
                        reader.read(
                                bytes(
                                        "data: {\"type\":\"response.reasoning_text.delta\",\"sequence_number\":8,\"delta\":\"a\"}\n\n")))
                .isEqualTo(Event.CONTENT);
        assertThat(reader.nextSequence()).isEqualTo(9);
    }

    @Test
    void data_that_are_no_json_object_are_malformed() {
        for (String data : List.of("hello", "[1]", "{\"a\":", "{]}", "{\"a\":1}{\"b\":2}", "42")) {
            assertThat(first(Api.CHAT, "data: " + data + "\n\n")).as(data).isEqualTo(Event.MALFORMED);
            assertThat(first(Api.RESPONSES, "data: " + data + "\n\n")).as(data).isEqualTo(Event.MALFORMED);
            assertThat(first(Api.MESSAGES, "data: " + data + "\n\n")).as(data).isEqualTo(Event.MALFORMED);
        }
        assertThat(first(Api.MESSAGES, "data: [DONE]\n\n")).isEqualTo(Event.MALFORMED);
        StreamReader reader = reader(Api.CHAT);
        reader.read(bytes("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"));
        assertThat(reader.read(bytes("data: half of {\n\n"))).isEqualTo(Event.MALFORMED);
    }

    @Test
    void lines_are_read_as_the_standard_says() {
        assertThat(first(Api.CHAT, "data:{\"choices\":[{\"delta\":{\r\ndata: \"content\":\"a\"}}]}\r\n\r\n"))
                .isEqualTo(Event.CONTENT);
        assertThat(first(Api.CHAT, "\uFEFFdata: [DONE]\r\r")).isEqualTo(Event.END);
        assertThat(first(Api.CHAT, "database: x\n\n")).isEqualTo(Event.COMMENT);
    }

    @Test
    void the_caller_s_buffer_is_left_alone() {
        ByteBuffer event = bytes("xxdata: [DONE]\n\n");
        event.position(2);
        assertThat(reader(Api.CHAT).read(event)).isEqualTo(Event.END);
        assertThat(event.position()).isEqualTo(2);
    }

    @Test
    void what_does_not_stream_has_no_reader() {
        assertThatThrownBy(() -> reader(Api.EMBEDDINGS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void later_counts_win_and_silence_does_not_erase() {
        Usage merged = new Usage(1L, 2L, null, 4L, null).merged(new Usage(null, 5L, 6L, null, null));
        assertThat(merged).isEqualTo(new Usage(1L, 5L, 6L, 4L, null));
    }

    @Test
    void streams_that_take_turns_on_one_thread_learn_nothing_of_each_other() {
        ReplyReaders readers = new ReplyReaders(Bodies.LIMITS);
        StreamReader chat = readers.stream(Api.CHAT, true);
        StreamReader messages = readers.stream(Api.MESSAGES, true);
        String[] ofChat = CHAT.split("(?<=\n\n)");
        String[] ofMessages = MESSAGES.split("(?<=\n\n)");
        List<Event> chats = new ArrayList<>();
        List<Event> each = new ArrayList<>();
        for (int i = 0; i < Math.max(ofChat.length, ofMessages.length); i++) {
            if (i < ofChat.length) {
                chats.add(chat.read(bytes(ofChat[i])));
            }
            if (i < ofMessages.length) {
                each.add(messages.read(bytes(ofMessages[i])));
            }
        }
        StreamReader chatAlone = reader(Api.CHAT);
        StreamReader messagesAlone = reader(Api.MESSAGES);
        assertThat(chats).isEqualTo(read(chatAlone, CHAT));
        assertThat(each).isEqualTo(read(messagesAlone, MESSAGES));
        assertThat(chat.facts()).isEqualTo(chatAlone.facts());
        assertThat(messages.facts()).isEqualTo(messagesAlone.facts());
    }

    @Test
    void nothing_of_an_event_stays_where_a_thread_has_read_it() {
        EventData room = new EventData();
        StreamReader reader =
                new StreamReader(Api.CHAT, true, Bodies.LIMITS.factory(), ThreadLocal.withInitial(() -> room));
        for (String event : List.of(CHAT, "event: secret\ndata: {\"said\":\"secret\n\n", "data: secret\n\n")) {
            reader.read(bytes(event));
            assertThat(room.bytes()).containsOnly(0);
            assertThat(room.name()).isEmpty();
            assertThat(room.isEmpty()).isTrue();
        }
    }
}
