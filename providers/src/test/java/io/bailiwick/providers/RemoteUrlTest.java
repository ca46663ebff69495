package io.bailiwick.providers;

import static io.bailiwick.providers.Bodies.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RemoteUrlTest {

    private static final String M = "{\"model\":\"m\",";

    private static List<FeatureUse> everywhere(Api api, String body) {
        return request(api, body).uses().stream().filter(FeatureUse::everywhere).toList();
    }

    private static void assertRemote(Api api, String body, String where) {
        assertThat(everywhere(api, body)).as(body).containsExactly(new FeatureUse("remote_url", where, true));
    }

    private static String chat(String part) {
        return M + "\"messages\":[{\"role\":\"user\",\"content\":[" + part + "]}]}";
    }

    @Test
    void anything_but_a_data_url_is_remote() {
        for (String url : List.of(
                "https://x/y.png",
                "http://x",
                "HTTP://x",
                "ftp://x",
                "file:///etc/passwd",
                "gs://b/o",
                "//x/y",
                " https://x",
                " data:image/png;base64,AA",
                "DATA:,",
                "x.png",
                "",
                "d\\u0061ta:,")) {
            assertRemote(
                    Api.CHAT,
                    chat("{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + url + "\"}}"),
                    "messages[0].content[0].image_url.url");
        }
        assertThat(everywhere(
                        Api.CHAT,
                        chat("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA\"}}")))
                .isEmpty();
        assertThat(everywhere(Api.CHAT, chat("{\"type\":\"image_url\",\"image_url\":null}")))
                .isEmpty();
    }

    @Test
    void what_a_clients_sdk_read_in_an_answer_is_a_quotation() {
        String message =
                "{\"role\":\"assistant\",\"content\":\"{}\",\"%s\":{\"file_id\":\"f\",\"image_url\":\"https://x\"}}";
        assertThat(request(Api.CHAT, M + "\"messages\":[" + message.formatted("parsed") + "]}")
                        .uses())
                .isEmpty();
        assertThat(request(Api.CHAT, M + "\"messages\":[" + message.formatted("other") + "]}")
                        .uses())
                .isNotEmpty();
    }

    /** A server that runs prefill elsewhere would give what it has read of the prompt to the host that a client names. */
    @Test
    void who_names_a_host_for_what_was_read_of_a_prompt_names_a_place_outside() {
        for (Api api : Api.values()) {
            String says = api == Api.RESPONSES || api == Api.EMBEDDINGS
                    ? "\"input\":\"x\""
                    : api == Api.COMPLETIONS
                            ? "\"prompt\":\"x\""
                            : "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
            assertThat(
                            everywhere(
                                    api,
                                    M + says
                                            + ",\"kv_transfer_params\":{\"do_remote_prefill\":true,\"remote_host\":\"kv.example.com\"}}"))
                    .as(api.word())
                    .containsExactly(new FeatureUse("remote_kv", "kv_transfer_params", true));
            assertThat(everywhere(api, M + says + ",\"bootstrap_host\":\"kv.example.com\",\"bootstrap_room\":7}"))
                    .as(api.word())
                    .containsExactly(new FeatureUse("remote_kv", "bootstrap_host", true));
            assertThat(everywhere(api, M + says + ",\"extra\":[{\"KV_transfer_params\":{\"remote_port\":1}}]}"))
                    .as("some servers take it from within a field of their own")
                    .containsExactly(new FeatureUse("remote_kv", "extra[0].KV_transfer_params", true));
            for (String field : List.of(
                    "\"migration_request\":{\"remote_engine_id\":\"kv.example.com\"}",
                    "\"disaggregated_params\":{\"ctx_info_endpoint\":[\"kv.example.com\"]}")) {
                assertThat(everywhere(api, M + says + "," + field + "}"))
                        .extracting(FeatureUse::name)
                        .as(field)
                        .containsExactly("remote_kv");
            }
            assertThat(everywhere(api, M + says + ",\"kv_transfer_params\":null}"))
                    .as(api.word())
                    .isEmpty();
        }
    }

    @Test
    void remote_urls_are_found_in_every_place_that_is_fetched() {
        assertRemote(Api.CHAT, chat("{\"image_url\":\"https://x\"}"), "messages[0].content[0].image_url");
        assertRemote(
                Api.CHAT,
                chat("{\"type\":\"video_url\",\"video_url\":{\"url\":\"https://x\"}}"),
                "messages[0].content[0].video_url.url");
        assertRemote(
                Api.CHAT, chat("{\"imageUrl\":\"https://x\",\"type\":\"image\"}"), "messages[0].content[0].imageUrl");
        assertRemote(
                Api.CHAT,
                chat("{\"type\":\"image_url\",\"image_url\":{\"Url\":\"https://x\"}}"),
                "messages[0].content[0].image_url.Url");
        assertRemote(
                Api.CHAT,
                chat("{\"type\":\"file\",\"file\":{\"file_data\":\"https://x/a.pdf\"}}"),
                "messages[0].content[0].file.file_data");
        assertRemote(
                Api.CHAT,
                chat("{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"https://x/a.wav\",\"format\":\"wav\"}}"),
                "messages[0].content[0].input_audio.data");
        assertRemote(
                Api.RESPONSES,
                M
                        + "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"https://x\"}]}]}",
                "input[0].content[0].image_url");
        assertRemote(
                Api.RESPONSES,
                M
                        + "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"file_url\":\"https://x\"}]}]}",
                "input[0].content[0].file_url");
        assertRemote(
                Api.RESPONSES,
                M
                        + "\"input\":[{\"type\":\"function_call_output\",\"output\":[{\"type\":\"input_image\",\"image_url\":\"https://x\"}]}]}",
                "input[0].output[0].image_url");
        assertRemote(
                Api.RESPONSES,
                M
                        + "\"input\":[{\"type\":\"computer_call_output\",\"output\":{\"type\":\"computer_screenshot\",\"image_url\":\"https://x\"}}]}",
                "input[0].output.image_url");
        assertRemote(
                Api.RESPONSES,
                M
                        + "\"prompt\":{\"id\":\"p\",\"variables\":{\"v\":{\"type\":\"input_image\",\"image_url\":\"https://x\"}}}}",
                "prompt.variables.v.image_url");
        assertRemote(
                Api.MESSAGES,
                chat("{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x\"}}"),
                "messages[0].content[0].source.url");
        assertRemote(
                Api.MESSAGES,
                chat(
                        "{\"type\":\"tool_result\",\"content\":[{\"type\":\"document\",\"source\":{\"url\":\"https://x\",\"type\":\"url\"}}]}"),
                "messages[0].content[0].content[0].source.url");
        assertRemote(
                Api.MESSAGES,
                chat(
                        "{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x\"}}]}}"),
                "messages[0].content[0].source.content[0].source.url");
        assertRemote(
                Api.MESSAGES,
                M + "\"system\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x\"}}]}",
                "system[0].source.url");
        assertRemote(
                Api.MESSAGES, M + "\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://x\"}]}", "mcp_servers[0].url");
        assertRemote(
                Api.RESPONSES,
                M + "\"tools\":[{\"type\":\"mcp\",\"server_url\":\"https://x\"}]}",
                "tools[0].server_url");
    }

    @Test
    void a_url_in_the_place_of_data_is_remote_however_it_is_written() {
        for (String url :
                List.of("https://x/a", "https:\\/\\/x", "h\\u0074tps://x", " https:\\u002f/x", "https:\\t//x")) {
            assertRemote(
                    Api.CHAT,
                    chat("{\"type\":\"input_audio\",\"input_audio\":\"" + url + "\"}"),
                    "messages[0].content[0].input_audio");
            assertRemote(
                    Api.CHAT,
                    chat("{\"type\":\"input_audio\",\"input_audio\":{\"type\":\"text\",\"data\":\"" + url + "\"}}"),
                    "messages[0].content[0].input_audio.data");
        }
    }

    @Test
    void data_is_none_whose_letters_are_escaped() {
        for (String data :
                List.of("\\/9j\\/4AAQ", "UklGR\\u002B\\/A", "iVBOR\\nw0KGgo=", "", "QQ==", "\\\"", "data:audio")) {
            assertThat(everywhere(
                            Api.CHAT,
                            chat("{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"" + data
                                    + "\",\"format\":\"wav\"}}")))
                    .as(data)
                    .isEmpty();
        }
    }

    @Test
    void a_remote_url_in_a_field_nobody_knows_is_found() {
        assertRemote(Api.CHAT, M + "\"image_url\":\"https://x\"}", "image_url");
        assertRemote(Api.CHAT, M + "\"extra\":{\"deep\":[{\"file_url\":\"https://x\"}]}}", "extra.deep[0].file_url");
        assertRemote(Api.CHAT, M + "\"images\":[\"https://x\"]}", "images[0]");
        assertRemote(Api.CHAT, M + "\"image_data\":\"https://x\"}", "image_data");
        assertRemote(Api.CHAT, M + "\"video_data\":[{\"Clip_Data\":\"https://x\"}]}", "video_data[0].Clip_Data");
    }

    @Test
    void a_plain_text_source_excuses_its_own_data_and_nothing_beside_it() {
        assertRemote(
                Api.MESSAGES,
                chat("{\"type\":\"document\",\"data\":{\"source\":{\"type\":\"text\",\"url\":\"https://x\"}}}"),
                "messages[0].content[0].data.source.url");
        assertRemote(
                Api.MESSAGES,
                chat("{\"type\":\"document\",\"source\":{\"type\":\"text\",\"data\":[\"https://x\"]}}"),
                "messages[0].content[0].source.data[0]");
        assertRemote(
                Api.MESSAGES,
                chat("{\"type\":\"document\",\"source\":{\"data\":\"https://x\",\"type\":\"base64\"}}"),
                "messages[0].content[0].source.data");
    }

    @Test
    void a_url_that_is_only_talked_about_is_not_remote() {
        assertThat(everywhere(Api.CHAT, M + "\"messages\":[{\"role\":\"user\",\"content\":\"https://x\"}]}"))
                .isEmpty();
        assertThat(everywhere(Api.CHAT, chat("{\"type\":\"text\",\"text\":\"https://x\"}")))
                .isEmpty();
        assertThat(everywhere(Api.MESSAGES, chat("{\"type\":\"tool_use\",\"input\":{\"url\":\"https://x\"}}")))
                .isEmpty();
        assertThat(everywhere(
                        Api.MESSAGES,
                        chat("{\"type\":\"document\",\"source\":{\"data\":\"https://x\",\"type\":\"text\"}}")))
                .isEmpty();
    }
}
