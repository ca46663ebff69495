package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant may ask for in a minute, over real sockets. */
class AllowanceTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void a_tenant_over_its_requests_is_told_when_to_come_back_and_is_served_then() throws IOException {
        try (Border border = Border.start(topology -> topology.allowance("requests-per-minute: 20"))) {
            RawReply refused = untilRefused(border);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Border.code(refused)).isEqualTo("rate_limited");
            assertThat(Border.error(refused).path("type").asText()).isEqualTo("rate_limit_error");
            assertThat(refused.header("x-should-retry")).isEqualTo("true");
            assertThat(refused.header("bailiwick-attempts")).isEqualTo("0");
            int seconds = Integer.parseInt(refused.header("retry-after"));
            assertThat(seconds).as("60 s / 20").isBetween(1, 3);

            AtomicInteger asked = new AtomicInteger();
            await().pollDelay(Duration.ofSeconds(seconds)).atMost(SOON).until(() -> {
                asked.incrementAndGet();
                return border.ask().status() == 200;
            });
            assertThat(asked).as("served when it was told to come back").hasValue(1);
            assertThat(border.running().metrics())
                    .contains("bailiwick_rate_limited_total{jurisdiction=\"eu\",reason=\"requests\"} ");
            border.held("fra1");
        }
    }

    @Test
    void whoever_narrows_a_request_gets_no_second_allowance_and_nobody_else_loses_his() throws IOException {
        try (Border border = Border.start(topology -> topology.allowance("requests-per-minute: 1"))) {
            assertThat(border.ask().status()).isEqualTo(200);
            assertThat(border.ask().status()).isEqualTo(429);
            assertThat(border.post("/v1/chat/completions", border.chat(), "bailiwick-jurisdiction", "de")
                            .status())
                    .isEqualTo(429);
            assertThat(border.running()
                            .chat(Running.DE_KEY, Running.chatBody("x"))
                            .status())
                    .as("another tenant")
                    .isEqualTo(200);
            border.held("fra1");
        }
    }

    @Test
    void an_anthropic_client_reads_a_rate_limit_error_and_what_is_left_in_its_own_headers() throws IOException {
        try (Border border = Border.start(topology -> topology.allowance("requests-per-minute: 1"))) {
            RawReply served = border.post("/v1/messages", border.messages());
            assertThat(served.header("anthropic-ratelimit-requests-limit")).isEqualTo("1");
            assertThat(served.header("anthropic-ratelimit-requests-remaining")).isEqualTo("0");
            assertThat(served.header("anthropic-ratelimit-requests-reset")).endsWith("Z");
            RawReply refused = border.post("/v1/messages", border.messages());
            assertThat(Refused.anthropic(refused, 429, "rate_limited")
                            .path("type")
                            .asText())
                    .isEqualTo("rate_limit_error");
        }
    }

    @Test
    void a_reply_says_what_is_left_of_the_tenants_allowance_and_nothing_of_the_upstreams() throws IOException {
        try (Border border =
                Border.start(topology -> topology.allowance("requests-per-minute: 6, tokens-per-minute: 200000"))) {
            border.fra().always(Fault.headers("x-ratelimit-remaining-project-tokens", "123"));
            for (RawReply reply : new RawReply[] {border.ask(), border.stream()}) {
                assertThat(reply.header("x-ratelimit-limit-requests")).isEqualTo("6");
                assertThat(Integer.parseInt(reply.header("x-ratelimit-remaining-requests")))
                        .isBetween(3, 5); // one comes back each ten seconds
                assertThat(reply.header("x-ratelimit-limit-tokens")).isEqualTo("200000");
                assertThat(Integer.parseInt(reply.header("x-ratelimit-remaining-tokens")))
                        .isLessThan(200_000);
                assertThat(reply.header("x-ratelimit-remaining-project-tokens")).isNull();
            }
        }
    }

    @Test
    void a_stream_is_settled_when_it_ends_with_what_it_used() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(topology -> topology.allowance("tokens-per-minute: 6000"));
                RawClient first = border.running().raw()) {
            String large = border.chat("\"stream\":true", "\"max_tokens\":6000");
            border.fra().next(Fault.gated(gate));
            first.send(border.request("/v1/chat/completions", large));
            border.fra().await(SOON);
            RawReply second = border.post("/v1/chat/completions", large);
            assertThat(second.status()).isEqualTo(429);
            assertThat(Border.error(second).path("message").asText()).contains("6000 tokens per minute in 'eu'");

            gate.open();
            assertThat(first.reply().events().done()).isTrue();
            await().atMost(SOON)
                    .until(() -> border.post("/v1/chat/completions", border.chat("\"max_tokens\":4000"))
                                    .status()
                            == 200);
            assertThat(settled(border, "usage")).isGreaterThanOrEqualTo(1);
            border.held("fra1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -100000})
    void whoever_asks_for_a_longest_reply_that_is_none_reserves_a_usual_one(int none) throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(topology -> topology.allowance("tokens-per-minute: 900"));
                RawClient first = border.running().raw()) {
            String endless = border.chat("\"stream\":true", "\"max_tokens\":" + none);
            border.fra().next(Fault.gated(gate));
            first.send(border.request("/v1/chat/completions", endless));
            border.fra().await(SOON);
            assertThat(border.post("/v1/chat/completions", endless).status()).isEqualTo(429);
            gate.open();
            assertThat(first.reply().events().done()).isTrue();
        }
    }

    @Test
    void no_reservation_is_lost_however_its_request_ends() throws IOException {
        try (Border border = Border.start(topology ->
                topology.pool("[[fra]]").allowance("requests-per-minute: 1000000, tokens-per-minute: 9000000"))) {
            for (int i = 0; i < 6; i++) {
                assertThat(border.stream().status())
                        .isEqualTo(200); // more than fail, so that the endpoint does not rest
            }
            assertThat(border.ask().status()).isEqualTo(200);
            for (Fault fault : new Fault[] {
                Fault.status(500), Fault.status(503), Fault.streamCut(2, Ending.CLOSE), Fault.status(400)
            }) {
                border.fra().next(fault);
                border.stream();
            }
            try (RawClient leaving = border.running().raw()) {
                border.fra().next(Fault.hang(new Gate()));
                leaving.send(border.request("/v1/chat/completions", border.chat()));
                await().atMost(SOON).until(() -> border.fra().openConnections() > 0);
                leaving.reset();
            }
            border.fra().awaitDisconnect(SOON);
            await().atMost(SOON)
                    .until(() -> settled(border, "usage") == 7
                            && settled(border, "nothing") == 1
                            && settled(border, "estimate") == 4);
            assertThat(border.running().gateway().underway().count()).isZero();
        }
    }

    @Test
    void moving_on_counts_once() throws IOException {
        try (Border border = Border.start(topology -> topology.allowance("requests-per-minute: 2"))) {
            border.fra().next(Fault.status(500));
            RawReply reply = border.ask();
            assertThat(reply.header("bailiwick-attempts")).isEqualTo("2");
            assertThat(border.ask().status()).isEqualTo(200);
            assertThat(border.ask().status()).isEqualTo(429);
            assertThat(settled(border, "usage")).isEqualTo(2);
        }
    }

    @Test
    void a_changed_allowance_holds_at_once_and_what_was_spent_stays_spent() throws IOException {
        try (Border border = Border.start(topology -> topology.allowance("requests-per-minute: 2"))) {
            border.ask();
            border.ask();
            border.reload(topology -> topology.allowance("requests-per-minute: 3"));
            assertThat(border.ask().status()).isEqualTo(429);
            border.reload(topology -> topology);
            assertThat(border.ask().status()).isEqualTo(200);
        }
    }

    private static RawReply untilRefused(Border border) throws IOException {
        for (int i = 0; i < 200; i++) {
            RawReply reply = border.ask();
            if (reply.status() != 200) {
                return reply;
            }
        }
        throw new AssertionError("never refused");
    }

    private static double settled(Border border, String by) {
        String series = "bailiwick_allowance_settled_total{by=\"" + by + "\",jurisdiction=\"eu\"} ";
        return border.running()
                .metrics()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow();
    }
}
