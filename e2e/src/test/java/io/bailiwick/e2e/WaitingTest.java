package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.simulator.Received;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool that takes nobody now, and requests that may wait: in order, inside the jurisdiction, and never lost. */
class WaitingTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LONG = "exhausted: { wait: 60s }";
    private static final String PATIENT =
            "timeouts: { connect: 5s, first-event: 60s, between-events: 60s, request: 120s }";

    private final Gate gate = new Gate();
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void open() throws IOException {
        gate.open();
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void a_place_that_gets_free_serves_those_who_wait_in_the_order_of_their_coming() throws IOException {
        try (Border border = full(topology -> topology.pool("[[fra]]"))) {
            List<RawClient> waiting = new ArrayList<>();
            for (int i = 1; i <= 4; i++) {
                waiting.add(send(border, border.chat("\"n\":" + i, "\"stream\":" + (i % 2 == 0))));
                awaitWaiting(border, i);
            }
            gate.open();
            for (RawClient client : waiting) {
                RawReply reply = client.reply();
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("bailiwick-attempts")).isEqualTo("1");
            }
            assertThat(order(border)).containsExactly("0", "1", "2", "3", "4");
            awaitWaiting(border, 0);
            assertThat(waits(border, "served")).isEqualTo(4);
            border.held("fra1");
        }
    }

    @Test
    void whoever_comes_while_others_wait_goes_to_the_end_of_the_line() throws IOException {
        try (Border border = full(topology -> topology.pool("[[fra]]"))) {
            RawClient leaver = send(border, border.chat("\"n\":1"));
            awaitWaiting(border, 1);
            RawClient second = send(border, border.chat("\"n\":2"));
            awaitWaiting(border, 2);
            leaver.reset();
            awaitWaiting(border, 1);
            assertThat(waits(border, "left")).isEqualTo(1);
            RawClient third = send(border, border.chat("\"n\":3"));
            awaitWaiting(border, 2);
            gate.open();
            assertThat(second.reply().status()).isEqualTo(200);
            assertThat(third.reply().status()).isEqualTo(200);
            assertThat(order(border)).as("nothing of who left").containsExactly("0", "2", "3");
            border.held("fra1");
        }
    }

    @Test
    void whoever_waits_in_vain_is_told_so_and_was_sent_nowhere() throws IOException {
        try (Border border = full(
                topology -> topology.pool("[[fra], [par]]").endpoint("par", "concurrency: 1"),
                "exhausted: { wait: 300ms }")) {
            border.par().always(Fault.gated(gate));
            send(border, border.chat());
            border.par().await(SOON);
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.code(reply)).isEqualTo("residency_pool_exhausted");
            assertThat(Border.candidates(reply)).containsExactlyInAnyOrder("fra=saturated", "par=saturated");
            assertThat(Border.error(reply).path("message").asText()).contains("ms that it waited");
            assertThat(reply.header("retry-after")).isNotNull();
            assertThat(border.logLine(reply).path("waited_ms").asDouble()).isBetween(300.0, 9_000.0);
            assertThat(waits(border, "expired")).isEqualTo(1);
            border.held("fra1", "par1");
            gate.open(); // or closing would wait for it
        }
    }

    @Test
    void an_endpoint_that_rests_serves_whoever_waits_when_its_rest_is_over() throws IOException {
        try (Border border = Border.start(
                topology -> topology.pool("[[fra]]").timeouts(PATIENT).chatOption(LONG))) {
            border.fra().next(Fault.status(429, "retry-after", "1"));
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("bailiwick-attempts")).isEqualTo("2");
            border.held("fra1");
        }
    }

    @Test
    void an_endpoint_that_failed_this_request_and_does_not_rest_is_tried_again_after_a_pause() throws IOException {
        try (Border border = Border.start(
                topology -> topology.pool("[[fra]]").timeouts(PATIENT).chatOption(LONG))) {
            border.fra().next(Fault.status(500), Fault.status(500));
            RawReply reply = border.stream();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("bailiwick-attempts")).isEqualTo("3");
            border.fra().next(Fault.status(500), Fault.status(500), Fault.status(500));
            RawReply spent = border.ask();
            assertThat(spent.status())
                    .as("no more than its three attempts, however long it may wait")
                    .isEqualTo(503);
            assertThat(spent.header("bailiwick-attempts")).isEqualTo("3");
            border.held("fra1");
        }
    }

    @Test
    void no_more_wait_than_may() throws IOException {
        try (Border border = full(topology -> topology.pool("[[fra]]").gateway("limits: { waiting: 1 }"))) {
            send(border, border.chat());
            awaitWaiting(border, 1);
            RawReply refused = border.ask();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Border.code(refused)).isEqualTo("residency_pool_exhausted");
            assertThat(Border.error(refused).path("message").asText()).contains("as many requests wait as may");
            assertThat(waits(border, "turned_away")).isEqualTo(1);
            gate.open(); // or closing would wait for it
        }
    }

    @Test
    void a_policy_that_withdraws_the_pool_ends_the_waiting_at_once() throws IOException {
        try (Border border =
                full(topology -> topology.pool("[[par]]").endpoint("par", "concurrency: 1"), LONG, "par")) {
            RawClient waiting = send(border, border.chat("\"n\":1"));
            RawClient behind = send(border, border.chat("\"n\":2"));
            awaitWaiting(border, 2);
            border.reload(topology -> topology.pool("[[fra]]").euBoundary("[DE]"));
            for (RawClient client : List.of(waiting, behind)) {
                RawReply reply = client.reply();
                assertThat(reply.status()).isEqualTo(503);
                assertThat(Border.candidates(reply)).containsExactly("par=outside");
                assertThat(reply.header("bailiwick-region")).isEqualTo("none");
            }
            assertThat(border.fra().received())
                    .as("it keeps the pool that it began with")
                    .isEmpty();
            assertThat(waits(border, "withdrawn")).isEqualTo(2);
            gate.open(); // or closing would wait for it
        }
    }

    @Test
    void a_lifted_quarantine_serves_whoever_waits() throws IOException {
        try (Border border = full(topology -> topology.pool("[[fra], [par]]").endpoint("par", "concurrency: 1"))) {
            border.quarantine("par");
            RawClient waiting = send(border, border.chat("\"n\":1"));
            awaitWaiting(border, 1);
            assertThat(border.running()
                            .admin("DELETE", "/v1/endpoints/par/quarantine")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(waiting.reply().header("bailiwick-endpoint"))
                    .as("its quarantine is lifted")
                    .isEqualTo("par");
            border.held("fra1", "par1");
            gate.open(); // or closing would wait for it
        }
    }

    @Test
    void where_all_that_is_left_is_quarantined_nobody_waits() throws IOException {
        try (Border border = Border.start(topology -> topology.pool("[[par]]").chatOption(LONG))) {
            border.quarantine("par");
            RawReply reply = border.ask();
            assertThat(Border.candidates(reply)).containsExactly("par=quarantined");
            assertThat(reply.header("x-should-retry")).isEqualTo("false");
            border.heldWithin();
        }
    }

    @Test
    void what_waiting_cannot_change_is_refused_at_once() throws IOException {
        try (Border border = full(topology -> topology.pool("[[fra]]").chatOption("state: fra"))) {
            RawReply feature = border.post(
                    "/v1/chat/completions",
                    border.chat()
                            .replace(
                                    "\"content\":\"" + border.canaries().prompt() + "\"",
                                    "\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x.example/a\"}}]"));
            assertThat(Border.code(feature)).isEqualTo("residency_feature_refused");
            RawReply widened = border.post("/v1/chat/completions", border.chat(), "bailiwick-jurisdiction", "us");
            assertThat(widened.status()).isEqualTo(403);
            assertThat(waits(border, "served")).isZero();
            gate.open(); // or closing would wait for it
        }
    }

    @Test
    void a_stateful_request_of_which_a_byte_left_is_not_sent_again_after_waiting() throws IOException {
        try (Border border = Border.start(topology -> topology.pool("[[fra]]")
                .timeouts(PATIENT)
                .chatOption("state: fra")
                .chatOption(LONG))) {
            border.fra().next(Fault.resetBeforeHead());
            RawReply reply = border.post("/v1/responses", border.responses("\"store\":true"));
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("bailiwick-attempts")).isEqualTo("1");
            assertThat(border.fra().received()).hasSize(1);
        }
    }

    @Test
    void the_requests_own_deadline_ends_the_waiting() throws IOException {
        try (Border border = full(topology -> topology.pool("[[fra]]"), LONG, "fra")) {
            border.reload(topology -> topology.pool("[[fra]]")
                    .endpoint("fra", "concurrency: 1")
                    .timeouts("timeouts: { request: 400ms }")
                    .chatOption(LONG));
            RawReply late = border.ask();
            assertThat(late.status()).isEqualTo(504);
            assertThat(Border.code(late)).isEqualTo("deadline_exceeded");
            assertThat(Border.candidates(late)).containsExactly("fra=saturated");
            assertThat(late.header("bailiwick-attempts")).isEqualTo("0");
            gate.open(); // or closing would wait for it
        }
    }

    @Test
    void an_operator_who_cuts_a_jurisdiction_ends_what_waits_and_what_was_sent_and_says_so() throws IOException {
        try (Border border = full(topology -> topology.pool("[[fra]]"))) {
            RawClient waiting = send(border, border.chat("\"n\":1"));
            awaitWaiting(border, 1);
            assertThat(border.running()
                            .admin("DELETE", "/v1/exchanges?jurisdiction=eu")
                            .statusCode())
                    .isEqualTo(200);
            for (RawClient ended : List.of(clients.get(0), waiting)) {
                RawReply reply = ended.reply();
                assertThat(reply.status()).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("withdrawn");
                assertThat(reply.header("x-should-retry")).isEqualTo("false");
            }
            awaitWaiting(border, 0);
            assertThat(waits(border, "cut")).isEqualTo(1);
            assertThat(order(border)).containsExactly("0");
            gate.open(); // or closing would wait for it
        }
    }

    @Test
    void whoever_waits_when_the_gateway_shuts_down_is_told_so() throws IOException {
        try (Border border = full(topology -> topology.pool("[[fra]]").gateway("limits: { drain: 500ms }"))) {
            RawClient waiting = send(border, border.chat("\"n\":1"));
            awaitWaiting(border, 1);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(border.running()::close);
            RawReply reply = waiting.reply();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.code(reply)).isEqualTo("draining");
            closing.join();
            assertThat(border.running().gateway().underway().count()).isZero();
        }
    }

    @Test
    void a_route_that_says_nothing_of_waiting_fails_at_once() throws IOException {
        try (Border border = full(topology -> topology.pool("[[fra]]"), "exhausted: fail", "fra")) {
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.error(reply).path("message").asText()).doesNotContain("waited");
            gate.open(); // or closing would wait for it
        }
    }

    private Border full(UnaryOperator<Topology> shape) throws IOException {
        return full(shape, LONG);
    }

    private Border full(UnaryOperator<Topology> shape, String option) throws IOException {
        return full(shape, option, "fra");
    }

    /** Its {@code busy} endpoint takes one at a time, and has one until the gate opens. */
    private Border full(UnaryOperator<Topology> shape, String option, String busy) throws IOException {
        Border border = Border.start(
                topology -> shape.apply(busy.equals("fra") ? topology.endpoint("fra", "concurrency: 1") : topology)
                        .timeouts(PATIENT)
                        .chatOption(option));
        (busy.equals("fra") ? border.fra() : border.par()).next(Fault.gated(gate));
        send(border, border.chat("\"n\":0"));
        (busy.equals("fra") ? border.fra() : border.par()).await(SOON);
        return border;
    }

    private RawClient send(Border border, String body) throws IOException {
        RawClient client = border.running().raw().within(SOON);
        clients.add(client);
        return client.send(border.request("/v1/chat/completions", body));
    }

    private static void awaitWaiting(Border border, int many) {
        await("waiting: " + many)
                .atMost(SOON)
                .until(() -> value(border, "bailiwick_waiting{jurisdiction=\"eu\"} ") == many);
    }

    private static double waits(Border border, String outcome) {
        return value(border, "bailiwick_waits_total{jurisdiction=\"eu\",outcome=\"" + outcome + "\"} ");
    }

    private static double value(Border border, String series) {
        return border.running()
                .metrics()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElse(-1);
    }

    /** The numbers of the requests that came to Frankfurt, in the order of their coming. */
    private static List<String> order(Border border) {
        return border.fra().received().stream()
                .map(Received::body)
                .flatMap(body -> Pattern.compile("\"n\":(\\d)").matcher(body).results())
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
