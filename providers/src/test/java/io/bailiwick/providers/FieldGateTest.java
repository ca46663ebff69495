package io.bailiwick.providers;

import static io.bailiwick.providers.Bodies.assertInside;
import static io.bailiwick.providers.Bodies.assertUses;
import static io.bailiwick.providers.Bodies.request;
import static io.bailiwick.providers.Bodies.uses;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies after the request models of openai-java-core 4.100.0 and anthropic-java-core 3.11.0. */
class FieldGateTest {

    private static final String M = "{\"model\":\"m\",";

    private static String part(String part) {
        return M + "\"messages\":[{\"role\":\"user\",\"content\":[" + part + "]}]}";
    }

    private static String item(String item) {
        return M + "\"input\":[" + item + "]}";
    }

    private static String tool(String tool) {
        return M + "\"tools\":[" + tool + "]}";
    }

    @Test
    void the_data_are_dated_and_name_their_features() {
        for (Dialect dialect : Dialect.values()) {
            assertThat(Bodies.GATE.asOf(dialect)).isAfterOrEqualTo(LocalDate.of(2026, 11, 21));
        }
        assertThat(Bodies.GATE.features())
                .contains("web_search", "remote_mcp", "remote_url", "store", "background", "file_id");
        assertThat(Bodies.GATE.features()).noneMatch(name -> name.contains(":"));
    }

    @Test
    void no_type_quotes_what_a_provider_fetches() {
        for (Api api : Api.values()) {
            ApiGate gate = Bodies.GATE.of(api);
            gate.content()
                    .rules()
                    .forEach((type, rule) -> assertThat(rule.quoted())
                            .as(type)
                            .doesNotContain("image_url", "source", "file", "file_url", "url", "server_url"));
            gate.tools()
                    .rules()
                    .forEach((type, rule) -> assertThat(rule.quoted())
                            .as(type)
                            .doesNotContain("server_url", "url", "container", "function"));
        }
    }

