package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Personality;
import io.bailiwick.testkit.ClosedPort;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import io.bailiwick.testkit.SilentPort;
import io.bailiwick.testkit.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a connection that cannot be made in the EU is ever made abroad. */
class BorderRow01ConnectTest {

    @TempDir
    private Path directory;

    @Test
    void a_refused_connection_is_made_good_inside_or_not_at_all() throws IOException {
        try (ClosedPort closed = ClosedPort.take()) {
            neverLeaves(topology -> topology.at("fra", closed.url()));
        }
    }

    @Test
    void a_connection_that_nobody_accepts_is_made_good_inside_or_not_at_all() throws IOException {
        try (SilentPort silent = SilentPort.take()) {
            neverLeaves(topology -> topology.at("fra", silent.url()));
        }
    }

    @Test
    void a_provider_that_is_down_is_made_good_inside_or_not_at_all() throws IOException {
        try (Border border = Border.withFrankfurtThenParis()) {
            border.fra().breakDown();
            assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("par");
            border.par().breakDown();
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.candidates(reply)).containsExactly("fra=failed:connect", "par=failed:connect");
            border.held("par1");
        }
    }

    @Test
    void a_peer_that_does_not_speak_tls_sees_nothing() throws IOException {
        TestCertificates ours = TestCertificates.in(directory, "ours");
        neverLeaves(personality -> personality, ours);
    }

    @Test
    void a_certificate_of_a_stranger_sees_nothing() throws IOException {
        TestCertificates ours = TestCertificates.in(directory, "ours");
        TestCertificates strange = TestCertificates.in(directory, "strange");
        neverLeaves(
                personality -> personality.withTls(strange.server("127.0.1.1").context()), ours);
    }

    @Test
    void a_certificate_for_another_name_sees_nothing() throws IOException {
        TestCertificates ours = TestCertificates.in(directory, "ours");
        neverLeaves(
                personality -> personality.withTls(
                        ours.server("127.0.1.3", "us.example.com").context()),
                ours);
    }

    @Test
    void a_certificate_that_has_ended_sees_nothing() throws IOException {
        TestCertificates ours = TestCertificates.in(directory, "ours");
        neverLeaves(
                personality ->
                        personality.withTls(ours.expiredServer("127.0.1.1").context()),
                ours);
    }

    @Test
    void a_peer_that_answers_the_handshake_with_an_alert_is_made_good_inside_or_not_at_all() throws IOException {
        TestCertificates ours = TestCertificates.in(directory, "ours");
        UnaryOperator<Personality> alert = personality ->
                personality.withTls(ours.server("127.0.1.1").context()).withClientCertificate(true);
        try (Border border = secured(alert, ours, "[[fra]]")) {
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.candidates(reply)).first().asString().isIn("fra=failed:connect", "fra=failed:reset");
            border.heldWithin("fra1");
        }
        try (Border border = secured(alert, ours, "[[fra], [par]]")) {
            assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("par");
            border.heldWithin("fra1", "par1");
        }
    }

    @Test
    void a_peer_with_the_right_certificate_serves() throws IOException {
        TestCertificates ours = TestCertificates.in(directory, "ours");
        try (Border border = secured(
                personality -> personality.withTls(ours.server("127.0.1.1").context()), ours, "[[fra]]")) {
            assertThat(border.ask().header("bailiwick-region")).isEqualTo("onprem:fra1");
            border.fra().next(Fault.resetBeforeHead());
            assertThat(border.ask().status()).isEqualTo(503);
            border.held("fra1");
        }
    }

    private static void neverLeaves(UnaryOperator<Topology> unreachable) throws IOException {
        try (Border border =
                Border.start(topology -> unreachable.apply(topology).pool("[[fra]]"))) {
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.code(reply)).isEqualTo("residency_pool_exhausted");
            assertThat(Border.candidates(reply)).containsExactly("fra=failed:connect");
            assertThat(reply.header("bailiwick-region")).isEqualTo("none");
            border.heldWithin();
        }
        try (Border border = Border.start(unreachable)) {
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("par");
            border.held("par1");
        }
    }

    private static void neverLeaves(UnaryOperator<Personality> frankfurt, TestCertificates trusted) throws IOException {
        try (Border border = secured(frankfurt, trusted, "[[fra]]")) {
            RawReply reply = border.ask();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(Border.candidates(reply)).containsExactly("fra=failed:connect");
            border.heldWithin();
        }
        try (Border border = secured(frankfurt, trusted, "[[fra], [par]]")) {
            assertThat(border.ask().header("bailiwick-endpoint")).isEqualTo("par");
            border.held("par1");
        }
    }

    private static Border secured(UnaryOperator<Personality> frankfurt, TestCertificates trusted, String pool)
            throws IOException {
        RegionSinks sinks = RegionSinks.start(
                Topology.SINKS,
                personality -> personality.name().equals("fra1") ? frankfurt.apply(personality) : personality);
        URI url = URI.create(sinks.url("fra1").toString().replace("http:", "https:"));
        return Border.over(
                sinks,
                topology ->
                        topology.pool(pool).at("fra", url).endpoint("fra", "tls: { ca: \"" + trusted.caFile() + "\" }"),
                null);
    }
}
