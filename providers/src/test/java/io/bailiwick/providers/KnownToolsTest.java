package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read more than once here is read by one reader, which knows the tools the second time. */
class KnownToolsTest {

    private static final String ASKED =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be terse.\"},"
                    + "{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":";
    private static final String FUNCTION =
            "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}";

    private final InferenceReader reader = new InferenceReader(Bodies.GATE, Bodies.LIMITS);

    private InferenceRequest read(String body) {
        return reader.read(Api.CHAT, body.getBytes(StandardCharsets.UTF_8)).match(request -> request, malformed -> {
            throw new AssertionError("malformed: " + malformed + " " + body);
        });
    }

    private Set<String> uses(String tools) {
        return read(ASKED + tools + "}").uses().stream().map(FeatureUse::name).collect(Collectors.toSet());
    }

    private static String cold(String body) {
        return new InferenceReader(Bodies.GATE, Bodies.LIMITS)
                .read(Api.CHAT, body.getBytes(StandardCharsets.UTF_8))
                .match(InferenceRequest::promptFingerprint, Malformed::message);
    }

    @Test
    void tools_that_come_again_are_there_again() {
        for (int i = 0; i < 3; i++) {
            InferenceRequest request = read(ASKED + "[" + FUNCTION + "]}");
            assertThat(request.needs()).containsExactly(Capability.TOOLS);
            assertThat(request.uses()).isEmpty();
            assertThat(request.promptFingerprint()).isEqualTo(cold(ASKED + "[" + FUNCTION + "]}"));
        }
    }

    @Test
    void what_comes_behind_known_tools_is_read() {
        uses("[" + FUNCTION + "]");
        assertThat(read(ASKED + "[" + FUNCTION + "] ,\"stream\":true}").stream())
                .isTrue();
        assertThat(uses("[" + FUNCTION + "],\"unheard\":1")).containsExactly("field:unheard");
        for (String broken : List.of("]", "x}", ",}", "]}", " ]}", " x}", "", ",\"tools\":[" + FUNCTION + "]}")) {
            assertThat(reader.read(Api.CHAT, (ASKED + "[" + FUNCTION + "]" + broken).getBytes(StandardCharsets.UTF_8)))
                    .as(broken)
                    .isInstanceOf(Malformed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"type\":\"web_search\"}]",
                "[{\"type\":\"unheard\"}]",
                "[{\"type\":\"mcp\",\"server_url\":\"https://x\"}]",
                "[{\"type\":\"function\",\"function\":{\"name\":\"f\"},\"file_id\":\"x\"}]"
            })
    void tools_that_have_told_something_tell_it_again(String tools) {
        Set<String> first = uses(tools);
        assertThat(first).isNotEmpty();
        assertThat(uses("[" + FUNCTION + "]")).isEmpty();
        assertThat(uses(tools)).isEqualTo(first);
        assertThat(uses(tools)).isEqualTo(first);
    }

    @Test
    void what_a_field_before_them_has_told_does_not_hide_what_they_tell() {
        String remote = "[{\"type\":\"function\",\"function\":{\"name\":\"f\"},\"url\":\"https://x\"}]";
        String first =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\",\"url\":\"https://x\"}],\"tools\":";
        assertThat(read(first + remote + "}").uses()).isNotEmpty();
        assertThat(uses(remote)).contains("remote_url");
    }

    @Test
    void tools_of_the_same_length_are_others() {
        String other = FUNCTION.replace("\"f\"", "\"g\"");
        assertThat(uses("[" + FUNCTION + "]")).isEmpty();
        assertThat(uses("[" + FUNCTION.replace("\"function\",", "\"unction1\",") + "]"))
                .containsExactly("tool:unction1");
        String fingerprint = read(ASKED + "[" + FUNCTION + "]}").promptFingerprint();
        for (int i = 0; i < 2; i++) {
            assertThat(read(ASKED + "[" + other + "]}").promptFingerprint())
                    .isEqualTo(cold(ASKED + "[" + other + "]}"))
                    .isNotEqualTo(fingerprint);
        }
    }

    @Test
    void an_empty_list_is_no_tools_the_second_time_either() {
        for (int i = 0; i < 2; i++) {
            assertThat(read(ASKED + "[]}").needs()).isEmpty();
            assertThat(read(ASKED + "[]}").promptFingerprint()).isEqualTo(cold(ASKED + "null}"));
        }
    }

    @Test
    void other_prompts_with_the_same_tools_have_another_fingerprint() {
        List<String> prompts = List.of("\"Be terse.\"", "\"Be brief.\"", "\"Be \\u0062rief.\"", "12", "[]", "null");
        for (int i = 0; i < 2; i++) {
            for (String prompt : prompts) {
                String body = (ASKED + "[" + FUNCTION + "]}").replace("\"Be terse.\"", prompt);
                assertThat(read(body).promptFingerprint()).as(body).isEqualTo(cold(body));
            }
            String two =
                    "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":1},{\"role\":\"system\",\"content\":2}],\"tools\":["
                            + FUNCTION + "]}";
            assertThat(read(two).promptFingerprint()).isEqualTo(cold(two));
        }
    }

    @Test
    void who_brings_ever_new_tools_drives_out_the_oldest_and_nothing_else_changes() {
        for (int i = 0; i < 400; i++) {
            String body = ASKED + "[" + FUNCTION.replace("\"f\"", "\"f" + i + "\"") + "]}";
            assertThat(read(body).needs()).containsExactly(Capability.TOOLS);
            assertThat(read(body).promptFingerprint()).isEqualTo(cold(body));
        }
        assertThat(uses("[" + FUNCTION + "]")).isEmpty();
    }
}
