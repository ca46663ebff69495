package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Provider;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An answer without a word, as a refusal or an empty end of a turn leaves it, when a client sends it back. */
class EmptyAnswerTest {

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"A\"},"
            + "{\"role\":\"assistant\",%s},{\"role\":\"user\",\"content\":\"B\"}]}";
    private static final String RESPONSES = "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"A\"},"
            + "{\"role\":\"assistant\",\"content\":%s},{\"role\":\"user\",\"content\":\"B\"}]}";
    private static final String MESSAGES =
            "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"A\"},"
                    + "{\"role\":\"assistant\",\"content\":%s},{\"role\":\"user\",\"content\":\"B\"}]}";

    @Test
    void claude_gets_the_words_around_it_in_one_message() {
        for (String answer : List.of(
                "\"content\":\"\"",
                "\"content\":null",
                "\"content\":[]",
                "\"content\":[{\"type\":\"text\",\"text\":\"\"}]",
                "\"content\":\"\",\"refusal\":null,\"tool_calls\":[]",
                "\"content\":\"\",\"reasoning_content\":\"Hm.\"")) {
            assertThat(messages(Requests.carried(Api.CHAT, CHAT.formatted(answer), Requests.ANTHROPIC)))
                    .as(answer)
                    .isEqualTo(both());
        }
        for (String content : List.of("\"\"", "[]", "[{\"type\":\"output_text\",\"text\":\"\"}]")) {
            assertThat(messages(Requests.carried(Api.RESPONSES, RESPONSES.formatted(content), Requests.ANTHROPIC)))
                    .as(content)
                    .isEqualTo(both());
        }
    }

    @Test
    void behind_the_results_of_tools_it_is_left_out_too() {
        String sent = Requests.carried(
                Api.CHAT,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"A\"},{\"role\":\"assistant\",\"tool_calls\":"
                        + "[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"n\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"y\"},"
                        + "{\"role\":\"assistant\",\"content\":\"\"},{\"role\":\"user\",\"content\":\"B\"}]}",
                Requests.ANTHROPIC);

        assertThat(messages(sent)).hasSize(3);
        assertThat(messages(sent).at("/2/content/0/type").textValue()).isEqualTo("tool_result");
        assertThat(messages(sent).at("/2/content/1/text").textValue()).isEqualTo("B");
    }

    @Test
    void a_chat_says_it_without_a_word_and_mistral_goes_without() {
        Target vllm = new Target(Api.CHAT, Provider.VLLM, "local", null, null);
        for (String content : List.of("\"\"", "[]", "[{\"type\":\"text\",\"text\":\"\"}]")) {
            String body = MESSAGES.formatted(content);
            for (Target target : List.of(Requests.OPENAI, Requests.COMPATIBLE, vllm)) {
                assertThat(messages(Requests.carried(Api.MESSAGES, body, target))
                                .get(1))
                        .as(content)
                        .isEqualTo(Requests.tree("{\"role\":\"assistant\",\"content\":\"\"}"));
            }
            assertThat(messages(Requests.carried(Api.MESSAGES, body, Requests.MISTRAL)))
                    .as(content)
                    .isEqualTo(Requests.tree(
                            "[{\"role\":\"user\",\"content\":\"A\"},{\"role\":\"user\",\"content\":\"B\"}]"));
        }
    }

    @Test
    void an_answer_that_was_only_thought_keeps_its_thought_where_there_is_a_place_for_it() {
        String body = MESSAGES.formatted("[{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"\"}]");

        assertThat(messages(Requests.carried(Api.MESSAGES, body, Requests.COMPATIBLE))
                        .get(1))
                .isEqualTo(Requests.tree("{\"role\":\"assistant\",\"reasoning_content\":\"Hm.\",\"content\":\"\"}"));
        assertThat(messages(Requests.carried(Api.MESSAGES, body, Requests.OPENAI))
                        .get(1))
                .isEqualTo(Requests.tree("{\"role\":\"assistant\",\"content\":\"\"}"));
    }

    @Test
    void at_mistral_what_was_left_out_is_no_answer_that_an_instruction_stands_behind() {
        String sent = Requests.carried(
                Api.CHAT,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":\"\"},{\"role\":\"system\",\"content\":\"S\"},"
                        + "{\"role\":\"user\",\"content\":\"B\"}]}",
                Requests.MISTRAL);

        assertThat(messages(sent).at("/0/role").textValue()).isEqualTo("system");
    }

    @Test
    void a_user_without_a_word_is_named_by_the_content() {
        assertThat(Requests.passedOver(
                        Api.CHAT,
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}",
                        Requests.ANTHROPIC))
                .isEqualTo("messages[0].content");
        assertThat(Requests.passedOver(
                        Api.RESPONSES,
                        "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"\"}]}",
                        Requests.ANTHROPIC))
                .isEqualTo("input[0].content");
    }

    private static JsonNode both() {
        return Requests.tree("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"A\"},"
                + "{\"type\":\"text\",\"text\":\"B\"}]}]");
    }

    private static JsonNode messages(String sent) {
        return Requests.tree(sent).get("messages");
    }
}
