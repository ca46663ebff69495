package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTextsTest {

    private final KeyTexts texts = new KeyTexts(Set.of("role", "image_url", "connector_id", "environment.type"));

    @Test
    void a_known_word_is_found_by_its_number_and_any_other_by_its_text() {
        assertThat(KnownWords.key("role").isKnown()).isTrue();
        assertThat(KnownWords.key("connector_id").isKnown()).isFalse();
        assertThat(texts.has(KnownWords.key("role"))).isTrue();
        assertThat(texts.has(KnownWords.key("image_url"))).isTrue();
        assertThat(texts.has(KnownWords.key("connector_id"))).isTrue();
        assertThat(texts.has(KnownWords.key("environment.type"))).isTrue();
    }

    @Test
    void what_is_not_among_them_is_not_found() {
        assertThat(texts.has(KnownWords.key("content"))).isFalse();
        assertThat(texts.has(KnownWords.key("connector"))).isFalse();
        assertThat(texts.has(KnownWords.key(""))).isFalse();
        assertThat(new KeyTexts(Set.of("role")).has(KnownWords.key("connector_id")))
                .isFalse();
    }
}
