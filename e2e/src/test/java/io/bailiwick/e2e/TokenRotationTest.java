package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.bailiwick.simulator.Gate;
import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a rotation, a slow issuer and a missing one do to requests that are under way. */
class TokenRotationTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CLIENTS = 6;
    private static final int ROTATIONS = 4;

    @Test
    void no_request_is_refused_while_keys_rotate_under_it() throws Exception {
        try (IdentityWorld world = IdentityWorld.start()) {
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            AtomicBoolean over = new AtomicBoolean();
            List<Future<List<String>>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                running.add(clients.submit(() -> askUntil(world, over)));
            }
            for (int rotation = 0; rotation < ROTATIONS; rotation++) {
                int before = world.issuer.asked().size();
                world.issuer.rotate();
                Awaitility.await("asked for the new key")
                        .atMost(SOON)
                        .until(() -> world.issuer.asked().size() > before);
            }
            over.set(true);
            List<String> decided = new ArrayList<>();
            for (Future<List<String>> each : running) {
                decided.addAll(each.get());
            }
            clients.shutdownNow();
            assertThat(decided).hasSizeGreaterThan(CLIENTS * ROTATIONS).containsOnly("eu");
        }
    }

    private static List<String> askUntil(IdentityWorld world, AtomicBoolean over) throws IOException {
        List<String> decided = new ArrayList<>();
        do {
            decided.add(IdentityWorld.decided(world.ask(world.token("euco", claims -> claims))));
        } while (!over.get());
        return decided;
    }

    @Test
    void a_key_that_is_taken_back_opens_nothing_more() throws IOException {
        try (IdentityWorld world = IdentityWorld.start()) {
            String old = world.token("euco", claims -> claims);
            assertThat(IdentityWorld.decided(world.ask(old))).isEqualTo("eu");
            world.issuer.rotate();
            world.issuer.retire();
            assertThat(IdentityWorld.decided(world.ask(world.token("euco", claims -> claims))))
                    .isEqualTo("eu");
            assertThat(IdentityWorld.decided(world.ask(old))).isEqualTo("authentication_failed");
        }
    }

    @Test
    void a_flood_of_unknown_keys_is_refused_and_does_not_flood_the_issuer() throws Exception {
        try (IdentityWorld world = IdentityWorld.start()) {
            assertThat(IdentityWorld.decided(world.ask(world.token("euco", claims -> claims))))
                    .isEqualTo("eu");
            world.issuer.signInSecret();
            int before = world.issuer.asked().size();
            long began = System.nanoTime();
            ExecutorService clients = Executors.newFixedThreadPool(20);
            List<Future<String>> refused = new ArrayList<>();
            for (int each = 0; each < 200; each++) {
                String kid = "random-" + each;
                refused.add(clients.submit(() -> IdentityWorld.decided(world.ask(forged(world, kid)))));
            }
            for (Future<String> each : refused) {
                assertThat(each.get()).isIn("authentication_failed", "identity_unavailable");
            }
            clients.shutdownNow();
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            assertThat((long) world.issuer.asked().size() - before).isBetween(1L, seconds + 2);
            assertThat(IdentityWorld.decided(world.ask("key-of-euco"))).isEqualTo("eu");
        }
    }

    /** Signed by nobody whom the issuer publishes, under a key id of its own. */
    private static String forged(IdentityWorld world, String kid) {
        String token =
                world.issuer.token(new JWSHeader.Builder(JWSAlgorithm.ES256), claims -> claims.claim("tid", "euco"));
        String head = "{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}";
        return java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(head.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + token.substring(token.indexOf('.'));
    }

    @Test
    void an_issuer_that_is_down_at_the_start_costs_tokens_only_and_only_until_it_is_back() throws IOException {
        IdentityServer issuer = IdentityServer.start();
        issuer.down(true);
        try (IdentityWorld world = IdentityWorld.start(issuer, policy -> policy)) {
            RawReply reply = world.ask(world.token("euco", claims -> claims));
            Refused.openAi(reply, 503, "identity_unavailable");
            assertThat(reply.header("x-should-retry")).isEqualTo("true");
            assertThat(reply.header("bailiwick-jurisdiction")).isEqualTo("unknown");
            assertThat(world.gateway.logLine(reply.header("bailiwick-trace-id")).has("bailiwick.tenant.id"))
                    .isFalse();
            assertThat(IdentityWorld.decided(world.ask("key-of-euco"))).isEqualTo("eu");
            issuer.down(false);
            Awaitility.await("tokens are taken again")
                    .atMost(SOON)
                    .until(() -> IdentityWorld.decided(world.ask(world.token("euco", claims -> claims)))
                            .equals("eu"));
            issuer.down(true);
            assertThat(IdentityWorld.decided(world.ask(world.token("euco", claims -> claims))))
                    .as("its keys are still believed")
                    .isEqualTo("eu");
            issuer.rotate();
            assertThat(IdentityWorld.decided(world.ask(world.token("euco", claims -> claims))))
                    .as("nobody can tell")
                    .isEqualTo("identity_unavailable");
            world.sinks.assertUntouched(IdentityWorld.FRANKFURT, IdentityWorld.VIRGINIA);
        }
    }

    @Test
    void while_an_issuer_is_asked_no_body_is_asked_for() throws Exception {
        try (IdentityWorld world = IdentityWorld.start()) {
            assertThat(IdentityWorld.decided(world.ask(world.token("euco", claims -> claims))))
                    .isEqualTo("eu");
            Gate gate = new Gate();
            world.issuer.hold(gate);
            world.issuer.rotate();
            String request = RawClient.request(
                    "POST",
                    "/v1/chat/completions",
                    Running.chatBody("late"),
                    "expect",
                    "100-continue",
                    "authorization",
                    "Bearer " + world.token("euco", claims -> claims));
            int head = request.indexOf("\r\n\r\n") + 4;
            int before = world.issuer.asked().size();
            try (RawClient client = world.gateway.raw()) {
                client.send(request.substring(0, head));
                Awaitility.await("the issuer is asked")
                        .atMost(SOON)
                        .until(() -> world.issuer.asked().size() > before);
                gate.open();
                client.readTo("100 Continue\r\n\r\n");
                assertThat(client.send(request.substring(head)).reply().status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void a_body_that_comes_while_an_issuer_is_asked_is_served_whole() throws Exception {
        try (IdentityWorld world = IdentityWorld.start()) {
            Canaries canaries = Canaries.fresh();
            world.issuer.rotate();
            String body = Running.chatBody(canaries.prompt() + "y".repeat(300_000));
            RawReply reply = world.gateway.chat(world.token("euco", claims -> claims), body);
            assertThat(IdentityWorld.decided(reply)).isEqualTo("eu");
            world.sinks.assertExactlyIn(java.util.Set.of(IdentityWorld.PARIS), canaries);
            world.issuerSawNothingOf(canaries);
        }
    }

    @Test
    void who_leaves_while_an_issuer_is_asked_has_left_once() throws Exception {
        try (IdentityWorld world = IdentityWorld.start()) {
            // The first keys are here, so that only the new one is missing.
            assertThat(IdentityWorld.decided(world.ask(world.token("euco", claims -> claims))))
                    .isEqualTo("eu");
            Gate gate = new Gate();
            world.issuer.hold(gate);
            world.issuer.rotate();
            for (int each = 0; each < 3; each++) {
                RawClient client = world.gateway.raw();
                client.send(RawClient.request(
                        "GET", "/v1/models", "", "authorization", "Bearer " + world.token("euco", claims -> claims)));
                Awaitility.await("under way")
                        .atMost(SOON)
                        .until(() -> world.gateway.gateway().underway().count() > 0);
                client.reset();
                Awaitility.await("ended")
                        .atMost(SOON)
                        .until(() -> world.gateway.gateway().underway().count() == 0);
            }
            gate.open();
            assertThat(IdentityWorld.decided(world.ask(world.token("euco", claims -> claims))))
                    .isEqualTo("eu");
            assertThat(world.gateway.log().lines().filter(line -> line.contains("\"/v1/models\"")))
                    .hasSize(3);
        }
    }

    @Test
    void a_shutdown_lets_who_waits_for_a_key_end_once() throws Exception {
        try (IdentityWorld world = IdentityWorld.start()) {
            assertThat(IdentityWorld.decided(world.ask(world.token("euco", claims -> claims))))
                    .isEqualTo("eu");
            Gate gate = new Gate();
            world.issuer.hold(gate);
            world.issuer.rotate();
            int before = world.issuer.asked().size();
            CompletableFuture<RawReply> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return world.ask(world.token("euco", claims -> claims));
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            });
            Awaitility.await("the issuer is asked")
                    .atMost(SOON)
                    .until(() -> world.issuer.asked().size() > before);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(world.gateway::close);
            Awaitility.await("no longer ready")
                    .atMost(SOON)
                    .until(() -> !world.gateway.gateway().isReady());
            gate.open();
            String trace = waiting.get().header("bailiwick-trace-id");
            closing.get();
            assertThat(IdentityWorld.decided(waiting.get())).isIn("eu", "identity_unavailable");
            assertThat(world.gateway.log().lines().filter(line -> line.contains(trace)))
                    .hasSize(1);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }
}
