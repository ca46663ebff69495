package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.simulator.Fault;
import io.bailiwick.simulator.Gate;
import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.BodyEnd;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the shipped process reload without ever standing on a bad policy, and stop without a stream that looks complete? */
final class ShippedServeTest {

    private static final String POLICY = """
        bailiwick: 1
        gateway:
          region: aws:eu-central-1
          listen: "127.0.0.1:0"
          admin: "127.0.0.1:0"
          limits: { drain: %s }
        endpoints:
          upstream: { provider: openai-compatible, url: "%s", reach: ["onprem:fra1"], models: { chat: sim-large }, credential: { file: "%s" } }
        routes: { chat: { eu: [[upstream]] } }
        """ + Running.REGIONS + Running.TENANTS;

    @TempDir
    private Path directory;

    private SimulatedProvider before;
    private SimulatedProvider after;
    private Path policy;
    private Path key;

    @BeforeEach
    void start() throws IOException {
        ShippedProcess.assumeBuilt();
        before = SimulatedProvider.start(Personality.named("before"));
        after = SimulatedProvider.start(Personality.named("after"));
        policy = directory.resolve("policy.yaml");
        key = Files.writeString(directory.resolve("key"), "first-key");
    }

    @AfterEach
    void stop() {
        if (before != null) {
            before.close();
            after.close();
        }
    }

    @Test
    void a_bad_policy_is_refused_and_the_last_good_one_serves_until_a_good_one_comes() throws IOException {
        write(POLICY.formatted("30s", before.url(), key));
        try (ShippedProcess serve = serve()) {
            String digest = policyPage(serve).path("digest").asText();
            assertThat(chat(serve).body()).contains("Hello from before.");

            write(POLICY.formatted("30s", after.url(), key).replace("[\"onprem:fra1\"]", "[\"onprem:iad1\"]"));
            serve.hangUp();

            await().until(() -> policyPage(serve).path("refused_reload").has("problems"));
            assertThat(policyPage(serve).path("refused_reload").path("problems").toString())
                    .contains("policy.yaml:", "onprem:iad1");
            assertThat(policyPage(serve).path("digest").asText()).isEqualTo(digest);
            assertThat(metric(serve, "bailiwick_config_last_reload_ok")).isZero();
            assertThat(metric(serve, "bailiwick_config_reloads_refused_total")).isPositive();
            assertThat(serve.out() + serve.err()).contains("the changed policy is refused");
            assertThat(chat(serve).body()).contains("Hello from before.");

            write(POLICY.formatted("30s", after.url(), key));
            serve.hangUp();

            await().until(() -> !policyPage(serve).path("digest").asText().equals(digest));
            assertThat(policyPage(serve).path("refused_reload").isNull()).isTrue();
            assertThat(metric(serve, "bailiwick_config_last_reload_ok")).isEqualTo(1);
            assertThat(chat(serve).body()).contains("Hello from after.");
            assertThat(after.received()).hasSize(1);
        }
    }

    @Test
    void a_hang_up_reads_the_secrets_anew_that_an_unchanged_policy_names() throws IOException {
        write(POLICY.formatted("30s", before.url(), key));
        try (ShippedProcess serve = serve()) {
            chat(serve);
            Files.writeString(key, "second-key");
            String readAt = policyPage(serve).path("read_at").asText();

            serve.hangUp();

            await().until(() -> !policyPage(serve).path("read_at").asText().equals(readAt));
            chat(serve);
            assertThat(before.received())
                    .extracting(request -> request.header("authorization"))
                    .containsExactly("Bearer first-key", "Bearer second-key");
        }
    }

    @Test
    void a_stream_under_way_ends_as_it_should_before_the_process_does() throws IOException {
        Gate gate = new Gate();
        before.next(Fault.streamStall(3, gate));
        write(POLICY.formatted("30s", before.url(), key));
        try (ShippedProcess serve = serve();
                RawClient client = RawClient.connect("127.0.0.1", serve.port())) {
            client.send(request(Running.streamBody("Hello"))).readTo("data:");

            serve.terminate();
            serve.says("draining: 1 exchanges under way");
            assertThat(readiness(serve)).isEqualTo(503);
            gate.open();

            assertThat(client.readTo("0\r\n\r\n")).contains("data: [DONE]").doesNotContain("error");
            assertThat(serve.exit()).isZero();
        }
    }

    @Test
    void a_stream_that_outlives_the_drain_is_cut_and_does_not_look_complete() throws IOException {
        Gate never = new Gate();
        before.next(Fault.streamStall(3, never));
        write(POLICY.formatted("300ms", before.url(), key));
        try (ShippedProcess serve = serve();
                RawClient client = RawClient.connect("127.0.0.1", serve.port())) {
            client.send(request(Running.streamBody("Hello")));
            never.reached().join();

            serve.terminate();
            RawReply reply = client.within(Duration.ofSeconds(20)).reply();

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.events().data()).last().asString().startsWith("{\"error\":");
            assertThat(reply.body()).doesNotContain("[DONE]");
            assertThat(reply.end()).isIn(BodyEnd.CUT_BY_CLOSE, BodyEnd.CUT_BY_RESET);
            assertThat(serve.exit()).isZero();
            assertThat(before.awaitDisconnect(Duration.ofSeconds(5)).path()).isEqualTo("/v1/chat/completions");
            assertThat(serve.out()).contains("\"http.route\":\"/v1/chat/completions\"");
        } finally {
            never.open();
        }
    }

    private ShippedProcess serve() throws IOException {
        return ShippedProcess.jar(directory, "serve", "--policy", policy.toString())
                .says("listening on");
    }

    /** All at once, as an operator's tools replace a file. */
    private void write(String text) throws IOException {
        Path draft = Files.writeString(directory.resolve("draft.yaml"), text);
        Files.move(draft, policy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static RawReply chat(ShippedProcess serve) throws IOException {
        try (RawClient client = RawClient.connect("127.0.0.1", serve.port())) {
            return client.send(request(Running.chatBody("Hello"))).reply();
        }
    }

    private static String request(String body) {
        return RawClient.request("POST", "/v1/chat/completions", body, "authorization", "Bearer " + Running.EU_KEY);
    }

    private static JsonNode policyPage(ShippedProcess serve) throws IOException {
        return new ObjectMapper().readTree(admin(serve, "/v1/policy").body());
    }

    private static int readiness(ShippedProcess serve) throws IOException {
        return admin(serve, "/readyz").status();
    }

    private static double metric(ShippedProcess serve, String name) throws IOException {
        return Samples.of(admin(serve, "/metrics").body()).all().stream()
                .filter(sample -> sample.name().equals(name))
                .mapToDouble(Samples.Sample::value)
                .sum();
    }

    private static RawReply admin(ShippedProcess serve, String path) throws IOException {
        try (RawClient client = RawClient.connect("127.0.0.1", serve.adminPort())) {
            return client.send(RawClient.request("GET", path, "")).reply();
        }
    }
}
