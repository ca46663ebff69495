package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.bailiwick.providers.InferenceRequest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent is compared with what the providers publish, never with what was sent before. */
class GoldenRequestsTest {

    /** What is made of the id in Anthropic's example: the same on every run, in every request. */
    private static final String NINE_OF_TOOLU = "aAgwazzrT";

    static Stream<GoldenRequest> carried() {
        return GoldenRequest.all().stream().filter(golden -> golden.out() != null);
    }

    static Stream<GoldenRequest> passedOver() {
        return GoldenRequest.all().stream().filter(golden -> golden.out() == null);
    }

    @ParameterizedTest
    @MethodSource("carried")
    void a_request_is_said_as_the_endpoints_provider_publishes_it(GoldenRequest golden) {
        byte[] sent = Requests.carried(golden.from(), Requests.bytes(golden.in()), golden.target());

        assertThat(alike(Requests.tree(sent))).isEqualTo(alike(Objects.requireNonNull(golden.out())));
    }

    @ParameterizedTest
    @MethodSource("carried")
    void what_is_sent_can_be_judged_in_the_endpoints_words(GoldenRequest golden) {
        byte[] sent = Requests.carried(golden.from(), Requests.bytes(golden.in()), golden.target());

        InferenceRequest again = Requests.request(golden.target().api(), sent);
        assertThat(again.model()).isEqualTo(golden.target().model());
        assertThat(again.uses()).noneMatch(use -> use.name().matches("(field|content|tool|role):.*"));
    }

    @ParameterizedTest
    @MethodSource("passedOver")
    void what_cannot_be_said_is_named(GoldenRequest golden) {
        Translation answer = Requests.translated(golden.from(), Requests.bytes(golden.in()), golden.target());

        assertThat(answer).isEqualTo(new Translation.NotCarried(Objects.requireNonNull(golden.passedOver())));
    }

    @Test
    void every_pair_has_its_golden_files() {
        List<GoldenRequest> all = GoldenRequest.all();

        assertThat(all.stream()
                        .filter(golden -> golden.out() != null)
                        .collect(Collectors.groupingBy(GoldenRequest::pair, Collectors.counting())))
                .containsKeys(
                        "chat-messages",
                        "chat-mistral",
                        "messages-openai",
                        "messages-azure",
                        "messages-openai-compatible",
                        "messages-mistral",
                        "responses-openai",
                        "responses-openai-compatible",
                        "responses-messages",
                        "responses-mistral");
    }

    @Test
    void every_golden_file_says_where_both_forms_are_published_and_when_that_was_read() {
        assertThat(GoldenRequest.all()).isNotEmpty().allSatisfy(golden -> {
            assertThat(golden.sources().path("in").asText()).containsPattern("https://|PyPI");
            assertThat(golden.sources().path("out").asText()).containsPattern("https://|PyPI");
            assertThat(golden.sources().path("read").asText()).matches("\\d{4}-\\d{2}-\\d{2}");
        });
    }

    /** Arguments are compared as the JSON that they hold, and an id of nine that was made as one that was made. */
    private static JsonNode alike(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode alike = Requests.JSON.createArrayNode();
            list.forEach(element -> alike.add(alike(element)));
            return alike;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode alike = Requests.JSON.createObjectNode();
        object.properties().forEach(member -> alike.set(member.getKey(), member(member.getKey(), member.getValue())));
        return alike;
    }

    private static JsonNode member(String key, JsonNode value) {
        if (key.equals("arguments") && value.isTextual()) {
            return Requests.tree(value.textValue());
        }
        boolean id = key.equals("id") || key.equals("tool_call_id");
        if (id && value.textValue().equals(NINE_OF_TOOLU)) {
            return TextNode.valueOf("{nine}");
        }
        return alike(value);
    }
}
