package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.translate.reading.ReadChat;
import io.bailiwick.providers.translate.reading.ReadMessages;
import io.bailiwick.providers.translate.reading.ReadResponses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Sends what every line of the table of settings in docs/translation.md shows, and compares. */
class TranslationDocTest {

    private static final List<Target> COLUMNS =
            List.of(Requests.ANTHROPIC, Requests.OPENAI, Requests.COMPATIBLE, Requests.MISTRAL);
    private static final String AS_IT_IS = "as it is";
    private static final Map<Api, String> LEAST = Map.of(
            Api.CHAT, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            Api.RESPONSES, "{\"model\":\"m\",\"input\":\"Hi\"}",
            Api.MESSAGES, "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

    /** One line: the four last cells are what becomes of it. */
    private record Line(Api client, String key, String example, List<String> becomes) {}

    @TestFactory
    Stream<DynamicTest> every_setting_becomes_what_the_page_says() {
        return lines().stream()
                .flatMap(line -> Stream.of(0, 1, 2, 3)
                        .filter(column -> !line.becomes().get(column).equals(AS_IT_IS))
                        .map(column -> DynamicTest.dynamicTest(
                                line.client().word() + " " + line.key() + " " + line.example() + " at "
                                        + COLUMNS.get(column).provider().word(),
                                () -> check(
                                        line,
                                        COLUMNS.get(column),
                                        line.becomes().get(column)))));
    }

    @Test
    void the_page_has_a_line_for_every_setting_that_is_read() {
        Map<Api, Set<String>> shown = lines().stream()
                .collect(Collectors.groupingBy(Line::client, Collectors.mapping(Line::key, Collectors.toSet())));

        assertThat(shown.get(Api.CHAT)).containsAll(ReadChat.SETTINGS.keySet());
        assertThat(shown.get(Api.RESPONSES)).containsAll(ReadResponses.SETTINGS.keySet());
        assertThat(shown.get(Api.MESSAGES)).containsAll(without("max_tokens", ReadMessages.SETTINGS.keySet()));
    }

    private static void check(Line line, Target target, String becomes) {
        JsonNode before = Requests.tree(Requests.carried(line.client(), LEAST.get(line.client()), target));
        Translation answer = Requests.translated(line.client(), with(line), target);
        if (becomes.equals("—")) {
            assertThat(answer.match(carried -> "carried", Translation.NotCarried::field))
                    .startsWith(line.key());
        } else {
            JsonNode sent = Requests.tree(answer.match(Translation.Carried::body, passed -> {
                throw new AssertionError(passed);
            }));
            if (becomes.equals("left out")) {
                assertThat(sent).isEqualTo(before);
            } else {
                assertThat(sent.has(becomes)).as(sent.toString()).isTrue();
                assertThat(sent.get(becomes)).isNotEqualTo(before.get(becomes));
            }
        }
    }

    private static String with(Line line) {
        ObjectNode body = (ObjectNode) Requests.tree(LEAST.get(line.client()));
        body.set(line.key(), Requests.tree(line.example()));
        return body.toString();
    }

    private static List<Line> lines() {
        return page().lines()
                .dropWhile(text -> !text.equals("## Settings"))
                .takeWhile(text -> !text.startsWith("## What the gateway"))
                .filter(text -> text.startsWith("| chat |")
                        || text.startsWith("| responses |")
                        || text.startsWith("| messages |"))
                .map(TranslationDocTest::line)
                .toList();
    }

    private static Line line(String text) {
        List<String> cells = Arrays.stream(text.split("\\|"))
                .map(cell -> cell.strip().replace("`", ""))
                .filter(cell -> !cell.isEmpty())
                .toList();
        assertThat(cells).as(text).hasSize(7);
        return new Line(
                Objects.requireNonNull(Api.ofWord(cells.get(0))), cells.get(1), cells.get(2), cells.subList(3, 7));
    }

    private static Set<String> without(String key, Set<String> keys) {
        return keys.stream().filter(other -> !other.equals(key)).collect(Collectors.toSet());
    }

    private static String page() {
        try {
            return Files.readString(Path.of("../docs/translation.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
