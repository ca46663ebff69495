package io.bailiwick.providers;

import static io.bailiwick.providers.Bodies.assertRefused;
import static io.bailiwick.providers.Bodies.malformed;
import static io.bailiwick.providers.Bodies.reading;
import static io.bailiwick.providers.Bodies.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyStrictnessTest {

    @Test
    void only_one_json_object_is_a_body() {
        for (String body : List.of(
                "",
                " ",
                "null",
                "[]",
                "\"model\"",
                "{\"model\":\"m\"",
                "{\"model\":\"m\"}{}",
                "{\"model\":\"m\"} x",
                "{\"model\":\"m\",}",
                "{'model':'m'}",
                "{model:\"m\"}",
                "/* c */{\"model\":\"m\"}",
                "{\"model\":\"m\"} // c",
                "{\"model\":\"m\",\"n\":01}",
                "{\"model\":\"m\",\"n\":NaN}",
                "{\"model\":\"m\",\"n\":+1}",
                "{\"model\":\"m\",\"x\":\"\t\"}",
                "\uFEFF{\"model\":\"m\"}")) {
            assertThat(malformed(Api.CHAT, body).message()).as(body).isNotEmpty();
        }
    }

    @Test
    void bytes_that_are_not_utf_8_are_no_body() {
        for (int[] bad : List.of(
                new int[] {0xFF}, new int[] {0xC0, 0xAF}, new int[] {0xED, 0xA0, 0x80}, new int[] {0xE2, 0x82})) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes("{\"model\":\"m\",\"user\":\"".getBytes(StandardCharsets.UTF_8));
            for (int b : bad) {
                body.write(b);
            }
            body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(Bodies.READER.read(Api.CHAT, body.toByteArray())).isInstanceOf(Malformed.class);
        }
        byte[] wide = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(Bodies.READER.read(Api.CHAT, wide)).isInstanceOf(Malformed.class);
    }

    @Test
    void a_body_without_a_model_is_refused() {
        for (String body : List.of(
                "{}",
                "{\"model\":null}",
                "{\"model\":\"\"}",
                "{\"model\":1}",
                "{\"model\":[\"m\"]}",
                "{\"model\":{}}")) {
            assertRefused(Api.CHAT, body, "model");
        }
    }

    @Test
    void an_escaped_key_is_the_key() {
        assertThat(request(Api.CHAT, "{\"\\u006dodel\":\"m\"}").model()).isEqualTo("m");
        assertRefused(Api.CHAT, "{\"model\":\"a\",\"\\u006dodel\":\"b\"}", "model");
    }

    @Test
    void a_key_that_is_there_twice_is_refused_with_its_path() {
        String m = "{\"model\":\"m\",";
        assertRefused(Api.CHAT, m + "\"user\":\"a\",\"user\":\"b\"}", "user");
        assertRefused(Api.CHAT, m + "\"unheard\":1,\"unheard\":1}", "unheard");
        assertRefused(
                Api.CHAT,
                m + "\"stream_options\":{\"include_usage\":true,\"include_usage\":false}}",
                "stream_options.include_usage");
        assertRefused(Api.MESSAGES, m + "\"metadata\":{\"user_id\":\"a\",\"user_id\":\"b\"}}", "metadata.user_id");
        assertRefused(Api.RESPONSES, m + "\"prompt\":{\"id\":\"a\",\"id\":\"b\"}}", "prompt.id");
        assertRefused(Api.CHAT, m + "\"tools\":[{\"type\":\"function\",\"type\":\"function\"}]}", "tools[0].type");
        assertRefused(
                Api.CHAT,
                m + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a\",\"name\":\"b\"}}]}",
                "tools[0].function.name");
        assertRefused(Api.CHAT, m + "\"messages\":[{\"role\":\"user\",\"role\":\"user\"}]}", "messages[0].role");
        assertRefused(
                Api.CHAT,
                m + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"type\":\"file\"}]}]}",
                "messages[0].content[0].type");
        assertRefused(
                Api.CHAT,
                m + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                        + "\"image_url\":{\"url\":\"data:,\",\"url\":\"https://x\"}}]}]}",
                "messages[0].content[0].image_url.url");
        assertRefused(
                Api.MESSAGES,
                m + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\","
                        + "\"source\":{\"type\":\"base64\",\"type\":\"url\"}}]}]}",
                "messages[0].content[0].source.type");
        assertRefused(
                Api.RESPONSES,
                m + "\"input\":[{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}]}",
                "input[0].content");
        assertRefused(
                Api.RESPONSES,
                m + "\"text\":{\"format\":{\"type\":\"text\",\"type\":\"json_schema\"}}}",
                "text.format.type");
    }

    @Test
    void a_key_in_another_case_is_no_way_around() {
        assertRefused(Api.CHAT, "{\"model\":\"a\",\"Model\":\"b\"}", "Model");
        assertRefused(Api.CHAT, "{\"Model\":\"b\",\"model\":\"a\"}", "Model");
        assertRefused(Api.CHAT, "{\"model\":\"a\",\"\u017ftream\":true}", "\u017ftream");
        assertRefused(
                Api.CHAT,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"Content\":[{\"type\":\"image_url\"}]}]}",
                "messages[0].Content");
    }

    @Test
    void what_is_acted_on_must_have_its_type() {
        String m = "{\"model\":\"m\",";
        assertRefused(Api.CHAT, m + "\"stream\":\"true\"}", "stream");
        assertRefused(Api.CHAT, m + "\"stream\":1}", "stream");
        assertRefused(Api.CHAT, m + "\"stream_options\":[]}", "stream_options");
        assertRefused(Api.CHAT, m + "\"stream_options\":{\"include_usage\":\"yes\"}}", "stream_options.include_usage");
        assertRefused(Api.CHAT, m + "\"messages\":{}}", "messages");
        assertRefused(Api.CHAT, m + "\"tools\":{}}", "tools");
        assertRefused(Api.CHAT, m + "\"user\":5}", "user");
        assertRefused(Api.CHAT, m + "\"metadata\":{\"user_id\":{}}}", "metadata.user_id");
        assertRefused(Api.RESPONSES, m + "\"store\":\"false\"}", "store");
        assertRefused(Api.RESPONSES, m + "\"background\":0}", "background");
        assertRefused(Api.RESPONSES, m + "\"previous_response_id\":{}}", "previous_response_id");
        assertRefused(Api.RESPONSES, m + "\"conversation\":7}", "conversation");
        assertRefused(Api.RESPONSES, m + "\"prompt\":\"p\"}", "prompt");
        assertRefused(Api.RESPONSES, m + "\"prompt\":{\"id\":1}}", "prompt.id");
        assertRefused(Api.MESSAGES, m + "\"inference_geo\":true}", "inference_geo");
        assertRefused(Api.CHAT, m + "\"messages\":[{\"role\":{}}]}", "messages[0].role");
        assertRefused(
                Api.CHAT,
                m + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":3}]}]}",
                "messages[0].content[0].type");
    }

    @Test
    void null_is_the_same_as_leaving_out() {
        InferenceRequest request = request(
                Api.CHAT,
                "{\"model\":\"m\",\"stream\":null,\"stream_options\":null,\"user\":null,\"store\":null,\"tools\":null,"
                        + "\"metadata\":null,\"web_search_options\":null,\"response_format\":null}");
        assertThat(request.stream()).isFalse();
        assertThat(request.user()).isNull();
        assertThat(request.uses()).isEmpty();
        assertThat(request.stateful()).isFalse();
    }

    @Test
    void a_path_that_does_not_stream_refuses_to() {
        assertRefused(Api.EMBEDDINGS, "{\"model\":\"m\",\"stream\":true}", "stream");
        assertRefused(Api.COUNT_TOKENS, "{\"model\":\"m\",\"stream\":true}", "stream");
    }

    @Test
    void limits_are_refusals_and_not_accidents() {
        String deep = "{\"model\":\"m\",\"x\":" + "[".repeat(100) + "]".repeat(100) + "}";
        assertThat(malformed(Api.CHAT, deep).message()).contains("limit");
        InferenceReader narrow = new InferenceReader(Bodies.GATE, new JsonLimits(8, 10, 5, 3));
        assertThat(narrow.read(Api.CHAT, bytes("{\"model\":\"" + "m".repeat(11) + "\"}")))
                .isInstanceOf(Malformed.class);
        assertThat(narrow.read(Api.CHAT, bytes("{\"model\":\"m\",\"seed\":1,\"n\":1}")))
                .isInstanceOf(InferenceRequest.class);
        assertThat(narrow.read(Api.CHAT, bytes("{\"model\":\"m\",\"seed\":1,\"n\":1,\"user\":\"u\"}")))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void a_refusal_does_not_repeat_what_the_client_wrote() {
        Malformed malformed = malformed(Api.CHAT, "{\"model\":\"m\",\"user\":secret}");
        assertThat(malformed.message()).doesNotContain("secret");
    }

    @Test
    void keys_after_a_megabyte_are_read() {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"" + "é".repeat(600_000)
                + "\"}],\"store\":true,\"model\":\"m\"}";
        assertThat(request(Api.CHAT, body).stateful()).isTrue();
        assertThat(reading(Api.CHAT, body.replace("\"store\"", "\"model\""))).isInstanceOf(Malformed.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
