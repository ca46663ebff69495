package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Ending;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.BodyEnd;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether an attempt that fails in the EU is ever made good abroad. */
class BorderRow01RetryTest {

    private static final String[] STATUSES = {"401", "403", "408", "429", "500", "502", "503", "504", "529"};

    /** Faults before the client has a byte, and the reason that the refusal names. */
    private static Map<Fault, String> beforeTheHead() {
        Map<Fault, String> faults = new LinkedHashMap<>();
        faults.put(Fault.resetBeforeHead(), "failed:reset");
        faults.put(Fault.closeBeforeHead(), "failed:reset");
        faults.put(Fault.resetMidHead(), "failed:reset");
        faults.put(Fault.garbageHead(), "failed:malformed");
        faults.put(Fault.contentType("text/html"), "failed:malformed");
        faults.put(Fault.gzipped(), "failed:malformed");
        return faults;
    }

    private static Map<Fault, String> statuses() {
        Map<Fault, String> faults = new LinkedHashMap<>();
        for (String status : STATUSES) {
            faults.put(Fault.status(Integer.parseInt(status)), "failed:" + status);
        }
        faults.put(Fault.status(503, "retry-after", "1"), "failed:503");
        return faults;
    }

    private static Map<Fault, String> ofStreams() {
        Map<Fault, String> faults = new LinkedHashMap<>();
        faults.put(Fault.streamCut(0, Ending.RESET), "failed:reset");
        faults.put(Fault.streamCut(0, Ending.CLOSE), "failed:reset");
        faults.put(Fault.streamErrorEvent(0, "overloaded"), "failed:error_event");
        return faults;
    }

    @Test
    void a_wire_that_fails_before_the_head_ends_in_a_refusal_that_names_the_reason() throws IOException {
        refusesWithOneEndpoint(beforeTheHead(), false);
        refusesWithOneEndpoint(beforeTheHead(), true);
    }

    @Test
    void a_wire_that_fails_before_the_head_is_made_good_by_the_second_endpoint_inside() throws IOException {
        movesOnWithTwoEndpoints(beforeTheHead(), false);
        movesOnWithTwoEndpoints(beforeTheHead(), true);
    }

    @Test
    void a_failing_status_ends_in_a_refusal_that_names_it() throws IOException {
        refusesWithOneEndpoint(statuses(), false);
    }

    @Test
    void a_failing_status_of_a_stream_ends_in_a_refusal_that_names_it() throws IOException {
        refusesWithOneEndpoint(statuses(), true);
    }

    @Test
    void a_failing_status_is_made_good_by_the_second_endpoint_inside() throws IOException {
        movesOnWithTwoEndpoints(statuses(), false);
    }

    @Test
    void a_failing_status_of_a_stream_is_made_good_by_the_second_endpoint_inside() throws IOException {
        movesOnWithTwoEndpoints(statuses(), true);
    }

    @Test
    void a_stream_that_fails_before_its_first_event_ends_in_a_refusal_that_names_the_reason() throws IOException {
        refusesWithOneEndpoint(ofStreams(), true);
    }

    @Test
    void a_stream_that_fails_before_its_first_event_is_made_good_by_the_second_endpoint_inside() throws IOException {
        movesOnWithTwoEndpoints(ofStreams(), true);
    }

    private static void refusesWithOneEndpoint(Map<Fault, String> faults, boolean stream) throws IOException {
        for (Map.Entry<Fault, String> fault : faults.entrySet()) {
            try (Border border = Border.withFrankfurt()) {
                border.fra().next(fault.getKey());
                RawReply reply = stream ? border.stream() : border.ask();
                assertThat(reply.status()).as("%s", fault).isEqualTo(503);
                assertThat(Border.code(reply)).isEqualTo("residency_pool_exhausted");
                assertThat(Border.candidates(reply)).as("%s", fault).containsExactly("fra=" + fault.getValue());
                assertThat(reply.header("x-should-retry")).isEqualTo("true");
                assertThat(reply.header("retry-after")).isNotNull();
                assertThat(reply.header("bailiwick-jurisdiction")).isEqualTo("eu");
                assertThat(border.fra().received()).as("%s", fault).hasSize(1);
                assertThat(border.logLine(reply).path("bailiwick.outcome").asText())
                        .isEqualTo("denied");
                border.held("fra1");
            }
        }
    }

