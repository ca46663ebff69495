package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.providers.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every published reply, whole and streaming, in every dialect that its endpoint's clients may speak. The golden files
 * are a second implementation's, so the order of an object's members is not compared; that of events and lists is.
 */
class ReplyGoldenTest {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The lines of one event; what its last one carries is JSON but for the end of a chat's stream. */
    private record Event(List<String> lines, JsonNode data) {}

    @TestFactory
    Stream<DynamicTest> a_published_stream_becomes_the_events_that_stand_in_its_golden_file() {
        return PublishedReplies.STREAMS.stream()
                .flatMap(name -> PublishedReplies.clients(name).stream().map(client -> {
                    String golden = "golden/" + name + ".to-" + client.word() + ".sse";
                    return DynamicTest.dynamicTest(
                            golden,
                            () -> assertThat(events(stream(name, client))).isEqualTo(events(text(golden))));
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_published_whole_reply_becomes_the_object_that_stands_in_its_golden_file() {
        return PublishedReplies.WHOLES.stream()
                .flatMap(name -> PublishedReplies.clients(name).stream().map(client -> {
                    String golden = "golden/" + name + ".to-" + client.word() + ".json";
                    return DynamicTest.dynamicTest(
                            golden,
                            () -> assertThat(json(PublishedReplies.whole(
                                            client,
                                            PublishedReplies.spoken(name),
                                            PublishedReplies.bytes(name + ".json"))))
                                    .isEqualTo(json(text(golden))));
                }));
    }

    private static String stream(String name, Api client) {
        return PublishedReplies.stream(
                PublishedReplies.asked(client),
                PublishedReplies.spoken(name),
                List.of(PublishedReplies.bytes(name + ".sse")));
    }

    private static List<Event> events(String stream) {
        assertThat(stream).endsWith("\n\n");
        return Stream.of(stream.split("\n\n")).map(ReplyGoldenTest::event).toList();
    }

    private static Event event(String event) {
        int data = event.indexOf("data: ") + "data: ".length();
        String said = event.substring(data);
        return new Event(
                event.substring(0, data).lines().toList(),
                said.equals("[DONE]") ? JSON.getNodeFactory().textNode(said) : json(said));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String file) {
        return new String(PublishedReplies.bytes(file), StandardCharsets.UTF_8);
    }
}
