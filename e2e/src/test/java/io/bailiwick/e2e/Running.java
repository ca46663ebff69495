package io.bailiwick.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.cli.Wiring;
import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.config.Compiled;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.PolicyCompiler;
import io.bailiwick.config.Problem;
import io.bailiwick.credentials.MachineSecrets;
import io.bailiwick.gateway.Names;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.netty.resolver.AddressResolverGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gateway as {@code serve} wires it, on free ports of this machine, with its log lines in memory. */
final class Running implements AutoCloseable {

    /** Keys of {@link #TENANTS}. */
    static final String EU_KEY = "bw-demo-eu";

    static final String US_KEY = "bw-demo-us";
    static final String DE_KEY = "bw-demo-de";

    static final String REGIONS = """
        regions:
          "onprem:fra1": { country: DE }
          "onprem:par1": { country: FR }
          "onprem:iad1": { country: US }
        jurisdictions:
          eu: { boundary: [EU], users: [EEA] }
          de: { boundary: [DE], users: [DE], within: eu }
          us: { boundary: [US], users: [US] }
          free: { boundary: anywhere }
        """;

    static final String TENANTS = """
        identity:
          tenants:
            acme-gmbh: { jurisdiction: eu, keys: ["sha256:b9d88d60c0f024771329de35b20e924470b2e8305b6645a8e69f651a03b90cdd"] }
            globex: { jurisdiction: us, keys: ["sha256:125b1fb52c460c7280f79c808abc6fce1cd3da8658aa629ae2e648fb52abfe5f"] }
            muster-de: { jurisdiction: de, keys: ["sha256:d7c1206e9aa52a490890e703defb1920d9f6aae48c649ac1fa66a4c96837f206"] }
          when-unknown: refuse
          when-conflicting: refuse
        """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Wiring wiring;
    private final ByteArrayOutputStream lines;
    private final Path directory;
    private final Map<String, String> environment;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Running(Wiring wiring, ByteArrayOutputStream lines, Path directory, Map<String, String> environment) {
        this.wiring = wiring;
        this.environment = Map.copyOf(environment);
        this.lines = lines;
        this.directory = directory;
    }

    /** Runs {@code policy}, whose {@code gateway:} section is added unless it has one. */
    static Running start(String policy) throws IOException {
        return start(policy, Map.of());
    }

    static Running start(String policy, Map<String, String> environment) throws IOException {
        return start(policy, environment, null);
    }

    /** {@code names} says what host names mean; null asks the machine. */
    static Running start(
            String policy, Map<String, String> environment, @Nullable AddressResolverGroup<InetSocketAddress> names)
            throws IOException {
        Path directory = Files.createTempDirectory("bailiwick-e2e");
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Names said = names == null ? Names.ofThisMachine() : Names.saidBy(names);
        Wiring wiring = Wiring.start(accepted(policy, environment, directory), lines, said);
        return new Running(wiring, lines, directory, environment);
    }

    private static GatewaySnapshot accepted(String policy, Map<String, String> environment, Path directory) {
        return compile(policy, environment, directory).match(Compiled.Accepted::snapshot, refused -> {
            throw new AssertionError("the test's policy is refused:\n" + refused.problems() + "\n" + policy);
        });
    }

    private static Compiled compile(String policy, Map<String, String> environment, Path directory) {
        return new PolicyCompiler(BuiltInCatalogue.load(), new MachineSecrets(environment, true))
                .compile("test.yaml", whole(policy), null, directory);
    }

    /** What is wrong with that policy. */
    static List<Problem> problems(String policy) throws IOException {
        return compile(policy, Map.of(), Files.createTempDirectory("bailiwick-e2e"))
                .match(accepted -> List.of(), Compiled.Refused::problems);
    }

    static String whole(String policy) {
        String head = policy.contains("\ngateway:") || policy.startsWith("gateway:")
                ? ""
                : "gateway: { region: aws:eu-central-1, listen: \"127.0.0.1:0\", admin: \"127.0.0.1:0\" }\n";
        return (policy.contains("bailiwick: 1") ? "" : "bailiwick: 1\n") + head + policy;
    }

    /** Replaces the policy in force, as a reload does. */
    void reload(String policy) {
        wiring.gateway().policy().replace(accepted(policy, environment, directory));
    }

    io.bailiwick.gateway.Gateway gateway() {
        return wiring.gateway();
    }

    int port() {
        return wiring.gateway().address().getPort();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    RawClient raw() throws IOException {
        return RawClient.connect("127.0.0.1", port());
    }

    /** One unary chat of that tenant. */
    RawReply chat(String key, String body, String... headers) throws IOException {
        return post("/v1/chat/completions", key, body, headers);
    }

    RawReply post(String path, String key, String body, String... headers) throws IOException {
        try (RawClient client = raw()) {
            String[] all = Stream.concat(Stream.of("authorization", "Bearer " + key), Stream.of(headers))
                    .toArray(String[]::new);
            return client.send(RawClient.request("POST", path, body, all)).reply();
        }
    }

    static String chatBody(String text) {
        return "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    static String streamBody(String text) {
        return "{\"model\":\"chat\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    HttpResponse<String> admin(String method, String path) {
        URI url =
                URI.create("http://127.0.0.1:" + wiring.gateway().adminAddress().getPort() + path);
        try {
            return http.send(
                    HttpRequest.newBuilder(url)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    String metrics() {
        return admin("GET", "/metrics").body();
    }

    /** Every log line so far. */
    String log() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    /** The line of that trace, once it is written. */
    JsonNode logLine(String traceId) {
        return org.awaitility.Awaitility.await("the log line of " + traceId)
                .until(() -> find(traceId), found -> found != null);
    }

    private JsonNode find(String traceId) throws IOException {
        for (String line : log().split("\n")) {
            if (line.contains(traceId)) {
                return JSON.readTree(line);
            }
        }
        return null;
    }

    static JsonNode json(RawReply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (IOException malformed) {
            throw new UncheckedIOException("not JSON: " + reply.body(), malformed);
        }
    }

    @Override
    public void close() {
        wiring.close();
    }
}
