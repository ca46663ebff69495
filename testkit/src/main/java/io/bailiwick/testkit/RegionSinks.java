package io.bailiwick.testkit;

import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.Received;
import io.bailiwick.simulator.SimulatedProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A provider for each region, each on its own loopback address, and the oracle over every byte that reached any. */
public final class RegionSinks implements AutoCloseable {
    private final Map<String, SimulatedProvider> sinks = new LinkedHashMap<>();

    private RegionSinks() {}

    public static RegionSinks start(String... regions) throws IOException {
        return start(List.of(regions), UnaryOperator.identity());
    }

    /** Starts a provider for each region, at 127.0.1.1, 127.0.1.2 and so on; {@code each} may change its personality. */
    public static RegionSinks start(List<String> regions, UnaryOperator<Personality> each) throws IOException {
        RegionSinks started = new RegionSinks();
        for (String region : regions) {
            Personality personality = Personality.named(region).withHost("127.0.1." + (started.sinks.size() + 1));
            started.sinks.put(region, SimulatedProvider.start(each.apply(personality)));
        }
        return started;
    }

    public Set<String> regions() {
        return Set.copyOf(sinks.keySet());
    }

    public SimulatedProvider sink(String region) {
        SimulatedProvider sink = sinks.get(region);
        if (sink == null) {
            throw new IllegalArgumentException("no sink for " + region + " among " + sinks.keySet());
        }
        return sink;
    }

    public URI url(String region) {
        return sink(region).url();
    }

    /** The regions that any byte of this word reached, half-received requests and other encodings included. */
    public Set<String> seenIn(String word) {
        Traces traces = new Traces(word);
        Set<String> seen = new TreeSet<>();
        sinks.forEach((region, sink) -> {
            if (sink.forgotten() > 0) {
                throw new AssertionError(
                        region + " has forgotten " + sink.forgotten() + " requests: nothing is proven");
            }
            for (Received received : sink.received()) {
                if (traces.in(received.raw()) || traces.in(received.bodyBytes())) {
                    seen.add(region);
                }
            }
        });
        return seen;
    }

    /** No canary may have reached any other region. */
    public void assertOnlyIn(Set<String> regions, Canaries canaries) {
        canaries.all().forEach(word -> assertOnlyIn(regions, word));
    }

    /** The word may have reached no other region. */
    public void assertOnlyIn(Set<String> regions, String word) {
        regions.forEach(this::sink);
        Set<String> outside = seenIn(word);
        outside.removeAll(regions);
        if (!outside.isEmpty()) {
            throw new AssertionError(word + " reached " + outside + ", which is outside " + regions);
        }
    }

    /** The prompt must have reached all of these regions and no other; the other canaries none but these. */
    public void assertExactlyIn(Set<String> regions, Canaries canaries) {
        assertOnlyIn(regions, canaries);
        Set<String> seen = seenIn(canaries.prompt());
        if (!seen.equals(regions)) {
            throw new AssertionError(canaries.prompt() + " reached " + seen + " instead of " + regions);
        }
    }

    /** Nobody may have so much as connected there. */
    public void assertUntouched(String... regions) {
        for (String region : regions) {
            if (sink(region).connectionsOpened() > 0) {
                throw new AssertionError(
                        region + " was connected to " + sink(region).connectionsOpened() + " times: "
                                + sink(region).received());
            }
        }
    }

    /** No canary may stand in that text, a log or a page of metrics. */
    public static void assertAbsent(Canaries canaries, String where, String text) {
        for (String word : canaries.all()) {
            if (new Traces(word).in(text)) {
                throw new AssertionError(word + " stands in " + where);
            }
        }
    }

    /** No canary may stand in that file, or in any file below that directory. */
    public static void assertAbsent(Canaries canaries, Path path) throws IOException {
        try (var files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (String word : canaries.all()) {
                    if (new Traces(word).in(bytes)) {
                        throw new AssertionError(word + " stands in " + file);
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        sinks.values().forEach(SimulatedProvider::close);
    }
}
