package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a jurisdiction gets that accepts only what a reply itself shows. */
class ObservedTest {

    private static final String STREAM = "\"stream\":true";
    private static final String UNARY = "\"stream\":false";

    @TempDir
    private Path directory;

    @Test
    void a_reply_that_shows_where_it_ran_is_served() throws IOException {
        try (ObservedOnly only = ObservedOnly.start(directory)) {
            only.first().next(Fault.inferenceGeo("us"));
            RawReply reply = only.messages(STREAM);
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.events().types()).contains("message_stop").doesNotContain("error");
            assertThat(reply.header("bailiwick-region-evidence")).isEqualTo("observed");
        }
    }

    @Test
    void a_stream_that_takes_back_what_it_showed_is_cut_and_not_tried_elsewhere() throws IOException {
        try (ObservedOnly only = ObservedOnly.start(directory)) {
            only.first().next(Fault.lateInferenceGeo("not_available").and(Fault.inferenceGeo("us")));
            RawReply reply = only.messages(STREAM);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.end().clean()).isFalse();
            assertThat(reply.header("bailiwick-attempts")).isEqualTo("1");
            assertThat(reply.body()).doesNotContain("HTTP/1.1").doesNotContain("message_stop");
            assertThat(reply.events().types()).containsOnlyOnce("error").endsWith("error");
            assertThat(only.running()
                            .logLine(reply.header("bailiwick-trace-id"))
                            .path("error.type")
                            .asText())
                    .isEqualTo("upstream_broken");
            assertThat(only.second().received()).isEmpty();
        }
    }

    @Test
    void a_reply_that_shows_nothing_moves_on() throws IOException {
        for (String kind : new String[] {STREAM, UNARY}) {
            try (ObservedOnly only = ObservedOnly.start(directory)) {
                only.first().next(Fault.inferenceGeo(null));
                only.second().next(Fault.inferenceGeo("us"));
                assertThat(only.messages(kind).header("bailiwick-endpoint")).isEqualTo("second");
            }
        }
    }

    @Test
    void a_clients_own_mistake_has_nothing_to_show_and_rests_nobody() throws IOException {
        try (ObservedOnly only = ObservedOnly.start(directory)) {
            for (int i = 0; i < 6; i++) {
                only.first().next(Fault.status(400));
                RawReply reply = only.messages(UNARY);
                assertThat(reply.status()).isEqualTo(400);
                assertThat(reply.header("bailiwick-endpoint")).isEqualTo("first");
            }
            only.first().next(Fault.inferenceGeo("us"));
            assertThat(only.messages(UNARY).header("bailiwick-endpoint")).isEqualTo("first");
            assertThat(only.second().received()).isEmpty();
        }
    }
}
