package io.bailiwick.e2e;

import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import io.bailiwick.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two ports of one provider that can say where it ran, for a jurisdiction that accepts nothing less. */
final class ObservedOnly implements AutoCloseable {

    private static final String HOST = "api.anthropic.com";

    private final RegionSinks sinks;
    private final Running running;

    private ObservedOnly(RegionSinks sinks, Running running) {
        this.sinks = sinks;
        this.running = running;
    }

    static ObservedOnly start(Path directory) throws IOException {
        TestCertificates ours = TestCertificates.in(directory, "ours");
        RegionSinks sinks = RegionSinks.start(
                List.of("first", "second"),
                personality -> personality
                        .withHost("127.0.1.1")
                        .withTls(ours.server(HOST).context()));
        String policy = """
            gateway: { region: "aws:us-east-1", listen: "127.0.0.1:0", admin: "127.0.0.1:0" }
            jurisdictions:
              us: { boundary: [US], users: [US], evidence: observed }
            identity:
              tenants:
                globex: { jurisdiction: us, keys: ["sha256:%s"] }
            endpoints:
              first: %s
              second: %s
            routes:
              claude: { us: [[first], [second]], options: { %s } }
            """.formatted(
                        Border.digest(Running.US_KEY),
                        endpoint(directory, sinks.sink("first")),
                        endpoint(directory, sinks.sink("second")),
                        Topology.TIMEOUTS);
        return new ObservedOnly(
                sinks, Running.start(policy, Map.of("KEY", "secret"), new LoopbackNames().with(HOST, "127.0.1.1")));
    }

    private static String endpoint(Path directory, SimulatedProvider sink) {
        return "{ provider: anthropic, url: \"https://" + HOST + ":" + sink.port()
                + "/v1\", reach: [\"anthropic:us\"], models: { claude: claude-sonnet-5 }, credential: { env: KEY },"
                + " networks: [127.0.0.0/8], tls: { ca: \"" + directory.resolve("ours-ca.pem") + "\" } }";
    }

    SimulatedProvider first() {
        return sinks.sink("first");
    }

    SimulatedProvider second() {
        return sinks.sink("second");
    }

    Running running() {
        return running;
    }

    RawReply messages(String member) throws IOException {
        return running.post(
                "/v1/messages",
                Running.US_KEY,
                "{\"model\":\"claude\"," + member
                        + ",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "anthropic-version",
                "2023-06-01");
    }

    @Override
    public void close() {
        running.close();
        sinks.close();
    }
}
