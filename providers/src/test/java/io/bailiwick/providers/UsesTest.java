package io.bailiwick.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a body can make the gate remember. */
class UsesTest {

    private static final String MESSAGES = "{\"model\":\"m\",\"messages\":[";

    /** A body of the largest size would else take more memory than the process has. */
    @Test
    void what_nobody_knows_is_remembered_once_however_often_it_comes() {
        for (String thing : List.of(
                "{}", "{\"image_url\":\"https://x\"}", "{\"content\":[{\"file_id\":\"f\"},{\"file_id\":\"f\"}]}")) {
            assertThat(read(body(thing, 1000)).uses())
                    .as(thing)
                    .isNotEmpty()
                    .hasSizeLessThan(4)
                    .allMatch(use -> use.where().startsWith("messages[0]"));
        }
        byte[] body = body("{}", 300_000);
        long before = allocated();
        assertThat(read(body).uses()).hasSize(1);
        assertThat(allocated() - before)
                .as("two thirds of it were remembered, for each of them")
                .isLessThan(300_000 * 250L);
    }

    @Test
    void more_features_than_anybody_could_allow_are_malformed() {
        StringBuilder body = new StringBuilder(MESSAGES);
        for (int i = 0; i <= Uses.MOST; i++) {
            body.append(i == 0 ? "" : ",").append("{\"type\":\"t").append(i).append("\"}");
        }
        Bodies.assertRefused(Api.CHAT, body + "]}", "messages[1000]");
    }

    @Test
    void more_keys_with_urls_than_one_object_can_need_are_malformed() {
        StringBuilder body = new StringBuilder(MESSAGES + "{\"role\":\"user\",\"content\":\"\"");
        for (int i = 0; i <= 1000; i++) {
            body.append(",\"u").append(i).append("_url\":\"https://x\"");
        }
        assertThat(Bodies.malformed(Api.CHAT, body + "}]}").param()).startsWith("messages[0]");
    }

    private static InferenceRequest read(byte[] body) {
        return Bodies.READER.read(Api.CHAT, body).match(read -> read, malformed -> {
            throw new AssertionError(malformed.toString());
        });
    }

    private static byte[] body(String thing, int many) {
        return (MESSAGES + (thing + ",").repeat(many) + "{\"role\":\"user\",\"content\":\"hi\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
