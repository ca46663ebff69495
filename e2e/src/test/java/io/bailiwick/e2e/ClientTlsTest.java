package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.bailiwick.config.Compiled;
import io.bailiwick.gateway.WatchPolicy;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the gateway prove its own name, and listen only to whom the policy lets in? */
final class ClientTlsTest {

    private static final String NAME = "llm.example";

    @TempDir
    private Path directory;

    private TestCertificates certificates;
    private TestCertificates strangers;
    private SimulatedProvider provider;

    @BeforeEach
    void start() throws IOException {
        certificates = TestCertificates.in(directory, "authority");
        strangers = TestCertificates.in(directory, "stranger");
        provider = SimulatedProvider.start(Personality.named("frankfurt"));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void a_client_verifies_the_gateways_name_and_is_served() throws IOException {
        try (Running gateway = gateway(null)) {
            assertThat(ask(gateway, certificates.trusting(), NAME).status()).isEqualTo(200);
        }
    }

    @Test
    void a_client_that_says_under_tls_that_it_closes_has_left_though_its_connection_stays() throws IOException {
        provider.always(Fault.streamStall(2, new Gate()));
        try (Running gateway = gateway(null);
                RawClient client = RawClient.connectTls("127.0.0.1", gateway.port(), certificates.trusting(), NAME)) {
            client.send(request(Running.streamBody("Hello"))).readTo("data:");
            client.halfClose();

            assertThat(provider.awaitDisconnect(Duration.ofSeconds(5))).isNotNull();
            await().atMost(Duration.ofSeconds(5)).until(() -> gateway.gateway().openConnections() == 0);
        }
    }

    @Test
    void a_stream_over_tls_ends_as_it_should() throws IOException {
        try (Running gateway = gateway(null);
                RawClient client = RawClient.connectTls("127.0.0.1", gateway.port(), certificates.trusting(), NAME)) {
            RawReply reply = client.send(request(Running.streamBody("Hello"))).reply();

            assertThat(reply.events().done()).isTrue();
        }
    }

    @Test
    void a_client_that_expects_another_name_or_authority_leaves() throws IOException {
        try (Running gateway = gateway(null)) {
            assertThat(catchThrowable(() -> ask(gateway, certificates.trusting(), "elsewhere.example")))
                    .isInstanceOf(SSLException.class);
            assertThat(catchThrowable(() -> ask(gateway, strangers.trusting(), NAME)))
                    .isInstanceOf(SSLException.class);
            assertNoExchange(gateway);
        }
    }

    @Test
    void plain_text_at_the_tls_port_is_no_exchange() throws IOException {
        try (Running gateway = gateway(null);
                RawClient client = gateway.raw()) {
            assertThat(catchThrowable(() ->
                            client.send(request(Running.chatBody("Hello"))).reply()))
                    .isNotNull();
            assertNoExchange(gateway);
        }
    }

    @Test
    void a_client_with_a_certificate_of_the_clients_authority_is_served() throws IOException {
        try (Running gateway = gateway(certificates)) {
            RawReply reply = ask(gateway, certificates.client("app").context(), NAME);

            assertThat(reply.status()).isEqualTo(200);
        }
    }

    @Test
    void a_client_without_a_certificate_has_no_exchange() throws IOException {
        try (Running gateway = gateway(certificates)) {
            assertThat(catchThrowable(() -> ask(gateway, certificates.trusting(), NAME)))
                    .isInstanceOf(IOException.class);
            assertNoExchange(gateway);
        }
    }

    @Test
    void a_client_with_a_certificate_of_another_authority_has_no_exchange() throws IOException {
        SSLContext app = certificates.client("app").context();
        try (Running gateway = gateway(strangers)) {
            assertThat(catchThrowable(() -> ask(gateway, app, NAME))).isInstanceOf(IOException.class);
            assertNoExchange(gateway);
        }
    }

    @Test
    void a_certificate_that_was_replaced_in_its_place_awaits_a_restart_until_it_is_put_back() throws IOException {
        TestCertificates.Issued served = certificates.server(NAME);
        TestCertificates.Issued renewed = certificates.server(NAME);
        Path chain = Files.copy(served.chainFile(), directory.resolve("in-place.pem"));
        Path key = Files.copy(served.keyFile(), directory.resolve("in-place.key"));
        String policy = policy(chain, key, "");
        try (Running gateway = Running.start(policy)) {
            gateway.reload(policy);
            assertThat(gateway.gateway().awaitsRestart()).isEmpty();

            Files.copy(renewed.chainFile(), chain, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(renewed.keyFile(), key, StandardCopyOption.REPLACE_EXISTING);
            gateway.reload(policy);

            assertThat(gateway.admin("GET", "/v1/policy").body()).contains("\"awaits_restart\" : [ \"gateway.tls\" ]");
            assertThat(gateway.metrics()).contains("bailiwick_config_awaits_restart 1");
            assertThat(ask(gateway, certificates.trusting(), NAME).status()).isEqualTo(200);

            Files.copy(served.chainFile(), chain, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(served.keyFile(), key, StandardCopyOption.REPLACE_EXISTING);
            gateway.reload(policy);

            assertThat(gateway.gateway().awaitsRestart()).isEmpty();
            assertThat(gateway.metrics()).contains("bailiwick_config_awaits_restart 0");
        }
    }

    @Test
    void a_renewed_certificate_is_noticed_though_the_policy_stays_as_it_is() throws IOException {
        TestCertificates.Issued served = certificates.server(NAME);
        Path chain = Files.copy(served.chainFile(), directory.resolve("in-place.pem"));
        String policy = policy(chain, served.keyFile(), "");
        byte[] bytes = policy.getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(directory.resolve("policy.yaml"), bytes);
        try (Running gateway = Running.start(policy);
                WatchPolicy watch = new WatchPolicy(
                        file, bytes, ClientTlsTest::unchanged, gateway.gateway().policy())) {
            watch.start();

            Files.writeString(chain, "\n", StandardOpenOption.APPEND);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(gateway.gateway().awaitsRestart()).containsExactly("gateway.tls"));
        }
    }

    private static Compiled unchanged(byte[] policy) {
        throw new AssertionError("nobody changed the policy");
    }

    private void assertNoExchange(Running gateway) {
        gateway.close();
        assertThat(gateway.log()).isEmpty();
        assertThat(provider.connectionsOpened()).isZero();
    }

    private static RawReply ask(Running gateway, SSLContext context, String name) throws IOException {
        try (RawClient client = RawClient.connectTls("127.0.0.1", gateway.port(), context, name)) {
            return client.send(request(Running.chatBody("Hello"))).reply();
        }
    }

    private static String request(String body) {
        return RawClient.request("POST", "/v1/chat/completions", body, "authorization", "Bearer " + Running.EU_KEY);
    }

    /** Asks clients for a certificate of {@code clients} where that is not null. */
    private Running gateway(TestCertificates clients) throws IOException {
        TestCertificates.Issued own = certificates.server(NAME);
        String clientCa = clients == null ? "" : ", client-ca: \"" + clients.caFile() + "\"";
        return Running.start(policy(own.chainFile(), own.keyFile(), clientCa));
    }

    private String policy(Path chain, Path key, String clientCa) {
        return """
            gateway:
              region: aws:eu-central-1
              listen: "127.0.0.1:0"
              admin: "127.0.0.1:0"
              tls: { certificate: "%s", key: "%s"%s }
            endpoints:
              frankfurt: { provider: openai-compatible, url: "%s", reach: ["onprem:fra1"], models: { chat: sim-large } }
            routes: { chat: { eu: [[frankfurt]] } }
            """.formatted(chain, key, clientCa, provider.url()) + Running.REGIONS + Running.TENANTS;
    }
}
