package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a gateway whose whole pool rests sends anything anywhere. */
class BorderRow02BreakerTest {

    private static final List<String> ALL_REST = List.of("fra=resting", "par=resting");

    @Test
    void when_everything_inside_rests_nothing_is_sent_anywhere() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            exhaust(border);
            int sent = border.fra().received().size() + border.par().received().size();
            for (int i = 0; i < 50; i++) {
                RawReply reply = i % 2 == 0 ? border.ask() : border.stream();
                assertThat(reply.status()).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_pool_exhausted");
                assertThat(Border.candidates(reply)).containsExactlyInAnyOrderElementsOf(ALL_REST);
                assertThat(reply.header("bailiwick-attempts")).isEqualTo("0");
                assertThat(reply.header("bailiwick-region")).isEqualTo("none");
                assertThat(reply.header("x-should-retry")).isEqualTo("true");
            }
            assertThat(border.fra().received().size() + border.par().received().size())
                    .isEqualTo(sent);
            border.held("fra1", "par1");
        }
    }

    @Test
    void an_endpoint_that_rests_shows_so_to_the_operator() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            exhaust(border);
            assertThat(border.running().admin("GET", "/v1/endpoints").body())
                    .contains("\"standing\" : \"resting\"", "\"breaker\" : \"open\"", "\"breaker\" : \"closed\"");
            assertThat(border.running().admin("GET", "/readyz").statusCode())
                    .as("a balancer must not send EU users abroad because upstreams rest")
                    .isEqualTo(200);
        }
    }

    @Test
    void an_endpoint_that_asked_for_a_rest_serves_again_after_it() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.fra().next(Fault.status(503, "retry-after-ms", "400"));
            assertThat(border.ask().status()).isEqualTo(503);
            assertThat(Border.candidates(border.ask())).containsExactly("fra=resting");
            await().atMost(Duration.ofSeconds(4)).until(() -> border.ask().status() == 200);
            border.held("fra1");
        }
    }

    @Test
    void a_probe_that_answers_lets_a_resting_endpoint_serve_again() throws IOException {
        try (Border border = Border.start(
                topology -> topology.pool("[[fra]]").endpoint("fra", "health: { path: /v1/models, every: 1s }"))) {
            border.fra().always(Fault.status(500));
            await().atMost(Duration.ofSeconds(4))
                    .until(() -> Border.candidates(border.ask()).equals(List.of("fra=resting")));
            border.fra().behave();
            await().atMost(Duration.ofSeconds(4)).until(() -> border.ask().status() == 200);
            border.held("fra1");
        }
    }

    private static void exhaust(Border border) {
        border.fra().always(Fault.status(500));
        border.par().always(Fault.status(500));
        await().atMost(Duration.ofSeconds(4))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Border.candidates(border.ask()).containsAll(ALL_REST));
    }
}
