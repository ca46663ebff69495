package io.bailiwick.gateway.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Another reader finds what was written, wherever a text would leave its quotes if it could. */
class JsonTextProperties {

    private static final ObjectMapper OTHER_READER = new ObjectMapper();

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('"', '\\', '\n', '\r', '\t', '\0', '\u001f', '\u007f', '}', ',', '\u00e9', '\u20ac')
                .withCharRange('a', 'z')
                .withCharRange('\ud800', '\udfff')
                .ofMaxLength(3000);
    }

    @Property(tries = 500)
    void another_reader_finds_the_very_same_values(
            @ForAll("texts") String hostile, @ForAll("texts") String value, @ForAll long number) throws IOException {
        String name = "own " + hostile;
        byte[] written = new JsonText()
                .open()
                .open(name)
                .text(name, value)
                .number("number", number)
                .close()
                .openArray("list")
                .open()
                .text("last", value)
                .close()
                .closeArray()
                .close()
                .bytes();
        JsonNode read = OTHER_READER.readTree(written);
        assertThat(read.size()).isEqualTo(2);
        JsonNode inner = read.path(whole(name));
        assertThat(inner.path(whole(name)).asText()).isEqualTo(whole(value));
        assertThat(inner.path("number").asLong()).isEqualTo(number);
        assertThat(read.path("list").path(0).path("last").asText()).isEqualTo(whole(value));
    }

    /** What UTF-8 can say of it. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Example
    void a_text_is_written_as_other_writers_write_it() {
        assertThat(written("a\"b\\c\u0001\u001f\u007f\u00e9\u20ac\ud83d\ude00"))
                .isEqualTo("{\"t\":\"a\\\"b\\\\c\\u0001\\u001F\u007f\u00e9\u20ac\ud83d\ude00\"}");
        assertThat(written("\ud83d and \ude00")).isEqualTo("{\"t\":\"? and ?\"}");
        assertThat(written(null)).isEqualTo("{\"t\":null}");
    }

    private static String written(@Nullable String text) {
        return new String(new JsonText().open().text("t", text).close().bytes(), StandardCharsets.UTF_8);
    }

    @Example
    void objects_and_lists_may_be_empty() {
        byte[] written = new JsonText()
                .open()
                .open("o")
                .close()
                .openArray("l")
                .closeArray()
                .flag("f", null)
                .flag("g", true)
                .number("n", null)
                .close()
                .bytes();
        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo("{\"o\":{},\"l\":[],\"f\":null,\"g\":true,\"n\":null}");
    }
}
