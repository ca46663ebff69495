package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownWordsTest {

    /** Of every length that is compared in another way: within eight bytes, sixteen, and more. */
    private static final List<String> WORDS = List.of(
            "",
            "n",
            "id",
            "seed",
            "content",
            "messages",
            "image_url",
            "tool_call_id",
            "presence_penalty",
            "frequency_penalty",
            "max_completion_tokens",
            "output_tokens_details",
            "cache_creation_input_tokens",
            "additionalProperties");

    @Test
    void a_word_is_the_same_key_wherever_it_stands() {
        for (String word : WORDS) {
            Key known = KnownWords.key(word);
            assertThat(known.isKnown()).isTrue();
            for (int before = 0; before < 10; before++) {
                for (int after = 0; after < 10; after++) {
                    byte[] bytes = utf8("x".repeat(before) + word + "\"".repeat(after));
                    int to = before + word.length();
                    assertThat(KnownWords.of(bytes, before, to)).isSameAs(known);
                    assertThat(StringText.keyOf(bytes, before, to)).isSameAs(known);
                }
            }
        }
    }

    @Test
    void what_is_nearly_a_word_is_itself() {
        for (String word : WORDS) {
            for (int place = 0; place < word.length(); place++) {
                String changed = word.substring(0, place) + '~' + word.substring(place + 1);
                assertIsItself(changed);
                assertIsItself(word.substring(0, place) + word.substring(place + 1));
                assertIsItself(word.substring(0, place) + '~' + word.substring(place));
            }
            assertIsItself(word + word);
            assertIsItself(word + '~');
        }
    }

    private static void assertIsItself(String text) {
        byte[] bytes = utf8('"' + text + "\":1}");
        assertThat(StringText.of(bytes, 1, 1 + text.length())).isEqualTo(text);
        assertThat(StringText.ofPlain(bytes, 1, 1 + text.length())).isEqualTo(text);
        assertThat(StringText.keyOf(bytes, 1, 1 + text.length()).text()).isEqualTo(text);
    }

    @Test
    void a_word_that_is_spelled_with_escapes_is_the_same_key() {
        for (String spelled : List.of("\\u0074ype", "typ\\u0065", "\\u0074\\u0079\\u0070\\u0065")) {
            byte[] bytes = utf8(spelled);
            assertThat(StringText.keyOf(bytes, 0, bytes.length)).isSameAs(KnownWords.TYPE);
        }
    }

    @Test
    void what_is_asked_about_a_key_does_not_depend_on_whether_it_is_known() {
        for (String word : WORDS) {
            Key other = new Key(word);
            Key known = KnownWords.key(word);
            assertThat(other.isKnown()).isFalse();
            assertThat(List.of(
                            other.text(),
                            other.folded(),
                            other.isDotted(),
                            other.isUrl(),
                            other.isData(),
                            other.isFileId()))
                    .isEqualTo(List.of(
                            known.text(),
                            known.folded(),
                            known.isDotted(),
                            known.isUrl(),
                            known.isData(),
                            known.isFileId()));
        }
        assertThat(new Key("Image_URL").isUrl()).isTrue();
        assertThat(new Key("File_Data").isData()).isTrue();
        assertThat(new Key("FILE_ID").isFileId()).isTrue();
        assertThat(new Key("a.b").isDotted()).isTrue();
        assertThat(new Key("Model").folded()).isEqualTo("model");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
