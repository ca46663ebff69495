package io.bailiwick.cli;

import io.bailiwick.simulator.Latency;
import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The simulated provider of {@code demo} and {@code simulate}, at a believable pace. */
final class DemoProvider {

    private static final Latency PACE = new Latency(Duration.ofMillis(80), Duration.ofMillis(20));

    private DemoProvider() {}

    /** Has these models, or any where there are none; {@code kept} is how many requests it remembers. */
    static SimulatedProvider start(String region, String host, int port, List<String> models, int kept)
            throws IOException {
        return SimulatedProvider.start(Personality.named(region)
                .withHost(host)
                .withPort(port)
                .withModels(models)
                .withInferenceGeo(region.equals("onprem:iad1") ? "us" : null)
                .withLatency(PACE)
                .withKept(kept));
    }
}
