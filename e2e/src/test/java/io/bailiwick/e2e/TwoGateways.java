package io.bailiwick.e2e;

import io.bailiwick.simulator.Latency;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One policy, a gateway in the EU and one in the US, three simulated regions, and users of both who keep asking. */
final class TwoGateways implements AutoCloseable {

    static final String OLD = "sim-large-2024-11-20";
    static final String NEW = "sim-large-2025-01-15";

    private static final List<String> REGIONS = List.of("onprem:fra1", "onprem:par1", "onprem:iad1");
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(250);
    private static final String LONG_BEGINNING =
            "You answer customers of a shop that sells lamps. Be brief. ".repeat(12);

    private static final String ROUTES = """
        endpoints:
          frankfurt: { provider: openai-compatible, url: "%1$s", reach: ["onprem:fra1"], models: { chat: sim-large } }
          paris: { provider: openai-compatible, url: "%2$s", reach: ["onprem:par1"], models: { chat: sim-large } }
          virginia: { provider: openai-compatible, url: "%3$s", reach: ["onprem:iad1"], models: { chat: sim-large } }
          claude-frankfurt: { provider: anthropic-compatible, url: "%1$s", reach: ["onprem:fra1"], models: { claude: sim-claude } }
          claude-paris: { provider: anthropic-compatible, url: "%2$s", reach: ["onprem:par1"], models: { claude: sim-claude } }
        routes:
          chat:
            eu: [[frankfurt], [paris]]
            us: [[virginia]]
          claude:
            eu: [[claude-frankfurt], [claude-paris]]
        expect:
          models: { chat: [%4$s, %5$s] }
          prompts: { support: [v47, v48] }
        """;

    private final RegionSinks sinks = RegionSinks.start(
            REGIONS,
            each -> each.withLatency(new Latency(Duration.ofMillis(40), Duration.ofMillis(3)))
                    .withKept(100));
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService users = Executors.newFixedThreadPool(8);
    final Running eu;
    final Running us;

    TwoGateways() throws IOException {
        String policy = Running.REGIONS
                + Running.TENANTS
                + ROUTES.formatted(
                        sinks.url(REGIONS.get(0)), sinks.url(REGIONS.get(1)), sinks.url(REGIONS.get(2)), OLD, NEW);
        eu = Running.start(head("aws:eu-central-1") + policy);
        us = Running.start(head("aws:us-east-1") + policy);
    }

    private static String head(String region) {
        return "gateway: { region: \"" + region + "\", listen: \"127.0.0.1:0\", admin: \"127.0.0.1:0\" }\n";
    }

    /** Where Prometheus finds both. */
    List<String> adminAddresses() {
        return List.of(address(eu), address(us));
    }

    private static String address(Running running) {
        return "127.0.0.1:" + running.gateway().adminAddress().getPort();
    }

    SimulatedProvider frankfurt() {
        return sinks.sink("onprem:fra1");
    }

    SimulatedProvider paris() {
        return sinks.sink("onprem:par1");
    }

    SimulatedProvider virginia() {
        return sinks.sink("onprem:iad1");
    }

    /** A few requests of every kind, every quarter of a second, until this is closed. */
    void keepAsking() {
        clock.scheduleAtFixedRate(this::round, 0, BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS);
    }

    long answered() {
        return answered.get();
    }

    private void round() {
        users.execute(() -> chat(eu, Running.EU_KEY, false));
        users.execute(() -> chat(eu, Running.EU_KEY, true));
        users.execute(() -> chat(us, Running.US_KEY, true));
        users.execute(this::claude);
    }

    private void chat(Running gateway, String key, boolean stream) {
        String text = LONG_BEGINNING + "Question " + asked.incrementAndGet();
        ask(gateway, "/v1/chat/completions", key, stream ? Running.streamBody(text) : Running.chatBody(text));
    }

    /** One request in Anthropic's dialect, whose reply says where it ran. */
    void claude() {
        ask(
                eu,
                "/v1/messages",
                Running.EU_KEY,
                "{\"model\":\"claude\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Question "
                        + asked.incrementAndGet() + "\"}]}");
    }

    /** Whatever comes back is for Prometheus to tell. */
    private void ask(Running gateway, String path, String key, String body) {
        try {
            RawReply reply =
                    gateway.post(path, key, body, "bailiwick-prompt", "support/v47", "anthropic-version", "2023-06-01");
            if (reply.status() != 200 && reply.status() != 503) {
                throw new AssertionError("unexpected: " + reply.status() + " " + reply.body());
            }
            answered.incrementAndGet();
        } catch (IOException cut) {
            unanswered.incrementAndGet(); // whoever still asks while the site closes
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        users.shutdownNow();
        eu.close();
        us.close();
        sinks.close();
    }
}
