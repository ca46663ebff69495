package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Country;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Region;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a body leaves for a place that may no longer have it, because the attempt had begun to connect before. */
class WithdrawnTest {

    private static final String HOST = "llm.par.example.com";

    @Test
    void what_is_quarantined_while_it_is_connected_to_gets_no_body() throws Exception {
        RawReply reply = meanwhile(topology -> topology.pool("[[par]]"), border -> border.quarantine("par"));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(Border.code(reply)).isEqualTo("residency_pool_exhausted");
        assertThat(Border.candidates(reply)).containsExactly("par=quarantined");
    }

    @Test
    void a_stream_is_withheld_from_what_is_quarantined_and_served_by_the_next() throws Exception {
        Gate gate = new Gate();
        GatedNames names = new GatedNames(HOST, InetAddress.getByName("127.0.1.2"), gate);
        try (Border border = begun(topology -> topology.pool("[[par], [fra]]"), names);
                RawClient client = border.running().raw()) {
            client.send(border.request("/v1/chat/completions", border.chat("\"stream\":true")));
            names.asked().get(3, TimeUnit.SECONDS);
            border.quarantine("par");
            gate.open();
            RawReply reply = client.reply();
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("fra");
            assertThat(reply.events().done()).isTrue();
            border.held("fra1");
        }
    }

    @Test
    void what_a_reload_puts_outside_while_it_is_connected_to_gets_no_body() throws Exception {
        RawReply reply = meanwhile(
                topology -> topology.pool("[[par]]"),
                border -> border.reload(topology -> topology.pool("[[fra]]").euBoundary("[DE]")));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(Border.candidates(reply)).containsExactly("par=outside");
        assertThat(reply.header("bailiwick-region")).isEqualTo("none");
    }

    /** Paris is in the pool of the EU as before, and the tenant's users are of Germany now, of another place, of one or the other, or nobody's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme-gmbh: { jurisdiction: de",
                "acme-gmbh: { jurisdiction: us",
                "acme-gmbh: { jurisdiction: [de, us]",
                "another-gmbh: { jurisdiction: eu"
            })
    void what_does_not_belong_there_by_a_reload_is_not_sent_there(String tenant) throws Exception {
        RawReply reply = meanwhile(topology -> topology.pool("[[par]]"), border -> hand(border, tenant));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(Border.candidates(reply)).containsExactly("par=outside");
    }

    @Test
    void what_belongs_to_a_wider_jurisdiction_by_a_reload_is_sent_where_it_was_begun() throws Exception {
        servedThoughMeanwhile(border -> hand(border, "acme-gmbh: { jurisdiction: free"));
    }

    /** A reload that says this of the EU's tenant, and nothing else. */
    private static void hand(Border border, String tenant) {
        border.running().reload(policy(border).replace("acme-gmbh: { jurisdiction: eu", tenant));
    }

    private static String policy(Border border) {
        return border.policy(topology -> topology.pool("[[par]]")
                .at("par", url(border.sinks().sink("par1").port()))
                .endpoint("par", "networks: [127.0.1.2/32]"));
    }

    /** Declared in Germany, and seen in France by a German's reply: held for Germans, and for nobody else in the Union. */
    @Test
    void whose_law_has_become_narrower_is_kept_from_what_that_law_holds() throws Exception {
        Gate gate = new Gate();
        GatedNames names = new GatedNames(HOST, InetAddress.getByName("127.0.1.1"), gate);
        RegionSinks sinks = RegionSinks.start(Topology.SINKS, UnaryOperator.identity());
        UnaryOperator<Topology> german = topology -> topology.pool("[[fra]]")
                .at("fra", url(sinks.sink("fra1").port()))
                .endpoint("fra", "networks: [127.0.1.1/32]");
        try (Border border = Border.over(sinks, german, names);
                RawClient client = border.running().raw()) {
            border.quarantine("fra", "de", Reach.of(new Region("onprem:par1", new Country("FR"))));
            client.send(border.request("/v1/chat/completions", border.chat()));
            names.asked().get(3, TimeUnit.SECONDS);
            border.running()
                    .reload(border.policy(german)
                            .replace("acme-gmbh: { jurisdiction: eu", "acme-gmbh: { jurisdiction: de"));
            gate.open();
            assertThat(Border.candidates(client.reply())).containsExactly("fra=quarantined");
            border.heldWithin();
            assertThat(border.fra().received()).isEmpty();
        }
    }

