package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a tenant can end a gateway whose policy allows more than its Java has. */
class SmallHeapTest {

    /** What the image gives Java where a container has 512 MiB. */
    private static final int HEAP_MIB = 206;

    private static final int BODIES = 18;

    /** A quarter of that heap holds no more of them. */
    private static final int HELD = 3;

    private static final int BODY_BYTES = 16 * 1024 * 1024 - 100_000;

    @TempDir
    private Path directory;

    @Test
    void a_heap_smaller_than_the_usual_limits_is_not_filled_by_bodies_that_nobody_reads() throws IOException {
        ShippedProcess.assumeBuilt();
        List<CompletableFuture<Integer>> statuses = new ArrayList<>();
        try (ServerSocket readsNothing = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                ShippedProcess serve = serve(policy(readsNothing.getLocalPort()))) {
            serve.says("gateway.limits.buffered is 256 MiB, and a heap of");
            int port = serve.port();
            for (int at = 0; at < BODIES; at++) {
                statuses.add(CompletableFuture.supplyAsync(() -> status(port), task -> new Thread(task).start()));
            }
            await("all but those that there is room for are sent away")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> count(statuses, 503) > 0
                            && statuses.stream()
                                            .filter(CompletableFuture::isDone)
                                            .count()
                                    >= BODIES - HELD);
            assertThat(live(serve)).isEqualTo(200);
            assertThat(serve.err()).doesNotContain("OutOfMemory");
        }
    }

    private static long count(List<CompletableFuture<Integer>> statuses, int wanted) {
        return statuses.stream().filter(status -> status.getNow(0) == wanted).count();
    }

    private static int live(ShippedProcess serve) throws IOException {
        try (RawClient client = RawClient.connect("127.0.0.1", serve.adminPort())) {
            return client.send(RawClient.request("GET", "/livez", "")).reply().status();
        }
    }

    /** 0 where the connection broke: whoever is refused in the middle of a body need not read why. */
    private static int status(int port) {
        try (RawClient client = RawClient.connect("127.0.0.1", port)) {
            String body = Running.chatBody("y".repeat(BODY_BYTES));
            client.send(RawClient.request(
                    "POST", "/v1/chat/completions", body, "authorization", "Bearer " + Running.EU_KEY));
            RawReply reply = client.within(Duration.ofSeconds(60)).reply();
            return reply.status();
        } catch (IOException broken) {
            return 0;
        }
    }

    private ShippedProcess serve(Path policy) throws IOException {
        return ShippedProcess.command(
                directory,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "-XX:+UseParallelGC",
                        "-XX:-UseAdaptiveSizePolicy",
                        "-XX:SurvivorRatio=2",
                        "-XX:MaxTenuringThreshold=2",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        Project.jar().toString(),
                        "serve",
                        "--policy",
                        policy.toString()));
    }

    private Path policy(int port) throws IOException {
        return Files.writeString(
                directory.resolve("policy.yaml"), """
            bailiwick: 1
            gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0", admin: "127.0.0.1:0" }
            endpoints:
              silent: { provider: openai-compatible, url: "http://127.0.0.1:%d", reach: ["onprem:fra1"], models: { chat: m } }
            routes:
              chat: { eu: [[silent]], options: { timeouts: { request: 60s } } }
            """.formatted(port) + Running.REGIONS + Running.TENANTS);
    }
}
