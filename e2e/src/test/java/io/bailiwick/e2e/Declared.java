package io.bailiwick.e2e;

import io.bailiwick.testkit.RegionSinks;
import io.bailiwick.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Endpoints under the very names of providers, each a sink on loopback with a certificate for that name. */
final class Declared {

    static final String OPENAI = "eu.api.openai.com";
    static final String AZURE = "acme-se.openai.azure.com";
    static final String ANTHROPIC = "api.anthropic.com";
    static final String SINK = "zrh1";

    private Declared() {}

    /** Route {@code declared} of the EU's pool at {@code openai}, with {@code extra} of its endpoint as YAML. */
    static Border openai(Path directory, String extra) throws IOException {
        return openai(directory, extra, topology -> topology);
    }

    static Border openai(Path directory, String extra, UnaryOperator<Topology> more) throws IOException {
        return start(
                directory,
                OPENAI,
                (topology, port) -> more.apply(topology)
                        .adding(
                                "openai",
                                "provider: openai, url: \"https://" + OPENAI + ":" + port
                                        + "/v1\", models: { declared: gpt-4o }, credential: { env: FRA_KEY }, "
                                        + trust(directory)
                                        + extra)
                        .addingRoute("declared: { eu: [[openai]], options: { " + Topology.TIMEOUTS + " } }"));
    }

    static Border azure(Path directory) throws IOException {
        return start(
                directory,
                AZURE,
                (topology, port) -> topology.adding(
                                "azure",
                                "provider: azure, url: \"https://" + AZURE + ":" + port
                                        + "/openai/v1\", sku: standard, reach: [azure:swedencentral], models: { declared: gpt-4o-se }, "
                                        + "credential: { env: PAR_KEY }, " + trust(directory))
                        .addingRoute("declared: { eu: [[azure]], options: { " + Topology.TIMEOUTS + " } }"));
    }

    /** Anthropic promises the US only, so its pool is that of the US, and so is the gateway. */
    static Border anthropic(Path directory) throws IOException {
        return start(
                directory,
                ANTHROPIC,
                (topology, port) -> topology.gatewayIn("aws:us-east-1")
                        .adding(
                                "anthropic",
                                "provider: anthropic, url: \"https://" + ANTHROPIC + ":" + port
                                        + "/v1\", reach: [\"anthropic:us\"], models: { declared: claude-sonnet-5 }, credential: { env: IAD_KEY }, "
                                        + trust(directory))
                        .addingRoute("declared: { us: [[anthropic]], options: { " + Topology.TIMEOUTS + " } }"));
    }

    /** A request for that route in place of the one for {@code chat} or {@code claude}. */
    static String asked(String body) {
        return body.replaceFirst("\"model\":\"(chat|claude)\"", "\"model\":\"declared\"");
    }

    private static String trust(Path directory) {
        return "networks: [127.0.0.0/8], tls: { ca: \"" + directory.resolve("ours-ca.pem") + "\" }";
    }

    private static Border start(Path directory, String host, Shape shape) throws IOException {
        TestCertificates ours = TestCertificates.in(directory, "ours");
        List<String> regions = new ArrayList<>(Topology.SINKS);
        regions.add(SINK);
        RegionSinks sinks = RegionSinks.start(
                regions,
                personality -> personality.name().equals(SINK)
                        ? personality.withTls(ours.server(host).context())
                        : personality);
        int port = sinks.sink(SINK).port();
        return Border.over(
                sinks,
                topology -> shape.apply(topology.euBoundary("[EEA, CH]"), port),
                new LoopbackNames().with(host, "127.0.1.4"));
    }

    private interface Shape {
        Topology apply(Topology topology, int port);
    }
}
