package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whether a request that lives through a reload can slip between two policies. */
class BorderRow09ReloadTest {

    private static final Duration SOON = Duration.ofSeconds(3);
    private static final UnaryOperator<Topology> FRANKFURT = topology -> topology.pool("[[fra]]");
    private static final UnaryOperator<Topology> PARIS = topology -> topology.pool("[[par]]");
    private static final UnaryOperator<Topology> BOTH = topology -> topology.pool("[[fra], [par]]");

    @Test
    void a_reload_between_head_and_body_takes_an_endpoint_away_at_once() throws IOException {
        try (Border border = Border.start(BOTH);
                RawClient client = begun(border)) {
            border.reload(PARIS);
            RawReply reply = client.send(border.chat()).reply();
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            border.held("par1");
        }
    }

    @Test
    void a_reload_between_head_and_body_gives_no_endpoint_that_the_request_did_not_begin_with() throws IOException {
        try (Border border = Border.start(FRANKFURT);
                RawClient client = begun(border)) {
            border.reload(PARIS);
            RawReply reply = client.send(border.chat()).reply();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.candidates(reply)).containsExactly("fra=outside");
            border.heldWithin();
        }
    }

    @Test
    void a_reload_that_moves_the_boundary_stops_the_next_attempt() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(BOTH);
                RawClient client = border.running().raw()) {
            border.fra().next(Fault.gated(gate).and(Fault.status(500)));
            client.send(border.request("/v1/chat/completions", border.chat()));
            border.fra().await(SOON);
            border.reload(topology -> topology.pool("[[fra]]").euBoundary("[DE]"));
            gate.open();
            RawReply reply = client.reply();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.candidates(reply)).containsExactly("fra=failed:500", "par=outside");
            border.held("fra1");
        }
    }

    /** What a server fetches for a text alone is asked of the newer policy, too. */
    @Test
    void a_reload_that_forbids_remote_urls_stops_the_next_attempt_at_a_server_that_fetches_for_a_text()
            throws IOException {
        Gate gate = new Gate();
        String tgi =
                "provider: tgi, url: \"<par1>\", reach: [\"onprem:par1\"], models: { chat: sim-large, claude: sim-large }";
        UnaryOperator<Topology> pool = topology -> topology.pool("[[fra], [tgi]]");
        try (Border border =
                        Border.start(topology -> pool.apply(topology).adding("tgi", tgi + ", features: [remote_url]"));
                RawClient client = border.running().raw()) {
            border.fra().next(Fault.gated(gate).and(Fault.status(500)));
            client.send(border.request(
                    "/v1/chat/completions",
                    border.chat()
                            .replace(
                                    border.canaries().prompt(),
                                    border.canaries().prompt() + " ![](https://x/a)")));
            border.fra().await(SOON);
            border.reload(topology -> pool.apply(topology).adding("tgi", tgi));
            gate.open();
            RawReply reply = client.reply();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.candidates(reply)).containsExactly("fra=failed:500", "tgi=feature:remote_url");
            border.held("fra1");
        }
    }

    @Test
    void a_reload_that_moves_an_endpoint_takes_nobody_along() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(BOTH);
                RawClient client = border.running().raw()) {
            border.fra().next(Fault.gated(gate).and(Fault.status(500)));
            client.send(border.request("/v1/chat/completions", border.chat()));
            border.fra().await(SOON);
            border.reload(topology -> topology.pool("[[fra], [par]]").at("par", URI.create("http://127.0.0.1:9/v1")));
            gate.open();
            RawReply reply = client.reply();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.candidates(reply)).containsExactly("fra=failed:500", "par=outside");
            border.held("fra1");
        }
    }

    @Test
    void a_reload_that_adds_an_endpoint_gives_it_only_to_those_who_come_later() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(FRANKFURT);
                RawClient client = border.running().raw()) {
            border.fra().next(Fault.gated(gate).and(Fault.status(500)), Fault.status(500));
            client.send(border.request("/v1/chat/completions", border.chat()));
            border.fra().await(SOON);
            border.reload(BOTH);
            gate.open();
            assertThat(Border.candidates(client.reply())).containsExactly("fra=failed:500");
            assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("par");
            border.held("fra1", "par1");
        }
    }

    @Test
    void a_stream_ends_under_the_policy_that_it_began_with() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(FRANKFURT);
                RawClient client = border.running().raw()) {
            String digest = digest(border);
            border.fra().next(Fault.streamStall(2, gate));
            client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
            client.readTo("\r\n\r\n");
            border.reload(PARIS);
            assertThat(digest(border)).isNotEqualTo(digest);
            gate.open();
            assertThat(client.readTo("0\r\n\r\n")).contains("[DONE]");
            RawReply next = border.ask();
            assertThat(next.header("bailiwick-endpoint")).isEqualTo("par");
            assertThat(border.logLine(next).path("bailiwick.policy.version").asText())
                    .isEqualTo(digest(border));
            assertThat(border.running().log()).contains(digest);
            border.held("fra1", "par1");
        }
    }

    @Test
    void a_kept_connection_does_not_outlive_the_endpoints_move() throws IOException {
        try (Border border = Border.start(FRANKFURT)) {
            assertThat(border.ask().status()).isEqualTo(200);
            border.reload(topology -> topology.pool("[[fra]]")
                    .at("par", URI.create("http://127.0.0.1:9/v1"))
                    .at("fra", border.url("par1")));
            assertThat(border.ask().status()).isEqualTo(200);
            assertThat(border.fra().received()).hasSize(1);
            assertThat(border.par().received()).hasSize(1);
            border.held("fra1", "par1");
        }
    }

    @Test
    void of_a_tenant_who_moves_abroad_nothing_more_is_sent_at_home() throws IOException {
        Gate gate = new Gate();
        try (Border border = Border.start(BOTH);
                RawClient client = border.running().raw()) {
            border.fra().next(Fault.gated(gate).and(Fault.status(500)));
            client.send(border.request("/v1/chat/completions", border.chat()));
            border.fra().await(SOON);
            border.running()
                    .reload(border.policy(BOTH)
                            .replace("acme-gmbh: { jurisdiction: eu", "acme-gmbh: { jurisdiction: us"));
            gate.open();
            assertThat(Border.candidates(client.reply())).containsExactly("fra=failed:500", "par=outside");
            RawReply next = border.ask();
            assertThat(Border.code(next)).isEqualTo("residency_gateway_outside");
            border.held("fra1");
        }
    }

    /** A client whose head was accepted, and whose body is still to come. */
    private static RawClient begun(Border border) throws IOException {
        String request = border.request("/v1/chat/completions", border.chat(), "expect", "100-continue");
        RawClient client = border.running().raw();
        client.send(request.substring(0, request.indexOf("\r\n\r\n") + 4));
        assertThat(client.readTo("\r\n\r\n")).startsWith("HTTP/1.1 100");
        return client;
    }

    private static String digest(Border border) {
        return border.running().gateway().inForce().digest();
    }
}
