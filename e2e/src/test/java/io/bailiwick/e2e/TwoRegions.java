package io.bailiwick.e2e;

import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RegionSinks;
import java.io.IOException;

/** A gateway in the EU in front of one provider in Frankfurt and one in Virginia, for tests of the client's side. */
final class TwoRegions implements AutoCloseable {

    static final String FRANKFURT = "onprem:fra1";
    static final String VIRGINIA = "onprem:iad1";

    final RegionSinks sinks;
    final Running gateway;

    private TwoRegions(RegionSinks sinks, Running gateway) {
        this.sinks = sinks;
        this.gateway = gateway;
    }

    static TwoRegions start() throws IOException {
        return start("");
    }

    /** {@code limits} are the lines of {@code gateway.limits}, without braces. */
    static TwoRegions start(String limits) throws IOException {
        RegionSinks sinks = RegionSinks.start(FRANKFURT, VIRGINIA);
        return new TwoRegions(sinks, Running.start(policy(sinks, limits)));
    }

    static String policy(RegionSinks sinks, String limits) {
        return """
            gateway:
              region: aws:eu-central-1
              listen: "127.0.0.1:0"
              admin: "127.0.0.1:0"
              peers: { us: "https://us.llm.example.com" }
              limits: { %s }
            """.formatted(limits)
                + Running.REGIONS
                + Running.TENANTS
                + """
            endpoints:
              frankfurt:
                provider: openai-compatible
                url: %1$s
                reach: [onprem:fra1]
                models: { chat: sim-large }
              claude-frankfurt:
                provider: anthropic-compatible
                url: %1$s
                reach: [onprem:fra1]
                models: { claude: sim-claude }
              virginia:
                provider: openai-compatible
                url: %2$s
                reach: [onprem:iad1]
                models: { chat: sim-large, far: sim-large }
            routes:
              chat:
                eu: [[frankfurt]]
                de: [[frankfurt]]
                us: [[virginia]]
                options: { timeouts: { connect: 300ms, first-event: 700ms, between-events: 700ms, request: 3s } }
              claude:
                eu: [[claude-frankfurt]]
                options: { timeouts: { connect: 300ms, first-event: 700ms, between-events: 700ms, request: 3s } }
              far:
                us: [[virginia]]
            """.formatted(sinks.url(FRANKFURT), sinks.url(VIRGINIA));
    }

    SimulatedProvider frankfurt() {
        return sinks.sink(FRANKFURT);
    }

    @Override
    public void close() {
        gateway.close();
        sinks.close();
    }
}
