package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class InferenceReaderProperties {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonMapper LAX = new JsonMapper();

    @Provide
    Arbitrary<String> bodies() {
        return JsonText.bodies();
    }

    @Provide
    Arbitrary<String> values() {
        return JsonText.values();
    }

    @Provide
    Arbitrary<String> dottedBodies() {
        return JsonText.dottedBodies();
    }

    @Provide
    Arbitrary<String> plainBodies() {
        return JsonText.plainBodies();
    }

    @Property(tries = 2000)
    void what_is_read_is_what_a_tree_reader_reads(@ForAll("bodies") String body, @ForAll Api api) throws IOException {
        if (Bodies.reading(api, body) instanceof InferenceRequest request) {
            JsonNode tree = LAX.readTree(body);
            assertThat(request.model()).isEqualTo(tree.get("model").textValue());
            assertThat(request.stream()).isEqualTo(tree.path("stream").booleanValue());
            assertThat(request.uses().stream().map(FeatureUse::name).anyMatch("field:x"::equals))
                    .isEqualTo(tree.has("x"));
        }
    }

    /** The keys of these are never twice, and nothing is done about them. */
    @Property(tries = 1000)
    void json_that_nothing_is_done_about_is_never_refused(@ForAll("plainBodies") String body, @ForAll Api api)
            throws IOException {
        JsonNode tree = LAX.readTree(body);
        InferenceRequest request = Bodies.request(api, body);
        tree.fieldNames().forEachRemaining(key -> {
            if (!key.equals("model")) {
                assertThat(request.uses()).anyMatch(use -> use.name().equals("field:" + key));
            }
        });
    }

    @Property(tries = 1000)
    void a_second_top_level_key_is_always_refused(@ForAll("bodies") String body, @ForAll Api api) throws IOException {
        JsonNode tree = LAX.readTree(body);
        for (String key : (Iterable<String>) tree::fieldNames) {
            String quoted = LAX.writeValueAsString(key);
            String doubled = body.substring(0, body.length() - 1) + "," + quoted + ":" + tree.get(key) + "}";
            assertThat(Bodies.reading(api, doubled)).as(doubled).isInstanceOf(Malformed.class);
        }
    }

    @Property(tries = 1000)
    void what_a_tree_reader_refuses_is_refused(@ForAll("bodies") String body, @ForAll Random random) {
        StringBuilder broken = new StringBuilder(body);
        broken.deleteCharAt(random.nextInt(broken.length()));
        try {
            JsonNode tree = LAX.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(broken.toString());
            if (tree.isObject() && tree.path("model").isTextual()) {
                return;
            }
        } catch (JsonProcessingException e) {
            assertThat(e).isNotNull();
        }
        assertThat(Bodies.reading(Api.CHAT, broken.toString()))
                .as(broken.toString())
                .isInstanceOf(Malformed.class);
    }

    @Property(tries = 2000)
    void a_key_with_a_dot_is_no_path(@ForAll("dottedBodies") String body, @ForAll Api api) throws IOException {
        assertEditsChangeNothingElse(body, api, false, false);
        if (Bodies.reading(api, body) instanceof InferenceRequest request) {
            JsonNode tree = LAX.readTree(body);
            tree.fieldNames()
                    .forEachRemaining(key -> assertThat(request.uses())
                            .as(key)
                            .satisfies(uses -> assertThat(!key.contains(".")
                                            || uses.stream()
                                                    .anyMatch(use -> use.name().equals("field:" + key)))
                                    .isTrue()));
            assertThat(request.user()).isNotEqualTo("dotted");
            assertThat(request.promptName()).isNull();
        }
    }

    @Property(tries = 2000)
    void edits_change_nothing_but_what_they_name(
            @ForAll("bodies") String body, @ForAll Api api, @ForAll boolean geo, @ForAll boolean forbid)
            throws IOException {
        assertEditsChangeNothingElse(body, api, geo, forbid);
    }

    private static void assertEditsChangeNothingElse(String body, Api api, boolean geo, boolean forbid)
            throws IOException {
        if (!(Bodies.reading(api, body) instanceof InferenceRequest request)) {
            return;
        }
        UpstreamEdits edits = new UpstreamEdits("up\"é", geo ? "us" : null, forbid);
        byte[] sent = request.bodyFor(edits);
        ObjectNode expected = (ObjectNode) LAX.readTree(body);
        expected.put("model", "up\"é");
        if (geo && api == Api.MESSAGES) {
            expected.put("inference_geo", "us");
        }
        if (forbid
                && api == Api.RESPONSES
                && (!expected.has("store") || expected.get("store").isNull())) {
            expected.put("store", false);
        }
        if (request.stream() && (api == Api.CHAT || api == Api.COMPLETIONS)) {
            JsonNode options = expected.get("stream_options");
            ObjectNode forced = options instanceof ObjectNode object ? object : LAX.createObjectNode();
            forced.put("include_usage", true);
            expected.set("stream_options", forced);
        }
        assertThat(LAX.readTree(sent)).isEqualTo(expected);
        assertThat(Bodies.READER.read(api, sent)).isInstanceOf(InferenceRequest.class);
    }

    /** The same JSON with other spaces, written again by somebody else, is judged the same. */
    @Property(tries = 1000)
    void spelling_does_not_change_the_judgement(@ForAll("bodies") String body, @ForAll Api api) throws IOException {
        if (!(Bodies.reading(api, body) instanceof InferenceRequest request) || body.contains("\\u")) {
            return;
        }
        JsonNode tree;
        try {
            tree = STRICT.readTree(body);
        } catch (JsonProcessingException e) {
            return;
        }
        String pretty = LAX.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
        InferenceRequest again = Bodies.request(api, pretty);
        assertThat(again.uses()).isEqualTo(request.uses());
        assertThat(again.user()).isEqualTo(request.user());
        assertThat(again.promptFingerprint()).isEqualTo(request.promptFingerprint());
    }

    @Property(tries = 3000)
    void random_bytes_are_malformed_and_never_an_accident(@ForAll byte[] bytes, @ForAll Api api) {
        assertThat(Bodies.READER.read(api, bytes)).isInstanceOf(Malformed.class);
    }

    @Property(tries = 3000)
    void a_body_with_random_damage_is_never_an_accident(
            @ForAll("bodies") String body,
            @ForAll Api api,
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int hits) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < hits; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Reading reading = Bodies.READER.read(api, bytes);
        String model = reading.match(InferenceRequest::model, malformed -> "refused");
        assertThat(model).isNotEmpty();
        reading.match(request -> request.bodyFor(new UpstreamEdits("m", "us", true)), malformed -> new byte[0]);
    }

    @Property(tries = 500)
    void what_is_no_object_is_refused(@ForAll("values") String value) {
        if (!value.startsWith("{")) {
            assertThat(Bodies.reading(Api.CHAT, value)).isInstanceOf(Malformed.class);
        }
    }
}
