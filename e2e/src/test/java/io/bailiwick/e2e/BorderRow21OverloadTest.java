package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether a full house sends its guests abroad. */
class BorderRow21OverloadTest {

    private static final Duration SOON = Duration.ofSeconds(3);

    @Test
    void a_full_gateway_says_so_itself() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(topology -> topology.gateway("limits: { requests: 1 }"));
                RawClient first = border.running().raw()) {
            border.fra().next(Fault.gated(gate));
            first.send(border.request("/v1/chat/completions", border.chat()));
            border.fra().await(SOON);
            RawReply second = border.ask();
            assertThat(second.status()).isEqualTo(503);
            assertThat(Border.code(second)).isEqualTo("overloaded");
            assertThat(second.header("x-should-retry")).isEqualTo("true");
            assertThat(second.header("retry-after")).isNotNull();
            gate.open();
            assertThat(first.reply().status()).isEqualTo(200);
            assertThat(border.ask().status()).isEqualTo(200);
            border.held("fra1");
        }
    }

    @Test
    void full_endpoints_are_saturated_and_nobody_abroad_stands_in() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(
                        topology -> topology.endpoint("fra", "concurrency: 1").endpoint("par", "concurrency: 1"));
                RawClient first = border.running().raw();
                RawClient second = border.running().raw()) {
            border.fra().always(Fault.gated(gate));
            border.par().always(Fault.gated(gate));
            first.send(border.request("/v1/chat/completions", border.chat()));
            border.fra().await(SOON);
            second.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
            border.par().await(SOON);
            for (int i = 0; i < 5; i++) {
                RawReply reply = border.ask();
                assertThat(reply.status()).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_pool_exhausted");
                assertThat(Border.candidates(reply)).containsExactlyInAnyOrder("fra=saturated", "par=saturated");
            }
            gate.open();
            assertThat(first.reply().header("bailiwick-endpoint")).isEqualTo("fra");
            assertThat(second.reply().header("bailiwick-endpoint")).isEqualTo("par");
            assertThat(border.ask().status()).isEqualTo(200);
            border.held("fra1", "par1");
        }
    }

    @Test
    void a_seat_is_given_back_whatever_ends_its_request() throws IOException {
        try (Border border = Border.start(topology ->
                topology.pool("[[fra]]").gateway("limits: { requests: 1 }").endpoint("fra", "concurrency: 1"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(border.stream().status()).isEqualTo(200);
            }
            for (Fault fault : new Fault[] {
                Fault.resetBeforeHead(),
                Fault.status(500),
                Fault.streamCut(2, io.bailiwick.simulator.Ending.CLOSE),
                Fault.redirect(307, "/")
            }) {
                border.fra().next(fault);
                border.stream();
                for (int i = 0; i < 3; i++) {
                    await().pollDelay(Duration.ZERO)
                            .atMost(SOON)
                            .until(() -> border.stream().status() == 200);
                }
            }
            try (RawClient leaving = border.running().raw()) {
                border.fra().next(Fault.hang(new Gate()));
                leaving.send(border.request("/v1/chat/completions", border.chat()));
                await().atMost(SOON).until(() -> border.fra().openConnections() > 0);
                leaving.reset();
            }
            border.fra().awaitDisconnect(SOON);
            await().pollDelay(Duration.ZERO)
                    .atMost(SOON)
                    .until(() -> border.ask().status() == 200);
            border.held("fra1");
        }
    }

    @Test
    void more_than_the_gateway_may_hold_is_refused_here() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(
                        topology -> topology.gateway("limits: { body: 64KiB, reply: 64KiB, buffered: 64KiB }"));
                RawClient first = border.running().raw()) {
            String large = border.chat("\"x\":\"" + "x".repeat(50_000) + "\"");
            border.fra().next(Fault.gated(gate));
            first.send(border.request("/v1/chat/completions", large));
            border.fra().await(SOON);
            RawReply second = border.post("/v1/chat/completions", large);
            assertThat(second.status()).isEqualTo(503);
            assertThat(Border.code(second)).isEqualTo("overloaded");
            gate.open();
            assertThat(first.reply().status()).isEqualTo(200);
            await().pollDelay(Duration.ZERO)
                    .atMost(SOON)
                    .until(() -> border.post("/v1/chat/completions", large).status() == 200);
            border.held("fra1");
        }
    }

    @Test
    void a_body_over_its_limit_is_refused_here() throws IOException {
        try (Border border = Border.start(topology -> topology.gateway("limits: { body: 64KiB }"))) {
            RawReply reply = border.post("/v1/chat/completions", border.chat("\"x\":\"" + "x".repeat(100_000) + "\""));
            assertThat(reply.status()).isEqualTo(413);
            assertThat(Border.code(reply)).isEqualTo("request_too_large");
            border.heldWithin();
        }
    }
}
