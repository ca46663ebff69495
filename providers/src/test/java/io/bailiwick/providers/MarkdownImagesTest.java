package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static boolean at(Provider provider, String messages) {
        return MarkdownImages.fetched(
                provider, ("{\"model\":\"m\",\"messages\":[" + messages + "]}").getBytes(StandardCharsets.UTF_8));
    }
}
