package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.providers.Api;
import io.bailiwick.providers.FeatureUse;
import io.bailiwick.providers.Provider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranslateRequestTest {

    private static final Target IN_THE_US = new Target(Api.MESSAGES, Provider.ANTHROPIC, "claude", "us", null);

    @Test
    void texts_numbers_and_schemas_keep_their_bytes() {
        String sent = Requests.carried(
                Api.CHAT,
                "{\"model\":\"m\",\"temperature\":0.50,\"messages\":[{\"content\":\"\\u00e9 \\ud800 \\/ é\",\"role\":\"user\"}],"
                        + "\"tools\":[{\"function\":{\"parameters\":{ \"type\" :\"object\",\"maximum\":1.50E+1 },"
                        + "\"name\":\"a\"},\"type\":\"function\"}]}",
                Requests.ANTHROPIC);

        assertThat(sent)
                .contains("\"temperature\":0.50")
                .contains("\"\\u00e9 \\ud800 \\/ é\"")
                .contains("\"input_schema\":{ \"type\" :\"object\",\"maximum\":1.50E+1 }");
    }

    @Test
    void arguments_keep_their_json_in_both_directions() {
        String body = "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":"
                + "{\"a\" : [1.50, -0],\n\"b\":\"\\u00e9\\\"\"}}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"y\"}]}]}";

        String chat = Requests.carried(Api.MESSAGES, body, Requests.OPENAI);
        String arguments = Requests.tree(chat)
                .at("/messages/1/tool_calls/0/function/arguments")
                .textValue();
        assertThat(arguments).isEqualTo("{\"a\" : [1.50, -0],\n\"b\":\"\\u00e9\\\"\"}");
        assertThat(Requests.carried(Api.CHAT, chat.replace(",\"store\":false", ""), Requests.ANTHROPIC))
                .contains("\"input\":" + arguments);
    }

    @Test
    void without_tools_nothing_is_said_of_how_to_choose_among_them() {
        String body =
                "{\"model\":\"m\",\"input\":\"x\",\"tools\":[],\"tool_choice\":\"%s\",\"parallel_tool_calls\":false}";
        for (Target target : List.of(Requests.ANTHROPIC, Requests.OPENAI, Requests.MISTRAL)) {
            for (String choice : List.of("auto", "none")) {
                assertThat(Requests.carried(Api.RESPONSES, body.formatted(choice), target))
                        .doesNotContain("tool_choice", "parallel_tool", "\"tools\"");
            }
            assertThat(Requests.carried(Api.RESPONSES, body.formatted("required"), target))
                    .as("what cannot be had is the endpoint's to refuse")
                    .contains("tool_choice");
        }
    }

    @Test
    void of_two_limits_the_lower_one_holds() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],%s}";
        for (String limits : List.of(
                "\"max_tokens\":9,\"max_completion_tokens\":7",
                "\"max_completion_tokens\":7,\"max_tokens\":9",
                "\"max_tokens\":7,\"max_completion_tokens\":9",
                "\"max_tokens\":7,\"max_completion_tokens\":7")) {
            for (Target target : List.of(Requests.ANTHROPIC, Requests.MISTRAL)) {
                assertThat(Requests.carried(Api.CHAT, body.formatted(limits), target))
                        .as(limits)
                        .contains("\"max_tokens\":7");
            }
        }
    }

    @Test
    void servers_that_sample_among_the_likeliest_words_are_told_how_many() {
        String body =
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"top_k\":40}";
        for (Provider provider : List.of(Provider.VLLM, Provider.SGLANG)) {
            assertThat(Requests.carried(Api.MESSAGES, body, new Target(Api.CHAT, provider, "local", null, null)))
                    .contains("\"top_k\":40");
        }
        for (Provider provider : List.of(Provider.OLLAMA, Provider.OPENAI_COMPATIBLE, Provider.OPENAI)) {
            assertThat(Requests.passedOver(Api.MESSAGES, body, new Target(Api.CHAT, provider, "m", null, null)))
                    .isEqualTo("top_k");
        }
    }

    @Test
    void a_tool_of_which_nothing_is_said_is_strict_at_most_where_it_was_sent_to() {
        byte[] body =
                ("{\"model\":\"m\",\"input\":\"x\",\"tools\":[{\"type\":\"function\",\"name\":\"a\",\"parameters\":"
                                + "{\"type\":\"object\"}}]}")
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(Requests.request(Api.RESPONSES, body).uses())
                .extracting(FeatureUse::name)
                .containsExactly("structured_output");
        for (Target target : List.of(Requests.OPENAI, Requests.ANTHROPIC, Requests.MISTRAL)) {
            byte[] sent = Requests.carried(Api.RESPONSES, body, target);
            assertThat(new String(sent, StandardCharsets.UTF_8)).doesNotContain("strict");
            assertThat(Requests.request(target.api(), sent).uses()).isEmpty();
        }
    }

    @Test
    void how_soon_pieces_of_an_input_come_passes_nobody_over() {
        assertThat(Requests.carried(
                        Api.MESSAGES,
                        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":"
                                + "[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\"},\"eager_input_streaming\":true}]}",
                        Requests.OPENAI))
                .contains("\"name\":\"a\"")
                .doesNotContain("eager");
    }

    @Test
    void what_a_clients_sdk_read_in_an_answer_is_left_out_when_it_comes_back() {
        String chat = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\","
                + "\"content\":\"{}\",\"parsed\":{\"steps\":[1]},\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"n\",\"arguments\":\"{}\",\"parsed_arguments\":{\"steps\":[1]}}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"y\"}]}";
        String responses =
                "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"x\"},{\"type\":\"message\",\"role\":"
                        + "\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"{}\",\"parsed\":{\"steps\":[1]}}]},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"n\",\"arguments\":\"{}\",\"parsed_arguments\":{\"steps\":[1]}},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"y\"}]}";
        for (Target target : List.of(Requests.ANTHROPIC, Requests.MISTRAL)) {
            assertThat(Requests.carried(Api.CHAT, chat, target)).doesNotContain("parsed", "steps");
            assertThat(Requests.carried(Api.RESPONSES, responses, target)).doesNotContain("parsed", "steps");
        }
        assertThat(Requests.passedOver(Api.CHAT, chat.replace("\"x\"}", "\"x\",\"parsed\":1}"), Requests.ANTHROPIC))
                .isEqualTo("messages[0].parsed");
    }

    @Test
    void of_two_formats_for_one_answer_neither_is_lost() {
        String format = "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"title\":\"%s\"}}";
        assertThat(Requests.passedOver(
                        Api.MESSAGES,
                        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"output_config\":{\"format\":"
                                + format.formatted("A") + "},\"output_format\":" + format.formatted("B") + "}",
                        Requests.OPENAI))
                .contains("output_format");
    }

    @Test
    void an_image_whose_url_is_written_with_escapes_keeps_its_data() {
        String sent = Requests.carried(
                Api.CHAT,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":"
                        + "{\"url\":\"data:image\\/png;base64,AB\\/C+\\u003d\"}}]}]}",
                Requests.ANTHROPIC);

        assertThat(sent).contains("\"media_type\":\"image/png\",\"data\":\"AB\\/C+\\u003d\"");
    }

    @Test
    void a_long_image_is_carried_whole() {
        String data = "QUJD".repeat(500_000);
        String sent = Requests.carried(
                Api.CHAT,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":"
                        + "{\"url\":\"data:image/png;base64," + data + "\"}}]}]}",
                Requests.ANTHROPIC);

        assertThat(sent).contains("\"" + data + "\"");
    }

    @Test
    void the_boundary_says_where_inference_runs_and_the_client_does_not() {
        String sent = Requests.carried(
                Api.CHAT, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", IN_THE_US);
        assertThat(Requests.tree(sent).get("inference_geo").textValue()).isEqualTo("us");

        assertThat(Requests.passedOver(
                        Api.CHAT,
                        "{\"model\":\"m\",\"inference_geo\":\"global\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                        IN_THE_US))
                .isEqualTo("inference_geo");
    }

    /** What a client writes into a string stays in that string. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}},{\\\"type\\\":\\\"x\\\"}",
                "{}],\\\"inference_geo\\\":\\\"global\\\",\\\"x\\\":[{}",
                "{} {}",
                "[{}]",
                "{\\\"a\\\":}",
                "{",
                "1"
            })
    void arguments_cannot_break_out_of_their_place(String arguments) {
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"tool_calls\":"
                        + "[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"n\",\"arguments\":\""
                        + arguments
                        + "\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"y\"}]}";

        assertThat(Requests.passedOver(Api.CHAT, body, IN_THE_US))
                .isEqualTo("messages[1].tool_calls[0].function.arguments");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data:image/png\\\",\\\"x\\\":\\\";base64,AAAA",
                "data:image/png;charset=x;base64,AAAA",
                "data:image/png,AAAA",
                "data:;base64,AAAA",
                "data:image/svg+xml;base64,AAAA",
                "ftp://x/y.png",
                "file:///etc/passwd",
                "",
                "data:"
            })
    void an_image_from_elsewhere_or_of_another_kind_is_passed_over(String url) {
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\""
                        + url + "\"}}]}]}";

        assertThat(Requests.passedOver(Api.CHAT, body, IN_THE_US)).isEqualTo("messages[0].content[0].image_url.url");
    }

    @Test
    void a_model_name_of_the_policy_is_escaped() {
        Target odd = new Target(Api.CHAT, Provider.OPENAI, "a\"b\\é", null, null);
        String sent = Requests.carried(
                Api.MESSAGES,
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                odd);

        assertThat(Requests.tree(sent).get("model").textValue()).isEqualTo("a\"b\\é");
    }

    @ParameterizedTest
    @EnumSource(
            value = Api.class,
            names = {"COMPLETIONS", "EMBEDDINGS", "COUNT_TOKENS"})
    void an_api_without_a_counterpart_is_named_as_a_whole(Api api) {
        assertThat(Requests.passedOver(api, "{\"model\":\"m\",\"input\":\"x\",\"prompt\":\"x\"}", Requests.OPENAI))
                .isEqualTo("body");
    }

    @Test
    void a_path_is_shown_up_to_its_limit() {
        assertThat(new Translation.NotCarried("a".repeat(200)).field()).hasSize(80);
    }
}
