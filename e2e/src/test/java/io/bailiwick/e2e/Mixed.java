package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Framing;
import io.bailiwick.simulator.Received;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.Canaries;
import io.bailiwick.testkit.RawReply;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** One EU pool of four dialects, and a healthy Virginia that takes them all: Azure, Anthropic, Mistral, vLLM. */
final class Mixed implements AutoCloseable {

    static final List<String> EU = List.of("azure", "anthropic", "mistral", "vllm");

    final RegionSinks sinks;
    final Canaries canaries = Canaries.fresh();
    final Running running;
    private final List<String> pool;

    private Mixed(List<String> pool, RegionSinks sinks) throws IOException {
        this.pool = pool;
        this.sinks = sinks;
        this.running = Running.start(policy(pool));
    }

    /** The EU's pool has a tier for each of those, in that order. */
    static Mixed of(String... pool) throws IOException {
        RegionSinks sinks = RegionSinks.start(
                List.of("azure", "anthropic", "mistral", "vllm", "virginia"), each -> switch (each.name()) {
                    case "azure" -> each.withFraming(Framing.AZURE);
                    case "mistral" -> each.withFraming(Framing.MISTRAL);
                    default -> each;
                });
        try {
            return new Mixed(pool.length == 0 ? EU : List.of(pool), sinks);
        } catch (IOException | RuntimeException | AssertionError failed) {
            sinks.close();
            throw failed;
        }
    }

    String policy(List<String> tiers) {
        StringBuilder text = new StringBuilder(Running.REGIONS);
        text.append(Running.TENANTS.replaceFirst("sha256:[0-9a-f]{64}", "sha256:" + Border.digest(canaries.key())));
        text.append("endpoints:\n");
        endpoint(text, "azure", "azure", "onprem:fra1");
        endpoint(text, "anthropic", "anthropic-compatible", "onprem:par1");
        endpoint(text, "mistral", "mistral", "onprem:par1");
        endpoint(text, "vllm", "openai-compatible", "onprem:fra1");
        text.append("  virginia: { provider: openai-compatible, url: \"" + sinks.url("virginia")
                + "\", reach: [\"onprem:iad1\"], models: { chat: upstream } }\n");
        text.append("routes:\n  chat: { eu: ["
                + String.join(", ", tiers.stream().map(t -> "[" + t + "]").toList())
                + "], us: [[virginia]], options: { " + Topology.TIMEOUTS + " } }\n");
        return text.toString();
    }

    private void endpoint(StringBuilder text, String name, String provider, String region) {
        String apis = name.equals("azure") || name.equals("vllm") ? ", apis: [chat]" : "";
        text.append("  " + name + ": { provider: " + provider + ", url: \"" + sinks.url(name) + "\", reach: [\""
                + region + "\"], models: { chat: upstream }" + apis + " }\n");
    }

    SimulatedProvider at(String endpoint) {
        return sinks.sink(endpoint);
    }

    /** The body that reached that endpoint last. */
    String heard(String endpoint) {
        List<Received> received = at(endpoint).received();
        return received.get(received.size() - 1).json().toString();
    }

    RawReply ask(Client client, String... members) throws IOException {
        String body = client.body(canaries, String.join("", members));
        return client == Client.MESSAGES
                ? running.post(client.path, canaries.key(), body, "anthropic-version", "2023-06-01")
                : running.post(client.path, canaries.key(), body);
    }

    /** The prompt was in exactly those endpoints, in nobody's log, and Virginia was not so much as called. */
    void held(String... endpoints) {
        assertThat(sinks.seenIn(canaries.prompt())).isEqualTo(Set.of(endpoints));
        sinks.assertUntouched("virginia");
        assertThat(sinks.seenIn(canaries.key())).isEmpty();
        RegionSinks.assertAbsent(canaries, "the log", running.log());
        RegionSinks.assertAbsent(canaries, "the metrics", running.metrics());
    }

    void reload(String... tiers) {
        running.reload(policy(List.of(tiers)));
    }

    List<String> pool() {
        return pool;
    }

    @Override
    public void close() {
        running.close();
        sinks.close();
    }

    /** Whoever asks, in the words of its SDK. */
    enum Client {
        CHAT("/v1/chat/completions"),
        RESPONSES("/v1/responses"),
        MESSAGES("/v1/messages");

        final String path;

        Client(String path) {
            this.path = path;
        }

        String body(Canaries canaries, String members) {
            String text = "{\"role\":\"user\",\"content\":\"what is the weather, " + canaries.prompt() + "\"}";
            return switch (this) {
                case CHAT -> "{\"model\":\"chat\",\"max_tokens\":64" + members + ",\"messages\":[" + text + "]}";
                case RESPONSES ->
                    "{\"model\":\"chat\",\"max_output_tokens\":64" + members + ",\"input\":[" + text + "]}";
                case MESSAGES -> "{\"model\":\"chat\",\"max_tokens\":64" + members + ",\"messages\":[" + text + "]}";
            };
        }

        /** One tool that looks up the weather, not strict anywhere. */
        String tool() {
            String schema =
                    "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";
            return switch (this) {
                case CHAT ->
                    ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":" + schema
                            + "}}]";
                case RESPONSES ->
                    ",\"tools\":[{\"type\":\"function\",\"name\":\"look\",\"strict\":false,\"parameters\":" + schema
                            + "}]";
                case MESSAGES -> ",\"tools\":[{\"name\":\"look\",\"input_schema\":" + schema + "}]";
            };
        }
    }
}
