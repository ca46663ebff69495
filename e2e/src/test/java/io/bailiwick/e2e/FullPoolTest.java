package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A pool that is full refuses without having tried, says all that there is to say, and goes on. */
class FullPoolTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void a_refusal_begins_no_attempt_and_the_next_request_of_its_connection_is_served() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(topology -> topology.pool("[[fra]]").endpoint("fra", "concurrency: 1"));
                RawClient busy = border.running().raw();
                RawClient client = border.running().raw()) {
            border.fra().next(Fault.gated(gate));
            String request = border.request("/v1/chat/completions", border.chat());
            busy.send(request);
            border.fra().await(SOON);

            client.send(request + request);
            refusedUntried(border, client.reply());
            refusedUntried(border, client.reply());

            gate.open();
            assertThat(busy.reply().status()).isEqualTo(200);
            RawReply served = client.send(request).reply();
            assertThat(served.status()).isEqualTo(200);
            assertThat(border.logLine(served).path("bailiwick.attempts")).hasSize(1);
            border.held("fra1");
        }
    }

    private static void refusedUntried(Border border, RawReply reply) {
        Refused.openAi(reply, 503, "residency_pool_exhausted");
        assertThat(Border.candidates(reply)).containsExactly("fra=saturated");
        assertThat(reply.header("bailiwick-attempts")).isEqualTo("0");
        assertThat(reply.header("bailiwick-endpoint")).isEqualTo("none");
        assertThat(reply.header("connection")).isNull();
        JsonNode line = border.logLine(reply);
        assertThat(line.path("error.type").asText()).isEqualTo("residency_pool_exhausted");
        assertThat(line.path("bailiwick.attempt.count").asInt()).isZero();
        assertThat(line.path("bailiwick.attempts")).isEmpty();
    }
}