    private static void movesOnWithTwoEndpoints(Map<Fault, String> faults, boolean stream) throws IOException {
        for (Map.Entry<Fault, String> fault : faults.entrySet()) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(fault.getKey());
                RawReply reply = stream ? border.stream() : border.ask();
                assertThat(reply.status()).as("%s: %s", fault, reply.body()).isEqualTo(200);
                assertThat(reply.end().clean()).isTrue();
                assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:par1");
                assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
                assertThat(reply.header("bailiwick-attempts")).isEqualTo("2");
                assertThat(border.fra().received()).as("%s", fault).hasSize(1);
                assertThat(border.par().received()).as("%s", fault).hasSize(1);
                border.held("fra1", "par1");
            }
        }
    }

    @Test
    void a_stream_without_a_first_event_in_time_moves_on_inside() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(Fault.hang(new Gate()));
            RawReply reply = border.stream();
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            border.fra().awaitDisconnect(Duration.ofSeconds(2));
            border.held("fra1", "par1");
        }
    }

    @Test
    void a_stream_whose_only_endpoint_hangs_is_refused_as_timed_out() throws IOException {
        try (Border border = Border.withFrankfurt()) {
            border.fra().next(Fault.hang(new Gate()));
            RawReply reply = border.stream();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.candidates(reply)).containsExactly("fra=failed:timeout");
            border.held("fra1");
        }
    }

    @Test
    void a_slow_head_of_a_stream_counts_as_a_missing_first_event() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(Fault.slowHead(Duration.ofMillis(50)));
            RawReply reply = border.stream();
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            border.held("fra1", "par1");
        }
    }

    @Test
    void a_unary_reply_that_hangs_runs_into_the_deadline_and_goes_nowhere_else() throws IOException {
        try (Border border = Border.start(topology -> topology.timeouts(
                "timeouts: { connect: 300ms, first-event: 700ms, between-events: 700ms, request: 1s }"))) {
            border.fra().next(Fault.hang(new Gate()));
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(504);
            assertThat(Border.code(reply)).isEqualTo("deadline_exceeded");
            assertThat(reply.header("x-should-retry")).isEqualTo("false");
            assertThat(border.par().received()).isEmpty();
            assertThat(border.logLine(reply).path("bailiwick.outcome").asText()).isEqualTo("timeout");
            border.fra().awaitDisconnect(Duration.ofSeconds(2));
            border.held("fra1");
        }
    }

    @Test
    void a_unary_reply_cut_before_its_model_is_known_moves_on_inside() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(Fault.resetMidBody(5));
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            border.held("fra1", "par1");
        }
    }

    @Test
    void a_unary_reply_cut_after_the_client_has_its_head_never_ends_cleanly_and_is_never_asked_again()
            throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().next(Fault.wrongLength(40));
            RawReply reply = border.ask();
            if (reply.status() == 200 && "fra".equals(reply.header("bailiwick-endpoint"))) {
                assertThat(reply.end()).isIn(BodyEnd.CUT_BY_CLOSE, BodyEnd.CUT_BY_RESET);
                assertThat(border.par().received()).isEmpty();
                border.held("fra1");
            } else {
                assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
                assertThat(reply.end().clean()).isTrue();
                border.held("fra1", "par1");
            }
        }
    }

    @Test
    void a_held_reply_that_is_cut_moves_on_inside() throws IOException {
        for (Fault cut : new Fault[] {Fault.wrongLength(20), Fault.resetMidBody(60), Fault.truncatedChunk()}) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(cut);
                RawReply reply = border.post("/v1/messages", border.messages(), "anthropic-version", "2023-06-01");
                assertThat(reply.status()).as("%s", cut).isEqualTo(200);
                assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par-claude");
                border.held("fra1", "par1");
            }
        }
    }

    @Test
    void after_the_first_event_nothing_is_sent_twice() throws IOException {
        for (Ending ending : new Ending[] {Ending.RESET, Ending.CLOSE, Ending.LAST_CHUNK}) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(Fault.streamCut(2, ending));
                RawReply reply = border.stream();
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:fra1");
                assertThat(reply.end().clean()).as("%s", ending).isFalse();
                assertThat(reply.events().done()).isFalse();
                assertThat(border.fra().received()).hasSize(1);
                assertThat(border.par().received()).isEmpty();
                border.held("fra1");
            }
        }
    }

    @Test
    void what_is_the_clients_own_fault_is_relayed_and_asked_once() throws IOException {
        for (int status : new int[] {400, 402, 404, 409, 413, 422}) {
            try (Border border = Border.withFrankfurtThenParis()) {
                border.fra().next(Fault.statusWithBody(status, "{\"error\":{\"message\":\"yours\"}}"));
                RawReply reply = border.ask();
                assertThat(reply.status()).isEqualTo(status);
                assertThat(reply.body()).isEqualTo("{\"error\":{\"message\":\"yours\"}}");
                assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:fra1");
                assertThat(border.par().received()).isEmpty();
                border.held("fra1");
            }
        }
    }

    @Test
    void an_upstream_that_refuses_our_credential_never_shows_as_the_clients_and_rests() throws IOException {
        for (int status : new int[] {401, 403}) {
            try (Border border = Border.withFrankfurt()) {
                border.fra().next(Fault.status(status));
                assertThat(border.ask().status()).isEqualTo(503);
                RawReply second = border.ask();
                assertThat(Border.candidates(second)).containsExactly("fra=resting");
                assertThat(border.fra().received()).hasSize(1);
                border.held("fra1");
            }
        }
    }

    @Test
    void no_request_is_attempted_more_than_three_times() throws IOException {
        try (Border border = Border.start(
                topology -> topology.addingRoute(
                                "many: { eu: [[m1], [m2], [m3], [m4]], options: { " + Topology.TIMEOUTS + " } }")
                        .adding(
                                "m1",
                                "provider: openai-compatible, url: \"<fra1>\", reach: [\"onprem:fra1\"], models: { many: m1 }")
                        .adding(
                                "m2",
                                "provider: openai-compatible, url: \"<par1>\", reach: [\"onprem:par1\"], models: { many: m2 }")
                        .adding(
                                "m3",
                                "provider: openai-compatible, url: \"<fra1>\", reach: [\"onprem:fra1\"], models: { many: m3 }")
                        .adding(
                                "m4",
                                "provider: openai-compatible, url: \"<par1>\", reach: [\"onprem:par1\"], models: { many: m4 }"))) {
            border.fra().always(Fault.status(500));
            border.par().always(Fault.status(500));
            RawReply reply = border.post("/v1/chat/completions", border.chat().replace("\"chat\"", "\"many\""));
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("bailiwick-attempts")).isEqualTo("3");
            assertThat(Border.candidates(reply)).hasSize(4).contains("m1=failed:500", "m2=failed:500", "m3=failed:500");
            assertThat(border.fra().received()).hasSize(2);
            assertThat(border.par().received()).hasSize(1);
            border.held("fra1", "par1");
        }
    }
}
