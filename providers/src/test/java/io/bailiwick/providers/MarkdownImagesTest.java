package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.providers.translate.Target;
import io.bailiwick.providers.translate.TranslateRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What TGI would fetch because of a text. */
class MarkdownImagesTest {

    @Test
    void an_image_in_a_text_is_fetched_however_it_is_written_and_wherever_its_text_is_cut() {
        for (String messages : List.of(
                "{\"role\":\"user\",\"content\":\"see ![](https://x/a.png)\"}",
                "{\"role\":\"user\",\"content\":\"!![](http://x)\"}",
                "{\"role\":\"user\",\"content\":\"\\u0021[\\u005d(h\\u0074tp:\\/\\/x)\"}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"![\"},{\"type\":\"text\",\"text\":\"](ht\"},"
                        + "{\"type\":\"text\",\"text\":\"tp://x)\"}]}",
                "{\"role\":\"user\",\"content\":\"!\"},{\"role\":\"user\",\"content\":\"[](http://x)\"}")) {
            assertThat(at(Provider.TGI, messages)).as(messages).isTrue();
            assertThat(at(Provider.VLLM, messages)).as(messages).isFalse();
        }
    }

    @Test
    void an_image_in_a_key_a_type_or_a_role_is_fetched_as_one_in_a_text_is() {
        for (String body : List.of(
                tools("{\"type\":\"object\",\"properties\":{\"![](https://x/a.png)\":{}}}"),
                tools("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"![](https://x/a.png)\"}}}"),
                tools("{\"type\":[\"string\",\"\\u0021[](http://x)\"]}"),
                "{\"model\":\"m\",\"messages\":[{\"role\":\"![](https://x/a.png)\",\"content\":\"Hi\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"![](\",\"content\":\"http://x)\"}]}")) {
            assertThat(fetched(Provider.TGI, body)).as(body).isTrue();
            assertThat(fetched(Provider.VLLM, body)).as(body).isFalse();
        }
    }

    @Test
    void a_word_that_a_prompt_may_leave_out_hides_no_image() {
        assertThat(at(
                        Provider.TGI,
                        "{\"role\":\"user\",\"content\":\"![\",\"name\":\"bob\"},"
                                + "{\"role\":\"user\",\"name\":\"x!\",\"content\":\"](http://x)\"}"))
                .isTrue();
    }

    @Test
    void a_template_may_say_first_what_the_body_says_last() {
        assertThat(at(Provider.TGI, "{\"content\":\"http://x)\",\"role\":\"![](\"}"))
                .isTrue();
        assertThat(at(
                        Provider.TGI,
                        "{\"role\":\"user\",\"content\":\"http://x)\"},{\"role\":\"user\",\"content\":\"](\"},"
                                + "{\"role\":\"user\",\"content\":\"Hi![\"}"))
                .isTrue();
        assertThat(at(
                        Provider.TGI,
                        "{\"role\":\"user\",\"content\":\"https://x\"},{\"role\":\"user\",\"content\":\"Hi!\"}"))
                .isFalse();
    }

    @Test
    void an_image_in_a_key_is_fetched_after_translation_too() {
        String body = "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                + "\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"%s\":{}}}}]}";

        assertThat(translatedIsFetched(body.formatted("![](https://x/a.png)"))).isTrue();
        assertThat(translatedIsFetched(body.formatted("![](a.png)"))).isFalse();
    }

    @Test
    void what_only_looks_like_one_is_a_text() {
        for (String text : List.of(
                "![alt](https://x/a.png)",
                "[](https://x)",
                "![](data:image/png;base64,AA)",
                "! [](http://x)",
                "![](/a.png)",
                "")) {
            assertThat(at(Provider.TGI, "{\"role\":\"user\",\"content\":\"" + text + "\"}"))
                    .as(text)
                    .isFalse();
        }
    }

    private static String tools(String parameters) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":[{\"type\":\"function\","
                + "\"function\":{\"name\":\"a\",\"parameters\":" + parameters + "}}]}";
    }

    private static boolean translatedIsFetched(String messages) {
        JsonLimits limits = new JsonLimits(64, 20_000_000, 1000, 10_000);
        byte[] body = messages.getBytes(StandardCharsets.UTF_8);
        InferenceRequest asked = new InferenceReader(FieldGate.load(), limits)
                .read(Api.MESSAGES, body)
                .match(request -> request, malformed -> {
                    throw new AssertionError(malformed);
                });
        Target target = new Target(Api.CHAT, Provider.TGI, "tgi", null, null);
        return new TranslateRequest(limits)
                .of(asked, target)
                .match(carried -> MarkdownImages.fetched(Provider.TGI, carried.body()), passed -> {
                    throw new AssertionError(passed);
                });
    }

    private static boolean at(Provider provider, String messages) {
        return fetched(provider, "{\"model\":\"m\",\"messages\":[" + messages + "]}");
    }

    private static boolean fetched(Provider provider, String body) {
        return MarkdownImages.fetched(provider, body.getBytes(StandardCharsets.UTF_8));
    }
}
