package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonScannerTest {

    private static final JsonLimits LIMITS = new JsonLimits(64, 1 << 20, 1000, 10_000);

    @Test
    void every_special_byte_is_seen_wherever_it_stands() {
        for (int length = 0; length <= 40; length++) {
            for (int place = 0; place <= length; place++) {
                for (String special : HostileJson.SPECIAL) {
                    String before = "a".repeat(place);
                    String after = "~".repeat(length - place);
                    same(utf8("[\"" + before + special + after + "\",1]"));
                    same(utf8("{\"" + before + special + after + "\":\"" + special + after + "\"}"));
                    same(utf8("\"" + before + special + after));
                }
            }
        }
    }

    @Test
    void bytes_that_are_not_utf_8_are_seen_wherever_they_stand() {
        for (int length = 0; length <= 20; length++) {
            for (int place = 0; place <= length; place++) {
                for (int[] bad : HostileJson.NOT_UTF8) {
                    for (String opening : List.of("[\"", "{\"", "[", "\"é")) {
                        assertRefused(with(opening + "a".repeat(place), bad, "a".repeat(length - place) + "\"]"));
                        assertRefused(with(opening + "a".repeat(place), bad, ""));
                    }
                }
            }
        }
    }

    @Test
    void every_character_beyond_ascii_is_its_own() {
        for (int c = 0x80; c <= Character.MAX_CODE_POINT; c += c < 0x11000 ? 1 : 101) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                String text = Character.toString(c);
                JsonScanner scanner = over(utf8('"' + text + '"'), LIMITS);
                scanner.next();
                assertThat(scanner.text()).isEqualTo(text);
            }
        }
    }

    @Test
    void a_word_and_any_character_after_it_are_refused_when_jackson_refuses_them() {
        for (int c = 0x80; c <= Character.MAX_CODE_POINT; c += (c & 0xFFFF) < 0x1000 ? 1 : 101) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                assertThat(same(utf8("[true" + Character.toString(c) + "]")))
                        .as("U+%X", c)
                        .isNotEqualTo(Walked.WELL);
            }
        }
    }

    @Test
    void two_and_three_bytes_beyond_ascii_are_what_the_decoder_says() {
        for (int lead = 0x80; lead <= 0xFF; lead++) {
            for (int second = 0x70; second <= 0xFF; second++) {
                for (int third : new int[] {'"', 0x7F, 0x80, 0xBF, 0xC0}) {
                    byte[] bytes = with("\"", new int[] {lead, second, third}, "\"");
                    boolean valid = Utf8.isValid(bytes);
                    JsonScanner scanner = over(bytes, LIMITS);
                    scanner.next();
                    if (valid) {
                        assertThat(scanner.text()).isNotEmpty();
                    } else {
                        assertThatThrownBy(scanner::text).isInstanceOf(UnreadableException.class);
                    }
                }
            }
        }
    }

    @Test
    void what_is_no_json_is_refused_as_it_was() {
        for (String text : HostileJson.REFUSED) {
            assertThat(same(utf8(text))).as(text).isNotEqualTo(Walked.WELL);
        }
    }

    @Test
    void what_is_json_is_taken() {
        for (String text : HostileJson.TAKEN) {
            assertThat(same(utf8(text))).as(text).isEqualTo(Walked.WELL);
        }
    }

    @Test
    void a_long_text_cut_anywhere_is_refused() {
        byte[] whole = utf8("{\"a\":[1.5e3,\"é\\u00e9😀\",{\"b\":null,\"\\ud83d\\ude00\":-0}],\"c\":true}");
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(same(cut)).as("" + length).isNotEqualTo(Walked.WELL);
        }
    }

    @Test
    void nesting_is_taken_up_to_its_limit_without_recursion() {
        int million = 1_000_000;
        JsonScanner deep = over(utf8("[".repeat(million) + "]".repeat(million)), new JsonLimits(million, 1, 1, 1));
        assertThat(deep.next()).isEqualTo(JsonToken.START_ARRAY);
        deep.skip();
        assertThat(deep.next()).isNull();
        assertEdge(new JsonLimits(500, 10, 10, 10), 500, n -> "[".repeat(n) + "]".repeat(n));
        assertEdge(new JsonLimits(3, 10, 10, 10), 3, n -> "{\"a\":".repeat(n) + "1" + "}".repeat(n));
        assertEdge(new JsonLimits(17, 10, 10, 10), 17, n -> "[".repeat(n) + "]".repeat(n));
    }

    @Test
    void strings_are_taken_up_to_their_limit_in_characters() {
        JsonLimits ten = new JsonLimits(3, 10, 20, 10);
        for (String unit : List.of("a", "é", "€", "\\n", "\\u0041")) {
            assertEdge(ten, 10, n -> "[\"" + unit.repeat(n) + "\"]");
        }
        for (String unit : List.of("😀", "\\ud83d\\ude00")) {
            assertEdge(ten, 5, n -> "[\"" + unit.repeat(n) + "\"]");
        }
        assertEdge(ten, 10, n -> "[" + "1".repeat(n) + "]");
    }

    @Test
    void numbers_are_taken_up_to_their_limit_in_digits() {
        JsonLimits twenty = new JsonLimits(3, 100, 20, 10);
        assertEdge(twenty, 20, n -> "[" + "1".repeat(n) + "]");
        assertEdge(twenty, 20, n -> "[-" + "1".repeat(n) + "]");
        assertEdge(twenty, 19, n -> "[-0." + "1".repeat(n) + "]");
        assertEdge(twenty, 18, n -> "[-1.5e-" + "1".repeat(n) + "]");
    }

    @Test
    void names_are_taken_up_to_their_limit_in_bytes() {
        assertEdge(LIMITS, 50_000, n -> "{\"" + "a".repeat(n) + "\":1}");
        assertEdge(LIMITS, 25_000, n -> "{\"" + "é".repeat(n) + "\":1}");
        assertEdge(LIMITS, 16_666, n -> "{\"" + "€".repeat(n) + "\":1}");
        assertEdge(LIMITS, 12_500, n -> "{\"" + "😀".repeat(n) + "\":1}");
        assertEdge(LIMITS, 50_000, n -> "{\"" + "\\n".repeat(n) + "\":1}");
        assertEdge(LIMITS, 12_500, n -> "{\"" + "\\ud83d\\ude00".repeat(n) + "\":1}");
    }

    @Test
    void a_refusal_says_how_far_it_read() {
        JsonScanner scanner = over(utf8("{\"a\": x}"), LIMITS);
        assertThat(scanner.next()).isEqualTo(JsonToken.START_OBJECT);
        assertThatThrownBy(scanner::next)
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        e -> assertThat(e.malformed().message()).isEqualTo("the body is not JSON at byte 7"));
    }

    private static JsonScanner over(byte[] text, JsonLimits limits) {
        return new JsonScanner(limits).over(text, 0, text.length);
    }

    private interface OfSize {
        String text(int size);
    }

    private static void assertEdge(JsonLimits limits, int most, OfSize made) {
        assertThat(same(utf8(made.text(most)), limits)).isEqualTo(Walked.WELL);
        assertThat(same(utf8(made.text(most + 1)), limits)).contains("over a limit");
    }

    private static void assertRefused(byte[] bytes) {
        assertThat(Walked.byScanner(bytes, LIMITS, 0).isWell()).isFalse();
        JsonScanner scanner = over(bytes, LIMITS);
        assertThatThrownBy(() -> {
                    while (scanner.next() != null) {
                        scanner.skip();
                    }
                })
                .isInstanceOf(UnreadableException.class);
    }

    private static String same(byte[] bytes) {
        return same(bytes, LIMITS);
    }

    /** How both ended, on a few ways through. */
    private static String same(byte[] bytes, JsonLimits limits) {
        String ending = "";
        for (long way = 1; way <= 3; way++) {
            Walked walked = Walked.byScanner(bytes, limits, way);
            assertThat(walked)
                    .as(new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8))
                    .isEqualTo(Walked.byJackson(bytes, limits, way));
            ending = walked.isWell() ? ending.isEmpty() ? Walked.WELL : ending : walked.ending();
        }
        return ending;
    }

    private static byte[] with(String before, int[] bytes, String after) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(utf8(before));
        for (int b : bytes) {
            joined.write(b);
        }
        joined.writeBytes(utf8(after));
        return joined.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
