package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.InferenceRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every key of every golden request is changed, taken away or joined by a stranger: each time it is carried or named. */
class NothingDisappearsTest {

    // What docs/translation.md says is left out, or is the gateway's own to say.
    private static final Pattern LEFT_OUT = Pattern.compile(
            "model|stream|stream_options\\..*|include\\[.*|store|(.*\\.)?cache_control(\\..*)?|thinking\\.display"
                    + "|input\\[\\d+]\\.(id|status)|messages\\[\\d+]\\.(name|reasoning_content)"
                    + "|.*\\.(is_error|signature|encrypted_content)|(.*\\.json_schema|text\\.format)\\.(name|strict)");

    // Arguments and schemas, of which nobody reads the inside.
    private static final Pattern PASSED_ON =
            Pattern.compile(".*\\.(input|parameters|input_schema|schema|cache_control)(\\..*)?|metadata");

    private static final List<String> OPAQUE = List.of("parameters", "input_schema", "schema", "input_examples");
    private static final String CANARY = "canary-of-the-user";

    private static Stream<GoldenRequest> carried() {
        return GoldenRequest.all().stream().filter(golden -> golden.out() != null);
    }

    @TestFactory
    Stream<DynamicTest> no_value_changes_without_effect() {
        return carried()
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> {
                    JsonNode before = sent(golden, golden.in());
                    for (Trees.Place place : Trees.places(golden.in(), OPAQUE)) {
                        if (place.value().isValueNode() && !place.value().isNull() && !leftOut(golden, place.path())) {
                            JsonNode changed = Trees.changed(golden.in(), place.path(), NothingDisappearsTest::other);
                            assertThat(result(golden, changed)).as(place.path()).isNotEqualTo(before);
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_stranger_among_the_keys_is_always_named() {
        return carried()
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> {
                    stranger(golden, "", golden.in());
                    for (Trees.Place place : Trees.places(golden.in(), OPAQUE)) {
                        if (place.value().isObject() && !untouched(place)) {
                            stranger(golden, place.path(), place.value());
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatever_cannot_be_said_is_a_place_in_the_request_and_no_value_of_it() {
        return carried()
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> {
                    for (Trees.Place place : Trees.places(golden.in(), OPAQUE)) {
                        for (JsonNode strange : strangers()) {
                            JsonNode changed = Trees.changed(golden.in(), place.path(), old -> strange);
                            answer(golden, changed).match(carried -> Requests.tree(carried.body()), passed -> {
                                assertThat(passed.field()).doesNotContain(CANARY);
                                assertThat(paths(changed)).contains(passed.field());
                                return changed;
                            });
                        }
                    }
                }));
    }

    @Test
    void a_key_that_may_be_somebodys_words_is_not_shown() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"Jane Doe, Berlin\":1}]}";

        assertThat(Requests.passedOver(Api.CHAT, body, Requests.ANTHROPIC)).isEqualTo("messages[0].*");
    }

    @Test
    void what_the_metadata_holds_is_not_shown() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                + "\"metadata\":{\"jane_doe\":\"a\"}}";

        assertThat(Requests.passedOver(Api.CHAT, body, Requests.ANTHROPIC)).isEqualTo("metadata");
    }

    private static void stranger(GoldenRequest golden, String path, JsonNode object) {
        ObjectNode joined = ((ObjectNode) object).deepCopy();
        joined.put("zz_stranger", CANARY);
        JsonNode changed = path.isEmpty() ? joined : Trees.changed(golden.in(), path, old -> joined);
        String expected = (path.isEmpty() ? "" : path + ".") + "zz_stranger";
        assertThat(answer(golden, changed)).isEqualTo(new Translation.NotCarried(expected));
    }

    private static boolean untouched(Trees.Place place) {
        return PASSED_ON.matcher(place.path()).matches();
    }

    /** A limit above what the model gives is that of the model. */
    private static boolean leftOut(GoldenRequest golden, String path) {
        Long most = golden.target().mostOutput();
        boolean capped = path.equals("max_tokens")
                && most != null
                && golden.in().path(path).longValue() > most;
        return capped || LEFT_OUT.matcher(path).matches();
    }

    private static Object result(GoldenRequest golden, JsonNode in) {
        if (!(Requests.reading(golden.from(), Requests.bytes(in)) instanceof InferenceRequest)) {
            return "malformed";
        }
        return answer(golden, in).match(carried -> Requests.tree(carried.body()), passed -> passed);
    }

    private static Translation answer(GoldenRequest golden, JsonNode in) {
        if (!(Requests.reading(golden.from(), Requests.bytes(in)) instanceof InferenceRequest)) {
            return new Translation.Carried(Requests.bytes(in));
        }
        return Requests.translated(golden.from(), Requests.bytes(in), golden.target());
    }

    private static JsonNode sent(GoldenRequest golden, JsonNode in) {
        return Requests.tree(Requests.carried(golden.from(), Requests.bytes(in), golden.target()));
    }

    private static JsonNode other(JsonNode value) {
        if (value.isBoolean()) {
            return BooleanNode.valueOf(!value.booleanValue());
        }
        if (value.isNumber()) {
            return DecimalNode.valueOf(value.decimalValue().add(BigDecimal.ONE));
        }
        return TextNode.valueOf(value.textValue() + "x");
    }

    private static List<JsonNode> strangers() {
        return List.of(
                TextNode.valueOf(CANARY),
                DecimalNode.valueOf(new BigDecimal("1e400")),
                BooleanNode.TRUE,
                Requests.tree("[]"),
                Requests.tree("{}"),
                Requests.tree("[\"" + CANARY + "\"]"),
                Requests.tree("{\"type\":\"" + CANARY + "\"}"),
                Requests.tree("[[{\"type\":\"text\",\"text\":null}]]"));
    }

    private static List<String> paths(JsonNode tree) {
        return Stream.concat(
                        Stream.of("body"),
                        Trees.places(tree, List.of()).stream().map(Trees.Place::path))
                .map(path -> path.substring(0, Math.min(80, path.length())))
                .toList();
    }
}
