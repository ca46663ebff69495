package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import io.netty.resolver.AddressResolverGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A gateway between an EU client full of canaries and a sink for each region, and the proof that none crossed. */
final class Border implements AutoCloseable {

    private static final Map<String, String> CREDENTIALS =
            Map.of("FRA_KEY", "secret-of-fra", "PAR_KEY", "secret-of-par", "IAD_KEY", "secret-of-iad");

    private final RegionSinks sinks;
    private final Canaries canaries;
    private final Running running;

    private Border(RegionSinks sinks, Canaries canaries, Running running) {
        this.sinks = sinks;
        this.canaries = canaries;
        this.running = running;
    }

    static Border start(UnaryOperator<Topology> shape) throws IOException {
        return start(shape, null);
    }

    static Border start(UnaryOperator<Topology> shape, @Nullable AddressResolverGroup<InetSocketAddress> names)
            throws IOException {
        return over(RegionSinks.start(Topology.SINKS, UnaryOperator.identity()), shape, names);
    }

    /** Takes the sinks over, and closes them. */
    static Border over(
            RegionSinks sinks, UnaryOperator<Topology> shape, @Nullable AddressResolverGroup<InetSocketAddress> names)
            throws IOException {
        Canaries canaries = Canaries.fresh();
        try {
            String policy = shape.apply(new Topology()).policy(sinks, digest(canaries.key()));
            return new Border(sinks, canaries, Running.start(policy, CREDENTIALS, names));
        } catch (IOException | RuntimeException | AssertionError failed) {
            sinks.close();
            throw failed;
        }
    }

    /** One endpoint in the EU. */
    static Border withFrankfurt() throws IOException {
        return start(topology -> topology.pool("[[fra]]"));
    }

    /** Two endpoints in the EU, Frankfurt first. */
    static Border withFrankfurtThenParis() throws IOException {
        return start(topology -> topology);
    }

    static String digest(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Running running() {
        return running;
    }

    RegionSinks sinks() {
        return sinks;
    }

    Canaries canaries() {
        return canaries;
    }

    SimulatedProvider fra() {
        return sinks.sink("fra1");
    }

    SimulatedProvider par() {
        return sinks.sink("par1");
    }

    SimulatedProvider iad() {
        return sinks.sink("iad1");
    }

    /** As if a reply to the EU had shown that this endpoint runs in no place that anybody can name. */
    void quarantine(String endpoint) {
        quarantine(endpoint, "eu", Reach.anywhere());
    }

    /** As if a reply to that jurisdiction had shown that this endpoint runs there. */
    void quarantine(String endpoint, String jurisdiction, Reach seen) {
        for (Route route : running.gateway().inForce().routes().all()) {
            Pool pool = Objects.requireNonNull(route.pools().get(jurisdiction), "each route has a pool for it");
            pool.candidates()
                    .filter(candidate -> candidate.endpoint().name().equals(endpoint))
                    .forEach(candidate ->
                            running.gateway().health().quarantine().add(candidate.key(), pool.jurisdiction(), seen));
        }
    }

    void reload(UnaryOperator<Topology> shape) {
        running.reload(policy(shape));
    }

    String policy(UnaryOperator<Topology> shape) {
        return shape.apply(new Topology()).policy(sinks, digest(canaries.key()));
    }

    /** Members of a chat request with a canary in its prompt and its metadata. */
    String chat(String... members) {
        return "{\"model\":\"chat\"," + (members.length == 0 ? "" : String.join(",", members) + ",")
                + "\"metadata\":{\"note\":\"" + canaries.metadata() + "\"},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"" + canaries.prompt() + "\"}]}";
    }

    /** Members of a Responses request with a canary in its prompt and its metadata. */
    String responses(String... members) {
        return "{\"model\":\"chat\"," + (members.length == 0 ? "" : String.join(",", members) + ",")
                + "\"metadata\":{\"note\":\"" + canaries.metadata() + "\"},\"input\":\"" + canaries.prompt() + "\"}";
    }

    /** Members of a Messages request with a canary in its prompt and its metadata. */
    String messages(String... members) {
        return "{\"model\":\"claude\",\"max_tokens\":64," + (members.length == 0 ? "" : String.join(",", members) + ",")
                + "\"metadata\":{\"user_id\":\"" + canaries.metadata() + "\"},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"" + canaries.prompt() + "\"}]}";
    }

    /** A whole request of the EU tenant, with canaries in its key and in headers that nobody asked for. */
    String request(String path, String body, String... headers) {
        String[] own = {
            "authorization",
            "Bearer " + canaries.key(),
            "content-type",
            "application/json",
            "x-note",
            canaries.header(),
            "cookie",
            "session=" + canaries.header(),
            "x-forwarded-for",
            "203.0.113.7"
        };
        String[] all = new String[own.length + headers.length];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(headers, 0, all, own.length, headers.length);
        return RawClient.request("POST", path, body, all);
    }

    RawReply post(String path, String body, String... headers) throws IOException {
        try (RawClient client = running.raw()) {
            return client.send(request(path, body, headers)).reply();
        }
    }

    /** A unary chat. */
    RawReply ask() throws IOException {
        return post("/v1/chat/completions", chat());
    }

    /** A streamed chat. */
    RawReply stream() throws IOException {
        return post("/v1/chat/completions", chat("\"stream\":true"));
    }

    /** The prompt reached these regions, nothing reached any other, and nobody kept or passed on what he should not. */
    void held(String... regions) {
        sinks.assertExactlyIn(Set.of(regions), canaries);
        untold();
    }

    /** No canary reached any region but these. */
    void heldWithin(String... regions) {
        sinks.assertOnlyIn(Set.of(regions), canaries);
        untold();
    }

    private void untold() {
        sinks.assertUntouched("iad1");
        assertThat(sinks.seenIn(canaries.key()))
                .as("sinks that saw the client's key")
                .isEmpty();
        assertThat(sinks.seenIn(canaries.header()))
                .as("sinks that saw a header that nobody asked for")
                .isEmpty();
        RegionSinks.assertAbsent(canaries, "the log", running.log());
        for (String page : List.of("/metrics", "/v1/policy", "/v1/endpoints", "/v1/versions", "/")) {
            RegionSinks.assertAbsent(canaries, page, running.admin("GET", page).body());
        }
    }

    static JsonNode error(RawReply reply) {
        return Running.json(reply).path("error");
    }

    static String code(RawReply reply) {
        return error(reply).path("bailiwick").path("code").asText();
    }

    /** The candidates that a refusal names, as {@code endpoint=reason}. */
    static List<String> candidates(RawReply reply) {
        return error(reply).path("bailiwick").path("candidates").findValuesAsText("endpoint").stream()
                .map(endpoint -> endpoint + "=" + reason(reply, endpoint))
                .toList();
    }

    private static String reason(RawReply reply, String endpoint) {
        for (JsonNode candidate : error(reply).path("bailiwick").path("candidates")) {
            if (candidate.path("endpoint").asText().equals(endpoint)) {
                return candidate.path("reason").asText();
            }
        }
        throw new AssertionError("no candidate " + endpoint + " in " + reply.body());
    }

    /** The log line of the exchange that this reply ended. */
    JsonNode logLine(RawReply reply) {
        return running.logLine(reply.header("bailiwick-trace-id"));
    }

    URI url(String region) {
        return sinks.url(region);
    }

    @Override
    public void close() {
        running.close();
        sinks.close();
    }
}