    @Test
    void ordinary_requests_stay_inside() {
        assertInside(
                Api.CHAT,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"text\",\"text\":\"see https://example.org\"},{\"type\":\"image_url\",\"image_url\":"
                        + "{\"url\":\"data:image/png;base64,AAAA\",\"detail\":\"low\"}},{\"type\":\"input_audio\",\"input_audio\":"
                        + "{\"data\":\"AAAA\",\"format\":\"wav\"}},{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/pdf;base64,AA\","
                        + "\"filename\":\"a.pdf\"}}]},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":"
                        + "\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"url\\\":\\\"http://x\\\"}\"}}],\"annotations\":"
                        + "[{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://e.org\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"ok\"}],\"tools\":[{\"type\":\"function\",\"function\":"
                        + "{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{\"url\":{\"type\":\"string\",\"default\":\"http://x\"},"
                        + "\"content\":{\"type\":\"string\"}}}}}],\"temperature\":0.2,\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                        + "\"max_tokens\":5,\"stop\":[\"a\"],\"response_format\":{\"type\":\"json_object\"},\"service_tier\":\"auto\","
                        + "\"metadata\":{\"url\":\"https://x\"},\"user\":\"u\",\"store\":false,\"seed\":1,\"n\":1,\"tool_choice\":\"auto\"}");
        assertInside(
                Api.RESPONSES,
                "{\"model\":\"m\",\"instructions\":\"x\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"a\"},"
                        + "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AA\",\"detail\":\"auto\"}]},{\"type\":\"message\",\"role\":\"assistant\","
                        + "\"id\":\"msg\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"b\",\"annotations\":[{\"type\":\"url_citation\","
                        + "\"url\":\"https://x\"}]}]},{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"http://x\"},{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":"
                        + "[{\"type\":\"summary_text\",\"text\":\"t\"}],\"encrypted_content\":\"e\"}],\"tools\":[{\"type\":\"function\",\"name\":\"f\","
                        + "\"strict\":false,\"parameters\":{}}],\"store\":false,\"reasoning\":{\"effort\":\"low\"},\"text\":{\"format\":{\"type\":\"text\"},"
                        + "\"verbosity\":\"low\"},\"include\":[\"reasoning.encrypted_content\"],\"truncation\":\"auto\"}");
        assertInside(Api.RESPONSES, M + "\"input\":\"hello\"}");
        assertInside(
                Api.MESSAGES,
                "{\"model\":\"m\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":\"s\",\"cache_control\":{\"type\":\"ephemeral\"}}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
                        + "\"data\":\"AA\"}},{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"https://x says\"}},"
                        + "{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":[{\"type\":\"text\",\"text\":\"c\"}]}}]},{\"role\":\"assistant\",\"content\":"
                        + "[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"s\"},{\"type\":\"tool_use\",\"id\":\"i\",\"name\":\"n\",\"input\":{\"url\":\"http://x\"}}]},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"i\",\"content\":[{\"type\":\"text\",\"text\":\"r\"}]}]}],"
                        + "\"tools\":[{\"name\":\"n\",\"input_schema\":{\"properties\":{\"url\":{\"type\":\"string\"}}}},{\"type\":\"bash_20250124\",\"name\":\"bash\"}],"
                        + "\"thinking\":{\"type\":\"adaptive\"},\"metadata\":{\"user_id\":\"u\"},\"inference_geo\":null,\"stream\":true,\"service_tier\":\"auto\"}");
        assertInside(Api.COMPLETIONS, M + "\"prompt\":[\"a\",\"b\"],\"max_tokens\":3}");
        assertInside(Api.COMPLETIONS, M + "\"prompt\":[[1,2],[3]]}");
        assertInside(Api.EMBEDDINGS, M + "\"input\":[\"a\"],\"dimensions\":8,\"encoding_format\":\"float\"}");
    }

    @Test
    void what_the_data_do_not_know_is_refused_by_name() {
        assertUses(Api.CHAT, M + "\"brand_new\":1}", "field:brand_new");
        assertUses(Api.CHAT, M + "\"brand_new\":null}", "field:brand_new");
        assertUses(Api.CHAT, M + "\"stream_options\":{\"x\":1}}", "field:stream_options.x");
        assertUses(Api.CHAT, tool("{\"type\":\"web_search_2030\"}"), "tool:web_search_2030");
        assertUses(Api.CHAT, tool("{\"name\":\"f\"}"), "tool:none");
        assertUses(Api.CHAT, part("{\"type\":\"hologram\"}"), "content:hologram");
        assertUses(Api.CHAT, part("{\"text\":\"no type\"}"), "content:none");
        assertUses(Api.CHAT, M + "\"messages\":[{\"role\":\"oracle\",\"content\":\"a\"}]}", "role:oracle");
        assertUses(Api.CHAT, M + "\"response_format\":{\"type\":\"grammar\"}}", "field:response_format.type");
        assertUses(Api.CHAT, M + "\"response_format\":\"auto\"}", "field:response_format");
        assertUses(Api.RESPONSES, item("{\"type\":\"telepathy\"}"), "content:telepathy");
        assertUses(
                Api.MESSAGES,
                part("{\"type\":\"image\",\"source\":{\"type\":\"s3\",\"bucket\":\"b\"}}"),
                "content:image.source.type");
        assertUses(Api.MESSAGES, M + "\"metadata\":{\"account\":\"a\"}}", "field:metadata.account");
    }

    @Test
    void each_use_is_told_with_its_place() {
        assertThat(uses(Api.CHAT, part("{\"type\":\"text\"},{\"type\":\"hologram\"}")))
                .containsEntry("content:hologram", "messages[0].content[1]");
        assertThat(uses(Api.CHAT, M + "\"web_search_options\":{}}")).containsEntry("web_search", "web_search_options");
    }

    @Test
    void features_of_chat_are_found() {
        assertUses(Api.CHAT, M + "\"web_search_options\":{}}", "web_search");
        assertUses(Api.CHAT, M + "\"store\":true}", "store");
        assertUses(
                Api.CHAT,
                M + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\"}}}",
                "structured_output");
        assertUses(
                Api.CHAT,
                M + "\"response_format\":{\"json_schema\":{},\"type\":\"json_schema\"}}",
                "structured_output");
        assertUses(Api.CHAT, M + "\"service_tier\":\"flex\"}", "service_tier");
        assertUses(Api.CHAT, M + "\"audio\":{\"voice\":\"alloy\",\"format\":\"mp3\"}}", "audio_output");
        assertUses(Api.CHAT, M + "\"messages\":[{\"role\":\"assistant\",\"audio\":{\"id\":\"a\"}}]}", "audio_output");
        assertUses(Api.CHAT, M + "\"prompt_cache_retention\":\"24h\"}", "extended_prompt_cache");
        assertUses(Api.CHAT, part("{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}"), "file_id");
        assertUses(
                Api.CHAT,
                tool("{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true}}"),
                "structured_output");
        assertUses(
                Api.CHAT,
                tool("{\"function\":{\"strict\":true,\"name\":\"f\"},\"type\":\"function\"}"),
                "structured_output");
    }

    @Test
    void features_of_responses_are_found() {
        for (String type : List.of("web_search", "web_search_2025_08_26", "web_search_preview")) {
            assertUses(Api.RESPONSES, tool("{\"type\":\"" + type + "\"}"), "web_search");
        }
        assertUses(Api.RESPONSES, tool("{\"type\":\"file_search\",\"vector_store_ids\":[\"v\"]}"), "file_search");
        assertUses(
                Api.RESPONSES,
                tool("{\"type\":\"code_interpreter\",\"container\":{\"type\":\"auto\"}}"),
                "code_interpreter");
        assertUses(
                Api.RESPONSES, tool("{\"type\":\"mcp\",\"server_label\":\"l\",\"connector_id\":\"c\"}"), "remote_mcp");
        assertUses(Api.RESPONSES, tool("{\"type\":\"mcp\",\"server_url\":\"https://x\"}"), "remote_mcp", "remote_url");
        assertUses(
                Api.RESPONSES, tool("{\"type\":\"function\",\"name\":\"f\",\"parameters\":{}}"), "structured_output");
        assertUses(Api.RESPONSES, tool("{\"type\":\"function\",\"name\":\"f\",\"strict\":null}"), "structured_output");
        assertUses(Api.RESPONSES, tool("{\"type\":\"shell\"}"), "hosted_shell");
        assertUses(
                Api.RESPONSES,
                tool("{\"type\":\"shell\",\"environment\":{\"type\":\"container_auto\"}}"),
                "hosted_shell");
        assertInside(Api.RESPONSES, tool("{\"type\":\"shell\",\"environment\":{\"type\":\"local\"}}"));
        assertUses(
                Api.RESPONSES,
                tool("{\"type\":\"namespace\",\"name\":\"n\",\"tools\":[{\"type\":\"image_generation\"}]}"),
                "image_generation");
        assertUses(Api.RESPONSES, item("{\"type\":\"additional_tools\",\"tools\":[{\"type\":\"mcp\"}]}"), "remote_mcp");
        assertUses(Api.RESPONSES, M + "\"background\":true}", "background");
        assertUses(Api.RESPONSES, M + "\"previous_response_id\":\"r\"}", "store");
        assertUses(Api.RESPONSES, M + "\"conversation\":\"c\"}", "store");
        assertUses(Api.RESPONSES, M + "\"prompt\":{\"id\":\"p\"}}", "stored_prompt");
        assertUses(
                Api.RESPONSES,
                M + "\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":{}}}}",
                "structured_output");
        assertUses(
                Api.RESPONSES,
                item("{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"file_id\":\"f\"}]}"),
                "file_id");
        assertUses(Api.RESPONSES, item("{\"type\":\"mcp_list_tools\",\"tools\":[{\"name\":\"t\"}]}"), "remote_mcp");
        assertUses(
                Api.RESPONSES,
                item(
                        "{\"type\":\"web_search_call\",\"id\":\"w\",\"action\":{\"type\":\"open_page\",\"url\":\"https://x\"}}"),
                "web_search");
    }

    @Test
    void features_of_messages_are_found() {
        assertUses(Api.MESSAGES, tool("{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}"), "web_search");
        assertUses(Api.MESSAGES, tool("{\"type\":\"web_fetch_20260318\",\"name\":\"web_fetch\"}"), "web_fetch");
        assertUses(Api.MESSAGES, tool("{\"type\":\"code_execution_20260521\",\"name\":\"c\"}"), "code_execution");
        assertUses(Api.MESSAGES, tool("{\"name\":\"n\",\"strict\":true,\"input_schema\":{}}"), "structured_output");
        assertUses(
                Api.MESSAGES,
                M + "\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://mcp.example\",\"name\":\"n\"}]}",
                "remote_mcp",
                "remote_url");
        assertUses(Api.MESSAGES, M + "\"container\":\"c\"}", "container");
        assertUses(Api.MESSAGES, M + "\"context_management\":{\"edits\":[]}}", "context_management");
        assertUses(
                Api.MESSAGES,
                M + "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{}}}}",
                "structured_output");
        assertUses(
                Api.MESSAGES, part("{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}"), "file_id");
        assertUses(Api.MESSAGES, part("{\"type\":\"container_upload\",\"file_id\":\"f\"}"), "container", "file_id");
        assertUses(
                Api.MESSAGES,
                part(
                        "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"t\",\"content\":[{\"type\":\"web_search_result\",\"url\":\"https://x\"}]}"),
                "web_search");
        assertThat(request(Api.MESSAGES, M + "\"thread\":{\"id\":\"t\"}}").stateful())
                .isTrue();
    }

    @Test
    void a_client_that_names_a_geography_asks_something_of_every_endpoint() {
        assertThat(request(Api.MESSAGES, M + "\"inference_geo\":\"us\"}").uses())
                .containsExactly(new FeatureUse("inference_geo", "inference_geo", true));
        assertInside(Api.MESSAGES, M + "\"inference_geo\":null}");
        assertUses(Api.COUNT_TOKENS, M + "\"inference_geo\":\"us\"}", "count_tokens", "field:inference_geo");
    }

    @Test
    void tokens_are_counted_where_nothing_is_promised() {
        assertUses(Api.COUNT_TOKENS, M + "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}", "count_tokens");
    }

    @Test
    void what_is_counted_is_judged_like_what_is_asked() {
        assertUses(
                Api.COUNT_TOKENS,
                part("{\"type\":\"server_tool_use\",\"name\":\"web_search\"}"),
                "count_tokens",
                "web_search");
        assertUses(Api.COUNT_TOKENS, tool("{\"name\":\"n\",\"strict\":true,\"input_schema\":{}}"), "count_tokens");
        assertUses(Api.COUNT_TOKENS, tool("{\"type\":\"mcp_toolset\"}"), "count_tokens", "remote_mcp");
    }
}
