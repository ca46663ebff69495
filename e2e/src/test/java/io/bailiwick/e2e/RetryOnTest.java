package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What becomes of failures that a route does not move on after, and of those that cost no attempt. */
class RetryOnTest {

    @Test
    void a_500_that_is_not_moved_on_after_is_relayed_and_still_the_endpoints_failure() throws IOException {
        try (Border border = Border.start(topology -> topology.option("retry-on: [connect, 429]"))) {
            border.fra().always(Fault.status(500));
            for (int i = 0; i < 5; i++) {
                RawReply reply = border.ask();
                assertThat(reply.status()).isEqualTo(500);
                assertThat(reply.header("bailiwick-endpoint")).isEqualTo("fra");
                assertThat(reply.header("bailiwick-attempts")).isEqualTo("1");
                assertThat(border.logLine(reply).path("bailiwick.outcome").asText())
                        .isEqualTo("upstream_error");
            }
            assertThat(border.par().received()).isEmpty();
            RawReply next = border.ask();
            assertThat(next.status()).isEqualTo(200);
            assertThat(next.header("bailiwick-endpoint")).isEqualTo("par");
            border.held("fra1", "par1");
        }
    }

    @Test
    void an_endpoint_that_fails_and_asks_for_no_time_rests_like_any_other_that_fails() throws IOException {
        try (Border border = Border.start(topology -> topology)) {
            border.fra().always(Fault.status(503, "retry-after", "0"));
            for (int i = 0; i < 5; i++) {
                assertThat(border.ask().header("bailiwick-attempts")).isEqualTo("2");
            }
            assertThat(border.ask().header("bailiwick-attempts"))
                    .as("it is asked no more")
                    .isEqualTo("1");
            border.held("fra1", "par1");
        }
    }

    @Test
    void a_reply_that_no_client_could_read_is_not_run_again_where_a_reset_would_not_be() throws IOException {
        try (Border border = Border.start(topology -> topology.option("retry-on: [connect, 429]"))) {
            for (Fault unreadable : new Fault[] {Fault.garbageHead(), Fault.contentType("text/html")}) {
                border.fra().next(unreadable);
                assertThat(Border.candidates(border.ask()))
                        .as("%s", unreadable)
                        .containsExactly("fra=failed:malformed", "par=untried");
            }
            assertThat(border.par().received()).isEmpty();
            border.held("fra1");
        }
    }

    @Test
    void a_kept_connection_that_went_stale_costs_the_only_attempt_nothing() throws IOException {
        for (Fault stale : new Fault[] {Fault.resetBeforeHead(), Fault.closeBeforeHead()}) {
            try (Border border =
                            Border.start(topology -> topology.pool("[[fra]]").option("attempts: 1"));
                    KeptClient client = new KeptClient(border)) {
                assertThat(client.ask().status()).isEqualTo(200);
                border.fra().next(stale);
                RawReply reply = client.ask();
                assertThat(reply.status()).as("%s", stale).isEqualTo(200);
                assertThat(reply.header("bailiwick-attempts")).isEqualTo("2");
                assertThat(border.fra().received().get(2).connection()).isEqualTo(2);
                border.held("fra1");
            }
        }
    }

    @Test
    void an_endpoint_that_announces_nothing_and_closes_serves_the_next_request() throws IOException {
        for (Fault after : new Fault[] {Fault.closeAfter(), Fault.resetAfter()}) {
            try (Border border =
                            Border.start(topology -> topology.pool("[[fra]]").option("attempts: 1"));
                    KeptClient client = new KeptClient(border)) {
                border.fra().next(after);
                assertThat(client.ask().status()).isEqualTo(200);
                assertThat(client.ask().status()).as("%s", after).isEqualTo(200);
                border.held("fra1");
            }
        }
    }

    @Test
    void a_fresh_connection_that_breaks_is_the_only_attempt() throws IOException {
        try (Border border =
                Border.start(topology -> topology.pool("[[fra], [par]]").option("attempts: 1"))) {
            border.fra().next(Fault.resetBeforeHead());
            assertThat(Border.candidates(border.ask())).containsExactly("fra=failed:reset", "par=untried");
            border.held("fra1");
        }
    }
}
