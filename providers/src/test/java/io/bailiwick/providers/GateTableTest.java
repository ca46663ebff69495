package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever would make a provider fetch, keep, run or hand on something is named by the gate, in each dialect. */
class GateTableTest {

    @Test
    void chat() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("\"web_search_options\":{}", "web_search");
        rows.put("\"store\":true", "store");
        rows.put("\"audio\":{\"voice\":\"v\"}", "audio_output");
        rows.put("\"service_tier\":\"flex\"", "service_tier");
        rows.put("\"prompt_cache_retention\":\"24h\"", "extended_prompt_cache");
        rows.put("\"tools\":[{\"type\":\"mcp\",\"server_url\":\"https://m.example\"}]", "tool:mcp");
        rows.put("\"tools\":[{\"type\":\"web_search\"}]", "tool:web_search");
        rows.put(part("{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://i.example/a.png\"}}"), "remote_url");
        rows.put(part("{\"type\":\"file\",\"file\":{\"file_id\":\"file-1\"}}"), "file_id");
        each(Api.CHAT, "{\"model\":\"m\",%s}", rows);
    }

    @Test
    void responses() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("\"background\":true", "background");
        rows.put("\"store\":true", "store");
        rows.put("\"previous_response_id\":\"r\"", "store");
        rows.put("\"conversation\":\"c\"", "store");
        rows.put("\"prompt\":{\"id\":\"p\"}", "stored_prompt");
        rows.put(tool("web_search"), "web_search");
        rows.put(tool("web_search_preview"), "web_search");
        rows.put(tool("file_search"), "file_search");
        rows.put(tool("code_interpreter"), "code_interpreter");
        rows.put(tool("image_generation"), "image_generation");
        rows.put(tool("computer_use_preview"), "computer_use");
        rows.put(tool("shell"), "hosted_shell");
        rows.put("\"tools\":[{\"type\":\"mcp\",\"server_label\":\"l\",\"connector_id\":\"c\"}]", "remote_mcp");
        rows.put("\"tools\":[{\"type\":\"mcp\",\"server_url\":\"https://m.example\"}]", "remote_url");
        rows.put(tool("made_up_tomorrow"), "tool:made_up_tomorrow");
        rows.put(item("{\"type\":\"item_reference\",\"id\":\"i\"}"), "store");
        rows.put(item("{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"file_id\":\"f\"}]}"), "file_id");
        rows.put(
                item(
                        "{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"https://i.example\"}]}"),
                "remote_url");
        each(Api.RESPONSES, "{\"model\":\"m\",%s}", rows);
    }

    @Test
    void messages() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://m.example\",\"name\":\"n\"}]", "remote_mcp");
        rows.put("\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://n.example\",\"name\":\"n\"}]", "remote_url");
        rows.put("\"container\":\"c\"", "container");
        rows.put("\"inference_geo\":\"global\"", "inference_geo");
        rows.put("\"context_management\":{}", "context_management");
        rows.put("\"fallbacks\":[]", "fallbacks");
        rows.put(tool("web_search_20250305"), "web_search");
        rows.put(tool("web_fetch_20250910"), "web_fetch");
        rows.put(tool("code_execution_20250825"), "code_execution");
        rows.put(tool("mcp_toolset"), "remote_mcp");
        rows.put(tool("advisor_20260301"), "advisor");
        rows.put(tool("made_up_tomorrow"), "tool:made_up_tomorrow");
        rows.put(part("{\"type\":\"container_upload\",\"file_id\":\"f\"}"), "container");
        rows.put(
                part("{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://i.example\"}}"), "remote_url");
        rows.put(part("{\"type\":\"document\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}"), "file_id");
        each(Api.MESSAGES, "{\"model\":\"m\",\"max_tokens\":9,%s}", rows);
    }

    @Test
    void a_remote_url_is_asked_about_at_every_endpoint_and_a_providers_tool_at_those_that_promise_something() {
        assertThat(Bodies.request(
                                Api.CHAT,
                                "{\"model\":\"m\","
                                        + part("{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://10.0.0.1/a\"}}")
                                        + "}")
                        .uses())
                .singleElement()
                .matches(FeatureUse::everywhere);
        assertThat(Bodies.request(Api.RESPONSES, "{\"model\":\"m\"," + tool("web_search") + "}")
                        .uses())
                .singleElement()
                .matches(use -> !use.everywhere());
    }

    private static void each(Api api, String body, Map<String, String> rows) {
        rows.forEach((written, feature) -> assertThat(Bodies.uses(api, body.formatted(written)))
                .as(written)
                .containsKey(feature));
    }

    private static String tool(String type) {
        return "\"tools\":[{\"type\":\"" + type + "\",\"name\":\"n\"}]";
    }

    private static String part(String part) {
        return "\"messages\":[{\"role\":\"user\",\"content\":[" + part + "]}]";
    }

    private static String item(String item) {
        return "\"input\":[" + item + "]";
    }
}
