package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a client may read nothing, and that one who reads slowly is another. */
class SilentReaderTest {

    private static final String SHORT_IDLE = "limits: { idle: 400ms }";
    private static final int REPLY_BYTES = 15 << 20;
    private static final int SIP_BYTES = 512 << 10;

    @Test
    void a_client_that_reads_nothing_is_let_go_and_its_upstream_too() throws IOException {
        String piece = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m-1\",\"choices\":"
                + "[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(32 << 10)
                + "\"},\"finish_reason\":null}]}\n\n";
        try (FloodingUpstream upstream =
                        new FloodingUpstream("text/event-stream", piece, piece, 2000, "data: [DONE]\n\n");
                Border border = Border.start(topology -> topology.pool("[[fra]]")
                        .at("fra", upstream.url())
                        .timeouts("timeouts: { connect: 300ms, first-event: 9s, between-events: 9s, request: 30s }")
                        .gateway(SHORT_IDLE));
                RawClient client = border.running().raw()) {
            client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
            await().atMost(Duration.ofSeconds(8)).until(() -> upstream.writtenBytes() > 0);
            await("the upstream's connection ends")
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> upstream.writtenBytes() < 0);
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> border.running().gateway().openConnections() == 0);
            assertThat(border.running().admin("GET", "/v1/endpoints").body()).doesNotContain("resting");
            border.heldWithin();
        }
    }

    @Test
    void a_request_whose_time_ends_while_its_client_reads_nothing_is_no_endpoints_fault() throws IOException {
        int enoughToRest = 6;
        String piece = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m-1\",\"choices\":"
                + "[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(32 << 10)
                + "\"},\"finish_reason\":null}]}\n\n";
        List<RawClient> clients = new ArrayList<>();
        try (FloodingUpstream upstream =
                        new FloodingUpstream("text/event-stream", piece, piece, 2000, "data: [DONE]\n\n");
                Border border = Border.start(topology -> topology.pool("[[fra]]")
                        .at("fra", upstream.url())
                        .timeouts("timeouts: { connect: 300ms, first-event: 9s, between-events: 9s, request: 2s }")
                        .gateway("limits: { idle: 60s }"))) {
            for (int i = 0; i < enoughToRest; i++) {
                RawClient client = border.running().raw();
                clients.add(client);
                client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
            }
            await("all of them end")
                    .atMost(Duration.ofSeconds(9))
                    .until(
                            () -> border.running().admin("GET", "/metrics").body(),
                            page -> page.lines()
                                    .anyMatch(line -> line.startsWith("bailiwick_upstream_attempts_total{")
                                            && line.contains("result=\"timeout\"")
                                            && line.endsWith(" " + enoughToRest + ".0")));
            assertThat(border.running().admin("GET", "/v1/endpoints").body())
                    .contains("serving")
                    .doesNotContain("resting");
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void a_client_that_reads_slowly_gets_all_of_a_large_reply() throws IOException {
        try (Border border = Border.start(topology -> topology.pool("[[fra]]").gateway(SHORT_IDLE));
                RawClient client = border.running().raw()) {
            border.fra().next(Fault.padded(REPLY_BYTES));
            client.send(border.request("/v1/messages", border.messages(), "anthropic-version", "2023-06-01"));
            RawReply head = client.head();
            assertThat(head.status()).isEqualTo(200);
            int length = Integer.parseInt(String.valueOf(head.header("content-length")));
            assertThat(length).isGreaterThan(REPLY_BYTES);
            int[] left = {length};
            StringBuilder last = new StringBuilder();
            await("all of it")
                    .pollInterval(Duration.ofMillis(80))
                    .atMost(Duration.ofSeconds(9))
                    .until(() -> {
                        int sip = Math.min(SIP_BYTES, left[0]);
                        last.setLength(0);
                        last.append(client.read(sip));
                        left[0] -= sip;
                        return left[0] == 0;
                    });
            assertThat(last.toString().strip()).endsWith("}");
            border.held("fra1");
        }
    }
}
