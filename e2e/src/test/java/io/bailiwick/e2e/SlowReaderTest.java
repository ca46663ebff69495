package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.testkit.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A client that reads slowly slows the upstream down; it fills no memory and is no endpoint's fault. */
final class SlowReaderTest {

    private static final int PIECES = 2000;
    private static final int KERNEL_BYTES = 24 << 20;
    private static final Duration LONGER_THAN_BETWEEN_EVENTS = Duration.ofMillis(900);

    private static final String CHUNK =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m-1\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]}\n\n";

    @Test
    void a_long_reply_waits_in_the_upstream_until_the_client_reads() throws IOException {
        String first = "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m-1\",\"choices\":[],";
        try (FloodingUpstream upstream =
                new FloodingUpstream("application/json", first, " ".repeat(32 << 10), PIECES, "\"usage\":null}")) {
            assertThat(paused(upstream, Running.chatBody("long"))).endsWith("\"usage\":null}");
        }
    }

    @Test
    void a_stream_waits_in_the_upstream_until_the_client_reads_and_nobody_is_blamed() throws IOException {
        String first = CHUNK.formatted("hello", "null");
        String last = CHUNK.formatted("", "\"stop\"") + "data: [DONE]\n\n";
        try (FloodingUpstream upstream = new FloodingUpstream(
                "text/event-stream", first, CHUNK.formatted("x".repeat(32 << 10), "null"), PIECES, last)) {
            assertThat(paused(upstream, Running.streamBody("long"))).endsWith("data: [DONE]\n\n");
        }
    }

    /** Asks, reads nothing until nothing moves, then reads all; the last bytes of the reply. */
    private static String paused(FloodingUpstream upstream, String ask) throws IOException {
        try (Running gateway = Running.start(policy(upstream));
                RawClient client = gateway.raw()) {
            client.send(RawClient.request(
                    "POST", "/v1/chat/completions", ask, "authorization", "Bearer " + Running.EU_KEY));
            Awaitility.await("the upstream can write no more")
                    .during(LONGER_THAN_BETWEEN_EVENTS)
                    .atMost(Duration.ofSeconds(8))
                    .until(new Unchanged(upstream));
            assertThat(upstream.writtenBytes()).isBetween(1L, (long) KERNEL_BYTES);
            assertThat(upstream.wholeBytes()).isGreaterThan(2L * KERNEL_BYTES);
            String last = "";
            assertThat(client.head().status()).isEqualTo(200);
            long bytes = 0;
            for (String chunk = client.chunk(); chunk != null; chunk = client.chunk()) {
                bytes += chunk.length();
                last = (last.length() > 100 ? last.substring(last.length() - 100) : last) + chunk;
            }
            assertThat(bytes).isEqualTo(upstream.wholeBytes());
            assertThat(gateway.admin("GET", "/v1/endpoints").body())
                    .contains("serving")
                    .doesNotContain("resting");
            return last;
        }
    }

    private static String policy(FloodingUpstream upstream) {
        return Running.REGIONS + Running.TENANTS + """
            endpoints:
              flood:
                provider: openai-compatible
                url: %s
                reach: [onprem:fra1]
                models: { chat: m }
            routes:
              chat:
                eu: [[flood]]
                options: { timeouts: { connect: 300ms, first-event: 700ms, between-events: 700ms, request: 30s } }
            """.formatted(upstream.url());
    }

    /** Whether the upstream got rid of nothing since it was last looked at. */
    private static final class Unchanged implements Callable<Boolean> {
        private final FloodingUpstream upstream;
        private long before = -1;

        Unchanged(FloodingUpstream upstream) {
            this.upstream = upstream;
        }

        @Override
        public Boolean call() {
            long now = upstream.writtenBytes();
            boolean same = now > 0 && now == before;
            before = now;
            return same;
        }
    }
}
