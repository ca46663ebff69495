package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SameTextsTest {

    private final SameTexts texts = new SameTexts();

    @Test
    void equal_texts_become_one() {
        String first = texts.of(said("gpt-4o-2024-11-20"));
        assertThat(texts.of(said("gpt-4o-2024-11-20"))).isSameAs(first);
    }

    @Test
    void no_text_is_ever_given_for_another_however_many_there_are() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            String text = said("v" + random.nextInt(20_000));
            assertThat(texts.of(text)).isEqualTo(text);
        }
        assertThat("Aa".hashCode()).as("two texts of one hash").isEqualTo("BB".hashCode());
        assertThat(texts.of(said("Aa"))).isEqualTo("Aa");
        assertThat(texts.of(said("BB"))).isEqualTo("BB");
        assertThat(texts.of(said("Aa"))).isEqualTo("Aa");
    }

    /** A text of its own, as whatever is read is. */
    private static String said(String text) {
        return new String(text.toCharArray());
    }
}
