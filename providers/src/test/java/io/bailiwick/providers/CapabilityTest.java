package io.bailiwick.providers;

import static io.bailiwick.providers.Bodies.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CapabilityTest {

    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":%s}]%s}";

    @Test
    void a_request_shows_what_it_needs() {
        assertThat(request(Api.CHAT, CHAT.formatted("\"hi\"", "")).needs()).isEmpty();
        assertThat(request(
                                Api.CHAT,
                                CHAT.formatted(
                                        "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA\"}}]",
                                        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"response_format\":"
                                                + "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\"}}"))
                        .needs())
                .containsExactlyInAnyOrder(Capability.VISION, Capability.TOOLS, Capability.JSON_SCHEMA);
        assertThat(request(
                                Api.CHAT,
                                CHAT.formatted(
                                        "\"hi\"", ",\"tools\":[],\"response_format\":{\"type\":\"json_object\"}"))
                        .needs())
                .isEmpty();
        assertThat(request(
                                Api.RESPONSES,
                                "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\","
                                        + "\"image_url\":\"data:image/png;base64,AA\"}]}],\"text\":{\"format\":{\"type\":\"json_schema\"}}}")
                        .needs())
                .containsExactlyInAnyOrder(Capability.VISION, Capability.JSON_SCHEMA);
        assertThat(request(
                                Api.MESSAGES,
                                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
                                        + "\"tool_use_id\":\"t\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"AA\"}}]}]}],"
                                        + "\"tools\":[{\"name\":\"f\",\"input_schema\":{}}],\"output_config\":{\"format\":{\"type\":\"json_schema\"}}}")
                        .needs())
                .containsExactlyInAnyOrder(Capability.VISION, Capability.TOOLS, Capability.JSON_SCHEMA);
        assertThat(request(Api.EMBEDDINGS, "{\"model\":\"m\",\"input\":\"a\"}").needs())
                .containsExactly(Capability.EMBEDDINGS);
    }

    @Test
    void what_is_not_known_restricts_nothing_and_what_is_known_names_itself() {
        InferenceRequest tools =
                request(Api.CHAT, CHAT.formatted("\"hi\"", ",\"max_tokens\":5000,\"tools\":[{\"type\":\"function\"}]"));

        assertThat(Abilities.UNKNOWN.lacks(tools)).isNull();
        assertThat(new Abilities(Set.of(Capability.VISION), null, null, "p").lacks(tools))
                .isEqualTo("tools");
        assertThat(new Abilities(Set.of(Capability.TOOLS), null, null, "p").lacks(tools))
                .isNull();
        assertThat(new Abilities(null, null, 4096L, "p").lacks(tools)).isEqualTo("output");
        assertThat(new Abilities(null, null, 5000L, "p").lacks(tools)).isNull();
        assertThat(new Abilities(null, 4999L, null, "p").lacks(tools)).isEqualTo("context");
        assertThat(new Abilities(null, 5010L, null, "p").lacks(tools)).isNull();
    }

    @Test
    void an_image_or_a_script_without_spaces_never_counts_as_long() {
        String image = "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
                + "iVBORw0KGgo+/".repeat(5000) + "\"}}]";
        assertThat(request(Api.CHAT, CHAT.formatted(image, "")).mayFitInto(100)).isTrue();
        assertThat(request(Api.CHAT, CHAT.formatted("\"" + "\u6f22\u5b57".repeat(5000) + "\"", ""))
                        .mayFitInto(100))
                .isTrue();
        assertThat(request(Api.CHAT, CHAT.formatted("\"" + "word ".repeat(5000) + "\"", ""))
                        .mayFitInto(100))
                .isFalse();
    }

    @Property
    void words_are_never_counted_twice(
            @ForAll @IntRange(max = 400) int words, @ForAll @IntRange(min = 1, max = 5) int spaces) {
        String text = ("w" + " ".repeat(spaces)).repeat(words);
        byte[] body = CHAT.formatted("\"" + text + "\\n\"", "").getBytes(StandardCharsets.UTF_8);

        // The other words are those of the keys and values around it.
        assertThat(LeastTokens.of(body)).isLessThanOrEqualTo(words + 8L);
    }

    @Test
    void a_field_that_a_server_leaves_out_of_account_is_named_and_its_default_is_not() {
        IgnoredFields ignored = IgnoredFields.load();
        assertThat(ignored.leftOut(Provider.OLLAMA, chat(",\"tool_choice\":\"required\"")))
                .isEqualTo("tool_choice");
        assertThat(ignored.leftOut(Provider.OLLAMA, chat(",\"tool_choice\":{\"type\":\"function\"}")))
                .isEqualTo("tool_choice");
        assertThat(ignored.leftOut(Provider.OLLAMA, chat(",\"logit_bias\":{\"1\":2}")))
                .isEqualTo("logit_bias");
        assertThat(ignored.leftOut(Provider.OLLAMA, chat(",\"n\":2"))).isEqualTo("n");
        for (String same : new String[] {
            "", ",\"tool_choice\":\"auto\"", ",\"n\":1", ",\"n\":null,\"logit_bias\":null", ",\"temperature\":0"
        }) {
            assertThat(ignored.leftOut(Provider.OLLAMA, chat(same))).as(same).isNull();
        }
        for (Provider other : new Provider[] {Provider.OPENAI, Provider.AZURE, Provider.VLLM, Provider.TGI}) {
            assertThat(ignored.leftOut(other, chat(",\"n\":2,\"logit_bias\":{}")))
                    .isNull();
        }
        assertThat(ignored.leftOut(
                        Provider.VLLM, request(Api.COMPLETIONS, "{\"model\":\"m\",\"prompt\":\"a\",\"suffix\":\"b\"}")))
                .isEqualTo("suffix");
    }

    private static InferenceRequest chat(String more) {
        return request(Api.CHAT, CHAT.formatted("\"hi\"", more));
    }
}
