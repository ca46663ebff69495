package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.TestCertificates;
import io.bailiwick.testkit.TokenGiver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Is a token of Entra shown to its own endpoint alone, and is whoever has none passed over, in time and without a word of it? */
final class EntraTest {

    private static final String HOST = "acme-se.openai.azure.com";
    private static final String SECRET = "canarySecret~8Q.e2e";
    private static final String TOKEN = "canaryTokenE2e";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @TempDir
    private Path directory;

    private TestCertificates ours;
    private TokenGiver giver;
    private SimulatedProvider azure;
    private SimulatedProvider plain;

    @BeforeEach
    void start() throws IOException {
        ours = TestCertificates.in(directory, "ours");
        giver = TokenGiver.start(ours.server("127.0.0.1").context());
        azure = SimulatedProvider.start(
                Personality.named("azure").withTls(ours.server(HOST).context()));
        plain = SimulatedProvider.start(Personality.named("plain"));
        told.start();
        root.addAppender(told);
    }

    @AfterEach
    void stop() {
        root.detachAppender(told);
        giver.close();
        azure.close();
        plain.close();
    }

    @Test
    void a_token_is_shown_to_its_endpoint_and_nobody_is_told_of_it() throws IOException {
        giver.gives(TOKEN, 3600);
        try (Running gateway = gateway(policy("azure"))) {
            RawReply reply = servedBy(gateway, "azure");

            assertThat(azure.received().get(0).headers("authorization")).containsExactly("Bearer " + TOKEN);
            assertThat(azure.received().get(0).headers("api-key")).isEmpty();
            assertThat(gateway.admin("GET", "/v1/endpoints").body())
                    .contains("entra client app-1 of tenant contoso.example at 127.0.0.1:")
                    .contains("\"held\" : true");
            assertThat(gateway.metrics())
                    .contains("bailiwick_credential_requests_total{result=\"given\",upstream=\"azure\"} 1.0")
                    .contains("bailiwick_credential_expiry_timestamp_seconds{upstream=\"azure\"} 1.");
            saysNothing(gateway, reply.body() + reply.headers());
        }
    }

    @Test
    void an_endpoint_without_a_token_is_passed_over_and_nobody_waits_for_its_authority() throws IOException {
        giver.hangs();
        try (Running gateway = gateway(policy("azure"))) {
            RawReply reply = ask(gateway);

            assertThat(reply.header("bailiwick-endpoint")).isEqualTo("plain");
            assertThat(azure.received()).isEmpty();
            assertThat(plain.received()).noneMatch(request -> request.contains(TOKEN) || request.contains(SECRET));
            assertThat(gateway.admin("GET", "/v1/endpoints").body()).contains("\"held\" : false");
        }
    }

    @Test
    void where_nobody_else_is_in_the_pool_the_refusal_names_the_credential_and_may_be_retried() throws IOException {
        giver.answers(401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215 " + SECRET + "\"}");
        try (Running gateway = gateway(policy("azure").replace("[[azure], [plain]]", "[[azure]]"))) {
            RawReply reply = ask(gateway);

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body()).contains("residency_pool_exhausted").contains("\"reason\":\"credential\"");
            assertThat(reply.header("x-should-retry")).isEqualTo("true");
            await().atMost(LONG)
                    .until(() -> gateway.admin("GET", "/v1/endpoints").body().contains("invalid_client AADSTS7000215"));
            assertThat(gateway.metrics())
                    .contains("bailiwick_credential_expiry_timestamp_seconds{upstream=\"azure\"} 0.0")
                    .contains("upstream=\"azure\"} 0.0");
            saysNothing(gateway, reply.body());
            giver.gives(TOKEN, 3600);
            servedBy(gateway, "azure");
        }
    }

    @Test
    void a_token_is_replaced_before_it_ends() throws IOException {
        giver.gives("tokenOne", 6);
        try (Running gateway = gateway(policy("azure"))) {
            servedBy(gateway, "azure");
            giver.gives("tokenTwo", 3600);
            await().atMost(LONG).until(() -> {
                assertThat(ask(gateway).header("bailiwick-endpoint")).isEqualTo("azure");
                return azure.received().stream()
                        .anyMatch(request -> "Bearer tokenTwo".equals(request.header("authorization")));
            });
        }
    }

    @Test
    void an_endpoint_that_moves_to_another_host_does_not_take_its_token_along() throws IOException {
        giver.gives(TOKEN, 3600);
        try (SimulatedProvider moved = SimulatedProvider.start(
                        Personality.named("moved").withTls(ours.server(HOST).context()));
                Running gateway = gateway(policy("azure"))) {
            servedBy(gateway, "azure");
            giver.hangs();
            gateway.reload(policy("azure").replace(":" + azure.port() + "/", ":" + moved.port() + "/"));

            assertThat(ask(gateway).header("bailiwick-endpoint")).isEqualTo("plain");
            assertThat(moved.received()).isEmpty();
        }
    }

    @Test
    void a_reload_goes_on_with_the_token_that_it_has() throws IOException {
        giver.gives(TOKEN, 3600);
        try (Running gateway = gateway(policy("azure"))) {
            servedBy(gateway, "azure");
            giver.hangs();
            gateway.reload(policy("swedish").replace("[azure]", "[swedish]"));

            assertThat(ask(gateway).header("bailiwick-endpoint")).isEqualTo("swedish");
            assertThat(giver.asked()).hasSize(1);
        }
    }

    private void saysNothing(Running gateway, String shown) {
        for (String canary : List.of(SECRET, TOKEN)) {
            assertThat(shown).doesNotContain(canary);
            assertThat(gateway.log()).doesNotContain(canary);
            assertThat(gateway.metrics()).doesNotContain(canary);
            assertThat(gateway.admin("GET", "/v1/endpoints").body()).doesNotContain(canary);
            assertThat(gateway.admin("GET", "/v1/policy").body()).doesNotContain(canary);
            assertThat(List.copyOf(told.list))
                    .noneMatch(event -> event.getFormattedMessage().contains(canary));
        }
    }

    private static RawReply servedBy(Running gateway, String endpoint) {
        return await().atMost(LONG)
                .until(() -> ask(gateway), reply -> endpoint.equals(reply.header("bailiwick-endpoint")));
    }

    private static RawReply ask(Running gateway) throws IOException {
        return gateway.chat(Running.EU_KEY, Running.chatBody("Hello"));
    }

    private static Running gateway(String policy) throws IOException {
        return Running.start(
                policy,
                Map.of("SE_SECRET", SECRET),
                new LoopbackNames().with(HOST, "127.0.0.1").with("127.0.0.1", "127.0.0.1"));
    }

    private String policy(String first) {
        return Running.REGIONS
                + Running.TENANTS
                + """
                endpoints:
                  %s:
                    provider: azure
                    url: "https://%s:%d/v1"
                    sku: standard
                    reach: [azure:swedencentral]
                    networks: [127.0.0.0/8]
                    tls: { ca: "%s" }
                    models: { chat: sim-large }
                    credential:
                      entra: { tenant: contoso.example, client: app-1, secret: { env: SE_SECRET }, authority: "%s", ca: "%s" }
                  plain: { provider: openai-compatible, url: "%s", reach: ["onprem:fra1"], models: { chat: sim-large } }
                routes:
                  chat: { eu: [[azure], [plain]] }
                """.formatted(
                        first, HOST, azure.port(), ours.caFile(), giver.authority(), ours.caFile(), plain.url());
    }
}
