package io.bailiwick.e2e;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;
import java.util.List;

/** Frankfurt, Paris and Virginia, simulated, behind one gateway in the EU that speaks both dialects, and SDKs of it. */
final class ThreeRegions implements AutoCloseable {

    static final String FRANKFURT = "onprem:fra1";
    static final String PARIS = "onprem:par1";
    static final String VIRGINIA = "onprem:iad1";

    /** What the simulated providers call the model behind {@code chat}, and behind {@code claude}. */
    static final String CHAT_VERSION = "sim-large-2024-11-20";

    static final String CLAUDE_VERSION = "sim-claude-2024-11-20";

    private static final String ROUTES = """
        endpoints:
          frankfurt: { provider: openai-compatible, url: "%1$s", reach: ["onprem:fra1"], models: { chat: sim-large, embed: sim-embed } }
          paris: { provider: openai-compatible, url: "%2$s", reach: ["onprem:par1"], models: { chat: sim-large, embed: sim-embed } }
          virginia: { provider: openai-compatible, url: "%3$s", reach: ["onprem:iad1"], models: { chat: sim-large } }
          claude-frankfurt: { provider: anthropic-compatible, url: "%1$s", reach: ["onprem:fra1"], models: { claude: sim-claude } }
          claude-paris: { provider: anthropic-compatible, url: "%2$s", reach: ["onprem:par1"], models: { claude: sim-claude } }
        routes:
          chat:
            eu: [[frankfurt], [paris]]
            us: [[virginia]]
            options: { aliases: [gpt-4o], timeouts: { connect: 300ms, first-event: 700ms, between-events: 700ms, request: 3s } }
          embed:
            eu: [[frankfurt]]
          claude:
            eu: [[claude-frankfurt], [claude-paris]]
            options: { timeouts: { connect: 300ms, first-event: 700ms, between-events: 700ms, request: 3s } }
        """;

    final RegionSinks sinks;
    final Running gateway;

    private ThreeRegions(RegionSinks sinks, Running gateway) {
        this.sinks = sinks;
        this.gateway = gateway;
    }

    static ThreeRegions start() throws IOException {
        return start("");
    }

    /** With {@code more} sections of the policy. */
    static ThreeRegions start(String more) throws IOException {
        RegionSinks sinks = RegionSinks.start(FRANKFURT, PARIS, VIRGINIA);
        String routes = ROUTES.formatted(sinks.url(FRANKFURT), sinks.url(PARIS), sinks.url(VIRGINIA));
        return new ThreeRegions(sinks, Running.start(Running.REGIONS + Running.TENANTS + routes + more));
    }

    SimulatedProvider frankfurt() {
        return sinks.sink(FRANKFURT);
    }

    /** Takes both regions of the EU down. */
    void breakEurope() {
        frankfurt().breakDown();
        sinks.sink(PARIS).breakDown();
    }

    /** OpenAI's client with {@code retries}, as an application configures it. */
    OpenAIClient openai(String key, int retries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url("/v1").toString())
                .apiKey(key)
                .maxRetries(retries)
                .build();
    }

    /** Anthropic's client with {@code retries}, as an application configures it. */
    AnthropicClient anthropic(String key, int retries) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(gateway.url("").toString())
                .apiKey(key)
                .maxRetries(retries)
                .build();
    }

    /** The exchanges of that path that have ended so far. */
    List<String> exchanges(String path) {
        return gateway.log()
                .lines()
                .filter(line -> line.contains("\"http.route\":\"" + path + "\""))
                .toList();
    }

    @Override
    public void close() {
        gateway.close();
        sinks.close();
    }
}
