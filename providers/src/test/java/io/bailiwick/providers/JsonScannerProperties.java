package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The scanner and Jackson's parser tell the same of the same bytes, and of the same faults at the same time. */
class JsonScannerProperties {

    private static final JsonLimits WIDE = new JsonLimits(64, 1 << 20, 1000, 10_000);
    private static final String AROUND = "\"0e.-]},: \\u12truen\u00bf";
    private static final JsonLimits NARROW = new JsonLimits(4, 24, 20, 10_000);

    @Property(tries = 5000)
    void valid_json_is_the_same_to_both(@ForAll long seed, @ForAll long way) {
        byte[] bytes = GeneratedJson.utf8(GeneratedJson.text(new Random(seed)));
        Walked walked = same(bytes, WIDE, way);
        assertThat(walked.ending()).as(shown(bytes)).isEqualTo(Walked.WELL);
    }

    @Property(tries = 5000)
    void limits_are_the_same_to_both(@ForAll long seed, @ForAll long way) {
        assertThat(same(GeneratedJson.utf8(GeneratedJson.text(new Random(seed))), NARROW, way))
                .isNotNull();
    }

    @Property(tries = 20_000)
    void damaged_json_is_the_same_to_both(@ForAll long seed, @ForAll long way) {
        Random random = new Random(seed);
        byte[] whole = GeneratedJson.utf8(GeneratedJson.text(random));
        assertThat(same(GeneratedJson.damaged(whole, random), random.nextInt(4) == 0 ? NARROW : WIDE, way))
                .isNotNull();
    }

    @Property(tries = 5000)
    void any_bytes_are_the_same_to_both(@ForAll byte[] bytes, @ForAll long way) {
        assertThat(same(bytes, WIDE, way)).isNotNull();
    }

    @Property(tries = 5000)
    void a_string_of_any_make_is_the_same_to_both(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < 8; i++) {
            text.append(i == 0 ? "" : ",").append(GeneratedJson.string(random));
        }
        byte[] bytes = GeneratedJson.utf8(text.append(']').toString());
        assertThat(same(bytes, WIDE, seed).ending()).isEqualTo(Walked.WELL);
    }

    /** Texts end somewhere, and what of them was asked, differs: the one before may have been left in the midst of a string. */
    @Property(tries = 5000)
    void a_scanner_that_has_read_others_remembers_nothing_of_them(@ForAll long seed) {
        Random random = new Random(seed);
        JsonScanner used = new JsonScanner(WIDE);
        for (int i = 0; i < 4; i++) {
            byte[] whole = GeneratedJson.utf8(GeneratedJson.text(random));
            byte[] bytes = random.nextBoolean() ? whole : GeneratedJson.damaged(whole, random);
            long way = random.nextLong();
            used.over(bytes, 0, bytes.length);
            assertThat(Walked.byScanner(used, bytes, way))
                    .as(shown(bytes))
                    .isEqualTo(Walked.byJackson(bytes, WIDE, way));
            begin(used, GeneratedJson.utf8(GeneratedJson.text(random)), random.nextInt(12));
        }
    }

    private static void begin(JsonScanner scanner, byte[] bytes, int tokens) {
        scanner.over(bytes, 0, bytes.length);
        for (int i = 0; i < tokens && scanner.next() != null; i++) {
            // What is read of it is lost.
        }
        scanner.letGo();
    }

    @Property(tries = 20_000)
    void what_stands_around_a_text_is_not_read(@ForAll long seed, @ForAll long way) {
        Random random = new Random(seed);
        byte[] whole = GeneratedJson.utf8(GeneratedJson.text(random));
        byte[] bytes = random.nextBoolean() ? whole : GeneratedJson.damaged(whole, random);
        byte[] around = new byte[bytes.length + random.nextInt(20)];
        for (int at = bytes.length; at < around.length; at++) {
            around[at] = (byte) AROUND.charAt(random.nextInt(AROUND.length()));
        }
        System.arraycopy(bytes, 0, around, 0, bytes.length);
        JsonScanner scanner = new JsonScanner(WIDE).over(around, 0, bytes.length);
        assertThat(Walked.byScanner(scanner, bytes, way))
                .as(shown(around))
                .isEqualTo(Walked.byJackson(bytes, WIDE, way));
    }

    private static Walked same(byte[] bytes, JsonLimits limits, long way) {
        Walked walked = Walked.byScanner(bytes, limits, way);
        assertThat(walked).as(shown(bytes)).isEqualTo(Walked.byJackson(bytes, limits, way));
        return walked;
    }

    private static String shown(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
