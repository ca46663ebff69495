package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlinesTest {

    private static final String PLAIN = "{\"role\":\"user\",\"content\":\"%s\"}";
    private static final String LAST = ",{\"role\":\"user\",\"content\":[]}";

    private final Outlines outlines = new Outlines(12);
    private final ReadBefore before = new ReadBefore(outlines, new OutlineDraft(), new KnownTools(BodyTools.sha256()));
    private ApiGate gate = Bodies.GATE.of(Api.CHAT);

    private Reading read(Api api, String messages, JsonLimits limits) {
        byte[] body = ("{\"model\":\"m\",\"messages\":" + messages + "}").getBytes(StandardCharsets.UTF_8);
        JsonScanner scanner = new JsonScanner(limits).over(body, 0, body.length);
        BodyCursor in = new BodyCursor(scanner, body, new OpenKeys(limits.keys()), before);
        BodyPass pass = new BodyPass(api, gate, Bodies.GATE.ignored(), in);
        try {
            return new InferenceRequest(
                    api, body, pass.run(), pass.spans(), pass.prompts(), BodyTools.ofEachThread(limits));
        } catch (UnreadableException e) {
            return e.malformed();
        }
    }

    private InferenceRequest read(Api api, String message) {
        return read(api, "[" + message + LAST + "]", Bodies.LIMITS).match(request -> request, malformed -> {
            throw new AssertionError("malformed: " + malformed);
        });
    }

    private Set<String> uses(Api api, String message) {
        return read(api, message).uses().stream().map(FeatureUse::name).collect(Collectors.toSet());
    }

    private boolean knows(String object) {
        byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
        return outlines.end(bytes, 0) == bytes.length - 1;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN,
                "{\"role\": \"tool\", \"tool_call_id\": \"%s\", \"content\": \"%s\"}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"},{\"type\":\"text\",\"text\":\"%s\"}]}",
                "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"%s\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"%s\",\"arguments\":\"%s\"}}]}"
            })
    void a_message_like_one_of_which_there_was_nothing_to_tell_is_known_whatever_its_texts(String message) {
        assertThat(knows(message.replace("%s", "one"))).isFalse();
        read(Api.CHAT, message.replace("%s", "one"));
        assertThat(knows(message.replace("%s", "one"))).isTrue();
        assertThat(knows(message.replace("%s", ""))).isTrue();
        assertThat(knows(message.replace("%s", "https://x \\\"}]},{\\\"role\\\":\\\"system\\\" äöü 😀\\u0000")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"wizard\",\"content\":\"x\"}",
                "{\"role\":\"array\",\"content\":\"x\"}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":null}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"unheard\",\"text\":\"x\"}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/y\"}}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,A\"}}]}",
                "{\"role\":\"user\",\"content\":\"x\",\"tools\":[{\"type\":\"web_search\"}]}",
                "{\"role\":\"user\",\"content\":\"x\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}",
                "{\"role\":\"user\",\"content\":\"x\",\"kv_transfer_params\":{}}",
                "{\"role\":\"system\",\"content\":\"x\"}",
                "{\"role\":\"developer\",\"content\":\"x\"}"
            })
    void what_one_message_has_told_the_next_like_it_tells_too(String message) {
        InferenceRequest first = read(Api.CHAT, message);
        for (int i = 0; i < 3; i++) {
            InferenceRequest next = read(Api.CHAT, message);
            assertThat(next.uses()).isEqualTo(first.uses());
            assertThat(next.needs()).isEqualTo(first.needs());
            assertThat(next.promptFingerprint()).isEqualTo(first.promptFingerprint());
        }
        assertThat(knows(message)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"user\",\"content\":\"x\",\"annas_key\":\"x\"}",
                "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"type\":\"annas\",\"id\":\"x\"}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\",\"annas_key\":null}]}",
                "{\"role\":\"user\",\"content\":\"x\",\"index\":49151234567}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"},4915]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"QW5uYQ==\"}}]}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"annas\",\"text\":\"x\"}}]}"
            })
    void nothing_of_a_bodys_own_is_kept(String message) {
        read(Api.CHAT, message);
        assertThat(knows(message)).isFalse();
        gate = Bodies.GATE.of(Api.MESSAGES);
        read(Api.MESSAGES, message);
        assertThat(knows(message)).isFalse();
    }

    @Test
    void a_message_differs_from_those_before_it_by_a_byte_and_is_read() {
        read(Api.CHAT, PLAIN);
        assertThat(uses(Api.CHAT, PLAIN)).isEmpty();
        assertThat(uses(Api.CHAT, PLAIN.replace("user", "User"))).containsExactly("role:User");
        assertThat(uses(Api.CHAT, PLAIN.replace("\"}", "\",\"file_id\":\"f\"}")))
                .containsExactly("file_id");
        for (String broken : List.of(
                PLAIN.replace("%s", "\t"),
                PLAIN.replace("%s", "\\x"),
                PLAIN.replace("content", "Content"),
                PLAIN.replace("content", "role"),
                PLAIN.replace("\"}", "\"]"),
                PLAIN.replace("\":\"%s", "\",\"%s"))) {
            assertThat(read(Api.CHAT, "[" + broken + LAST + "]", Bodies.LIMITS))
                    .as(broken)
                    .isInstanceOf(Malformed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "data"})
    void a_text_that_was_looked_at_is_looked_at_in_the_next(String key) {
        String message = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"" + key + "\":\"data:x\"}]}";
        assertThat(uses(Api.CHAT, message)).isEmpty();
        assertThat(uses(Api.CHAT, message.replace("data:x", "https://x"))).containsExactly("remote_url");
    }

    @Test
    void an_object_that_is_known_in_a_list_of_the_body_is_read_where_it_stands_deeper() {
        String part = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}";
        ApiGate chat = Bodies.GATE.of(Api.CHAT);
        FieldRule content = new FieldRule.Content();
        gate = new ApiGate(
                Verdict.INSIDE,
                Map.of(
                        "model",
                        new FieldRule.Plain(Verdict.INSIDE),
                        "messages",
                        content,
                        "deeper",
                        new FieldRule.Members(Map.of("messages", content), null)),
                chat.roles(),
                chat.content(),
                chat.tools());
        JsonLimits shallow = new JsonLimits(5, 100, 10, 10);
        assertThat(read(Api.CHAT, "[" + part + "]", shallow)).isInstanceOf(InferenceRequest.class);
        assertThat(knows(part)).isTrue();
        assertThat(read(Api.CHAT, "[[" + part + "]]", shallow)).isInstanceOf(Malformed.class);
        assertThat(read(Api.CHAT, "[],\"deeper\":{\"messages\":[" + part + "]}", shallow))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void a_text_that_never_ends_is_told_where_it_is() {
        read(Api.CHAT, PLAIN);
        for (String broken : List.of("[{\"role\":\"user\",\"content\":\"x", "[{\"role\":\"user\",\"content\":\"")) {
            assertThat(read(Api.CHAT, broken, Bodies.LIMITS).match(request -> "well", Malformed::message))
                    .startsWith("the body is not JSON");
        }
    }

    @Test
    void more_outlines_than_there_is_room_for_begin_anew() {
        for (int i = 0; i < 10; i++) {
            String spaced = PLAIN.replace(":", ":" + " ".repeat(i));
            read(Api.CHAT, spaced);
            assertThat(knows(spaced)).isTrue();
        }
        assertThat(knows(PLAIN)).isFalse();
        String many = "{\"role\":\"user\",\"content\":[" + "{\"type\":\"text\",\"text\":\"x\"},".repeat(15) + "null]}";
        assertThat(uses(Api.CHAT, many)).isEmpty();
        assertThat(knows(many)).isFalse();
        assertThat(knows(PLAIN.replace(":", ":" + " ".repeat(9)))).isTrue();
    }

    @Test
    void what_stands_around_texts_is_not_kept_where_it_is_long() {
        String spaced = PLAIN.replace(":", ":" + " ".repeat(600));
        assertThat(uses(Api.CHAT, spaced)).isEmpty();
        assertThat(knows(spaced)).isFalse();
    }
}
