package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a client certificate is, and whose it is not. */
class ClientCertificateTest {

    private static final String NAME = "llm.example";

    @TempDir
    private Path directory;

    private TestCertificates certificates;
    private SimulatedProvider provider;

    @BeforeEach
    void start() throws IOException {
        certificates = TestCertificates.in(directory, "authority");
        provider = SimulatedProvider.start(Personality.named("frankfurt"));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void a_certificate_is_its_tenants_by_name_or_by_key_and_needs_no_other_proof() throws Exception {
        TestCertificates.Issued pinned = certificates.client("pinned");
        try (Running gateway = gateway(digest(pinned))) {
            assertThat(decided(gateway, certificates.client("a", "App.euco.example")))
                    .isEqualTo("eu");
            assertThat(decided(gateway, certificates.client("b", "spiffe://deco.example/app")))
                    .isEqualTo("de");
            assertThat(decided(gateway, pinned)).isEqualTo("de");
            assertThat(decided(gateway, pinned, "bailiwick-jurisdiction", "eu")).isEqualTo("jurisdiction_widened");
        }
    }

    @Test
    void a_certificate_that_no_tenant_lists_proves_nothing() throws Exception {
        try (Running gateway = gateway("sha256:" + "0".repeat(64))) {
            for (TestCertificates.Issued stranger : new TestCertificates.Issued[] {
                certificates.client("app.euco.example"),
                certificates.client("c", "other.example", "app.euco.example.evil.example"),
                certificates.client("d", "spiffe://deco.example/app2"),
            }) {
                assertThat(decided(gateway, stranger)).isEqualTo("authentication_failed");
                assertThat(decided(gateway, stranger, "x-api-key", Running.EU_KEY))
                        .isEqualTo("eu");
            }
        }
    }

    @Test
    void what_names_two_tenants_names_nobody() throws Exception {
        try (Running gateway = gateway("sha256:" + "0".repeat(64))) {
            TestCertificates.Issued eu = certificates.client("e", "app.euco.example");
            assertThat(decided(gateway, eu, "x-api-key", Running.EU_KEY)).isEqualTo("eu");
            assertThat(decided(gateway, eu, "x-api-key", Running.DE_KEY)).isEqualTo("authentication_failed");
            assertThat(decided(gateway, eu, "x-api-key", "nobody's")).isEqualTo("authentication_failed");
            assertThat(decided(gateway, certificates.client("f", "app.euco.example", "spiffe://deco.example/app")))
                    .isEqualTo("authentication_failed");
        }
    }

    @Test
    void certificates_that_nobody_asks_clients_for_are_a_mistake() throws IOException {
        assertThat(Running.problems(policy("sha256:" + "0".repeat(64)).replaceFirst("(?m)^.*client-ca.*$", "")))
                .anySatisfy(problem -> assertThat(problem.toString()).contains("client-ca"));
    }

    private static String digest(TestCertificates.Issued issued) throws Exception {
        var certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(issued.chainFile())));
        return "sha256:"
                + HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(certificate.getPublicKey().getEncoded()));
    }

    private static String decided(Running gateway, TestCertificates.Issued shown, String... headers)
            throws IOException {
        try (RawClient client = RawClient.connectTls("127.0.0.1", gateway.port(), shown.context(), NAME)) {
            RawReply reply = client.send(RawClient.request(
                            "POST",
                            "/v1/chat/completions",
                            Running.chatBody("x"),
                            Stream.of(headers).toArray(String[]::new)))
                    .reply();
            return IdentityWorld.decided(reply);
        }
    }

    private Running gateway(String pinned) throws IOException {
        return Running.start(policy(pinned));
    }

    private String policy(String pinned) {
        TestCertificates.Issued own = certificates.server(NAME);
        return """
            gateway:
              region: aws:eu-central-1
              listen: "127.0.0.1:0"
              admin: "127.0.0.1:0"
              tls: { certificate: "%s", key: "%s", client-ca: "%s" }
            endpoints:
              frankfurt: { provider: openai-compatible, url: "%s", reach: ["onprem:fra1"], models: { chat: sim-large } }
            routes: { chat: { eu: [[frankfurt]], de: [[frankfurt]] } }
            """.formatted(own.chainFile(), own.keyFile(), certificates.caFile(), provider.url())
                + Running.REGIONS
                + Running.TENANTS
                        .replaceFirst(
                                "jurisdiction: eu,", "jurisdiction: eu, certificates: [\"dns:app.euco.example\"],")
                        .replaceFirst(
                                "jurisdiction: de,",
                                "jurisdiction: de, certificates: [\"uri:spiffe://deco.example/app\", \"" + pinned
                                        + "\"],");
    }
}