    @Test
    void what_a_reload_does_not_concern_is_sent_all_the_same() throws Exception {
        servedThoughMeanwhile(border -> border.reload(topology -> topology.pool("[[par], [fra]]")
                .at("par", url(border.sinks().sink("par1").port()))
                .endpoint("par", "networks: [127.0.1.2/32]")));
    }

    /** Of all that holds for a user the narrowest says where, and each says what has to be shown. */
    @Test
    void a_wider_law_that_demands_more_evidence_is_held_to_as_well() throws Exception {
        RawReply reply = meanwhile(
                topology -> topology.pool("[[par]]"),
                border -> border.running()
                        .reload(policy(border)
                                .replace("  free: {", "  strict: { boundary: anywhere, evidence: observed }\n  free: {")
                                .replace("acme-gmbh: { jurisdiction: eu", "acme-gmbh: { jurisdiction: strict")));
        assertThat(Border.candidates(reply)).containsExactly("par=evidence");
    }

    /** By Paris, where {@code change} comes while it is being connected to. */
    private static void servedThoughMeanwhile(Consumer<Border> change) throws Exception {
        Gate gate = new Gate();
        GatedNames names = new GatedNames(HOST, InetAddress.getByName("127.0.1.2"), gate);
        try (Border border = begun(topology -> topology.pool("[[par]]"), names);
                RawClient client = border.running().raw()) {
            client.send(border.request("/v1/chat/completions", border.chat()));
            names.asked().get(3, TimeUnit.SECONDS);
            change.accept(border);
            gate.open();
            assertThat(client.reply().header("bailiwick-endpoint")).isEqualTo("par");
            border.held("par1");
        }
    }

    @Test
    void what_a_reload_no_longer_lets_an_endpoint_do_is_not_asked_of_it() throws Exception {
        Gate gate = new Gate();
        GatedNames names = new GatedNames(HOST, InetAddress.getByName("127.0.1.2"), gate);
        UnaryOperator<Topology> fetching =
                topology -> topology.pool("[[par]]").endpoint("par", "features: [remote_url]");
        try (Border border = begun(fetching, names);
                RawClient client = border.running().raw()) {
            String image = "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://images.example.com/a.png\"}}]";
            String body = border.chat().replaceFirst("\"content\":\"[^\"]*\"", "\"content\":" + image);
            client.send(border.request("/v1/chat/completions", body));
            names.asked().get(3, TimeUnit.SECONDS);
            border.reload(topology -> topology.pool("[[par]]")
                    .at("par", url(border.sinks().sink("par1").port()))
                    .endpoint("par", "networks: [127.0.1.2/32]"));
            gate.open();
            RawReply reply = client.reply();
            assertThat(Border.candidates(reply)).containsExactly("par=feature:remote_url");
            assertThat(border.par().received()).isEmpty();
        }
    }

    /** What the client reads, where {@code change} comes while Paris is being connected to. */
    private static RawReply meanwhile(UnaryOperator<Topology> shape, Consumer<Border> change) throws Exception {
        Gate gate = new Gate();
        GatedNames names = new GatedNames(HOST, InetAddress.getByName("127.0.1.2"), gate);
        try (Border border = begun(shape, names);
                RawClient client = border.running().raw()) {
            client.send(border.request("/v1/chat/completions", border.chat()));
            names.asked().get(3, TimeUnit.SECONDS);
            change.accept(border);
            gate.open();
            RawReply reply = client.reply();
            border.heldWithin();
            assertThat(border.par().received()).isEmpty();
            return reply;
        }
    }

    private static Border begun(UnaryOperator<Topology> shape, GatedNames names) throws IOException {
        RegionSinks sinks = RegionSinks.start(Topology.SINKS, UnaryOperator.identity());
        return Border.over(
                sinks,
                topology -> shape.apply(topology)
                        .at("par", url(sinks.sink("par1").port()))
                        .endpoint("par", "networks: [127.0.1.2/32]"),
                names);
    }

    private static URI url(int port) {
        return URI.create("http://" + HOST + ":" + port + "/v1");
    }
}
