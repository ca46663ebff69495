package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is an endpoint that cannot prove its name never told anything? */
final class UpstreamTlsTest {

    private static final String POLICY = """
        endpoints:
          secured: { provider: openai-compatible, url: "%s", reach: ["onprem:fra1"], models: { chat: sim-large }%s }
        routes:
          chat:
            eu: [[secured]]
            options: { timeouts: { connect: 2s, first-event: 700ms, between-events: 700ms, request: 4s } }
        """;

    @TempDir
    private Path directory;

    private TestCertificates certificates;

    @BeforeEach
    void authority() {
        certificates = TestCertificates.in(directory, "authority");
    }

    @Test
    void the_right_name_under_a_known_authority_serves() throws IOException {
        try (SimulatedProvider provider = secured(certificates.server("127.0.0.1"));
                Running gateway = gateway(provider, tls(certificates, null))) {
            RawReply reply = ask(gateway);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("secured");
            assertThat(provider.received()).singleElement().matches(request -> request.contains("Hello"));
        }
    }

    @Test
    void a_name_of_the_operators_own_is_asked_for_and_verified() throws IOException {
        try (SimulatedProvider provider = secured(certificates.server("llm.internal"));
                Running gateway = gateway(provider, tls(certificates, "llm.internal"))) {
            assertThat(ask(gateway).status()).isEqualTo(200);
            assertThat(provider.received())
                    .singleElement()
                    .satisfies(request -> assertThat(request.serverName()).isEqualTo("llm.internal"));
        }
    }

    @Test
    void another_name_is_told_nothing() throws IOException {
        try (SimulatedProvider provider = secured(certificates.server("elsewhere.example"));
                Running gateway = gateway(provider, tls(certificates, null))) {
            assertToldNothing(gateway, provider);
        }
    }

    @Test
    void another_name_than_the_operators_own_is_told_nothing() throws IOException {
        try (SimulatedProvider provider = secured(certificates.server("127.0.0.1"));
                Running gateway = gateway(provider, tls(certificates, "llm.internal"))) {
            assertToldNothing(gateway, provider);
        }
    }

    @Test
    void an_unknown_authority_is_told_nothing() throws IOException {
        TestCertificates stranger = TestCertificates.in(directory, "stranger");
        try (SimulatedProvider provider = secured(stranger.server("127.0.0.1"));
                Running gateway = gateway(provider, tls(certificates, null))) {
            assertToldNothing(gateway, provider);
        }
    }

    @Test
    void a_private_authority_that_the_policy_does_not_name_is_told_nothing() throws IOException {
        try (SimulatedProvider provider = secured(certificates.server("127.0.0.1"));
                Running gateway = gateway(provider, "")) {
            assertToldNothing(gateway, provider);
        }
    }

    @Test
    void an_expired_certificate_is_told_nothing() throws IOException {
        try (SimulatedProvider provider = secured(certificates.expiredServer("127.0.0.1"));
                Running gateway = gateway(provider, tls(certificates, null))) {
            assertToldNothing(gateway, provider);
        }
    }

    @Test
    void a_server_that_speaks_no_tls_is_told_nothing() throws IOException {
        try (SimulatedProvider provider = SimulatedProvider.start(Personality.named("plain"));
                Running gateway = Running.start(Running.REGIONS
                        + Running.TENANTS
                        + POLICY.formatted(
                                provider.url().toString().replace("http:", "https:"), tls(certificates, null)))) {
            assertRefused(ask(gateway));
            assertThat(provider.received()).noneMatch(request -> request.contains("Hello"));
        }
    }

    private static void assertToldNothing(Running gateway, SimulatedProvider provider) throws IOException {
        assertRefused(ask(gateway));
        assertThat(provider.connectionsOpened()).isPositive();
        assertThat(provider.received()).isEmpty();
    }

    private static void assertRefused(RawReply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(503);
        assertThat(reply.header("bailiwick-region")).isEqualTo("none");
        assertThat(Running.json(reply).at("/error/code").asText()).isEqualTo("residency_pool_exhausted");
        assertThat(Running.json(reply).at("/error/bailiwick/candidates").findValuesAsText("reason"))
                .containsExactly("failed:connect");
    }

    private static RawReply ask(Running gateway) throws IOException {
        return gateway.chat(Running.EU_KEY, Running.chatBody("Hello"));
    }

    private static SimulatedProvider secured(TestCertificates.Issued certificate) throws IOException {
        return SimulatedProvider.start(Personality.named("secured").withTls(certificate.context()));
    }

    private static Running gateway(SimulatedProvider provider, String tls) throws IOException {
        return Running.start(Running.REGIONS + Running.TENANTS + POLICY.formatted(provider.url(), tls));
    }

    private static String tls(TestCertificates trusted, String name) {
        return ", tls: { ca: \"" + trusted.caFile() + "\"" + (name == null ? "" : ", name: " + name) + " }";
    }
}
