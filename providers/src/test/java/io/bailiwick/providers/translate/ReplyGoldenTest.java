package io.bailiwick.providers.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.providers.Api;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every published reply, whole and streaming, in every dialect that its endpoint's clients may speak. */
class ReplyGoldenTest {

    @TestFactory
    Stream<DynamicTest> a_published_stream_becomes_the_events_that_stand_in_its_golden_file() {
        return PublishedReplies.STREAMS.stream()
                .flatMap(name -> PublishedReplies.clients(name).stream().map(client -> {
                    String golden = "golden/" + name + ".to-" + client.word() + ".sse";
                    return DynamicTest.dynamicTest(
                            golden, () -> assertThat(stream(name, client)).isEqualTo(text(golden)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_published_whole_reply_becomes_the_object_that_stands_in_its_golden_file() {
        return PublishedReplies.WHOLES.stream()
                .flatMap(name -> PublishedReplies.clients(name).stream().map(client -> {
                    String golden = "golden/" + name + ".to-" + client.word() + ".json";
                    return DynamicTest.dynamicTest(
                            golden,
                            () -> assertThat(PublishedReplies.whole(
                                            client,
                                            PublishedReplies.spoken(name),
                                            PublishedReplies.bytes(name + ".json")))
                                    .isEqualTo(text(golden).strip()));
                }));
    }

    private static String stream(String name, Api client) {
        return PublishedReplies.stream(
                PublishedReplies.asked(client),
                PublishedReplies.spoken(name),
                List.of(PublishedReplies.bytes(name + ".sse")));
    }

    private static String text(String file) {
        return new String(PublishedReplies.bytes(file), StandardCharsets.UTF_8);
    }
}
