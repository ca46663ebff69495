package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a body is, it is judged, refused and sent on as it is where Jackson's parser reads it. */
class ReadByScannerProperties {

    private static final JsonLimits NARROW = new JsonLimits(5, 40, 6, 6);

    /** All tries are read with what the tries before them were read with, the broken ones among them. */
    private static final InferenceReader USED = new InferenceReader(Bodies.GATE, Bodies.LIMITS);

    private static final InferenceReader USED_NARROW = new InferenceReader(Bodies.GATE, NARROW);

    @Provide
    Arbitrary<String> oddBodies() {
        return JsonText.bodies();
    }

    @Property(tries = 10_000)
    void a_body_is_read_the_same(@ForAll long seed, @ForAll Api api) {
        Random random = new Random(seed);
        byte[] body = GeneratedJson.utf8(GeneratedBodies.body(random));
        assertSame(api, body, random.nextInt(5) == 0 ? NARROW : Bodies.LIMITS);
    }

    @Property(tries = 20_000)
    void a_damaged_body_is_read_the_same(@ForAll long seed, @ForAll Api api) {
        Random random = new Random(seed);
        byte[] body = GeneratedJson.utf8(GeneratedBodies.body(random));
        assertSame(api, GeneratedJson.damaged(body, random), random.nextInt(5) == 0 ? NARROW : Bodies.LIMITS);
    }

    @Property(tries = 3000)
    void an_odd_body_is_read_the_same(@ForAll("oddBodies") String body, @ForAll Api api, @ForAll Random random) {
        assertSame(api, GeneratedJson.utf8(body), Bodies.LIMITS);
        assertSame(api, GeneratedJson.damaged(GeneratedJson.utf8(body), random), Bodies.LIMITS);
    }

    private static void assertSame(Api api, byte[] body, JsonLimits limits) {
        String shown = new String(body, StandardCharsets.ISO_8859_1);
        Reading reading = (limits == NARROW ? USED_NARROW : USED).read(api, body);
        Reading byJackson = JacksonReading.read(api, body, limits);
        assertThat(said(reading)).as(shown).isEqualTo(said(byJackson));
        if (reading instanceof InferenceRequest request && limits != NARROW && !hasNumberForPrompt(shown)) {
            assertThat(request.promptFingerprint()).as(shown).isEqualTo(JacksonReading.fingerprint(api, body, limits));
        }
    }

    /** Jackson's parser takes no number that ends at a comma for the whole of a text. */
    private static boolean hasNumberForPrompt(String body) {
        return body.matches("(?s).*\"(system|instructions|content)\"\\s*:\\s*-?[0-9].*");
    }

    private static String said(Reading reading) {
        return reading.match(
                request -> "asks " + request.model() + ' ' + request.stream() + ' ' + request.wantsUsageChunk() + ' '
                        + request.mostOutput() + ' ' + request.user() + ' ' + request.promptName() + ' '
                        + request.promptVersion() + ' '
                        + request.needs().stream().sorted().toList() + ' '
                        + request.watchedFields().stream().sorted().toList() + ' '
                        + request.uses().stream()
                                .map(FeatureUse::toString)
                                .sorted()
                                .toList() + ' '
                        + request.storesUnlessForbidden() + ' '
                        + new String(
                                request.bodyFor(new UpstreamEdits("other", "eu", true)), StandardCharsets.ISO_8859_1),
                malformed -> malformed.message().replaceAll(" at byte \\d+", "") + " in " + malformed.param());
    }
}
