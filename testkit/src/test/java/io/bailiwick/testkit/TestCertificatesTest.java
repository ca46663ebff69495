package io.bailiwick.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCertificatesTest {
    private static final String ASK = RawClient.request("GET", "/v1/models", "");

    @TempDir
    private Path directory;

    private TestCertificates certificates;

    @BeforeEach
    void make() {
        certificates = TestCertificates.in(directory, "good");
    }

    @Test
    void pem_files_are_written_for_whoever_reads_files() {
        TestCertificates.Issued issued = certificates.server("localhost", "127.0.0.1");

        assertThat(certificates.caFile()).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(issued.chainFile()).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(issued.keyFile()).content().startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void a_provider_over_tls_serves_whoever_trusts_its_authority_and_sees_the_name_asked_for() throws IOException {
        try (SimulatedProvider provider = tls(certificates.server("eu.example"));
                RawClient client =
                        RawClient.connectTls("127.0.0.1", provider.port(), certificates.trusting(), "eu.example")) {
            assertThat(client.send(ASK).reply().status()).isEqualTo(200);
            assertThat(provider.url().getScheme()).isEqualTo("https");
            assertThat(provider.await(Duration.ofSeconds(5)).serverName()).isEqualTo("eu.example");
        }
    }

    @Test
    void another_name_another_authority_or_an_old_certificate_is_not_trusted() throws IOException {
        TestCertificates other = TestCertificates.in(directory, "other");
        try (SimulatedProvider provider = tls(certificates.server("eu.example"));
                SimulatedProvider expired = tls(certificates.expiredServer("eu.example"))) {
            assertThatThrownBy(() ->
                            RawClient.connectTls("127.0.0.1", provider.port(), certificates.trusting(), "us.example"))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> RawClient.connectTls("127.0.0.1", provider.port(), other.trusting(), "eu.example"))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() ->
                            RawClient.connectTls("127.0.0.1", expired.port(), certificates.trusting(), "eu.example"))
                    .isInstanceOf(SSLException.class);
            assertThat(provider.received()).isEmpty();
        }
    }

    @Test
    void a_client_certificate_is_asked_for_and_named() throws IOException {
        Personality personality = Personality.named("mutual")
                .withTls(certificates.server("eu.example").context())
                .withClientCertificate(true);
        try (SimulatedProvider provider = SimulatedProvider.start(personality);
                RawClient client = RawClient.connectTls(
                        "127.0.0.1",
                        provider.port(),
                        certificates.client("gateway").context(),
                        "eu.example")) {
            assertThat(client.send(ASK).reply().status()).isEqualTo(200);
            assertThat(provider.received().get(0).clientSubject()).isEqualTo("CN=gateway");
        }
    }

    @Test
    void a_tls_connection_can_be_reset() throws IOException {
        try (SimulatedProvider provider = tls(certificates.server("eu.example"));
                RawClient client =
                        RawClient.connectTls("127.0.0.1", provider.port(), certificates.trusting(), "eu.example")) {
            provider.always(Fault.resetBeforeHead());
            assertThat(client.send(ASK).endsByReset()).isTrue();
        }
    }

    private static SimulatedProvider tls(TestCertificates.Issued issued) throws IOException {
        return SimulatedProvider.start(Personality.named("tls").withTls(issued.context()));
    }
}
