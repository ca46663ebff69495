package io.bailiwick.cli;

import io.bailiwick.config.BuiltInCatalogue;
import io.bailiwick.config.GatewaySettings;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.HostPort;
import io.bailiwick.config.PolicyCompiler;
import io.bailiwick.credentials.MachineSecrets;
import io.bailiwick.simulator.SimulatedProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Simulated providers in two EU regions and one US region, and two gateways in front of them.")
@SuppressWarnings("NullAway.Init") // fields are set by picocli before call
final class DemoCommand implements Callable<Integer> {

    private static final String POLICY = "demo.yaml";

    /** The regions of the demo's policy, each with the port that its endpoints name. */
    private static final Map<String, Integer> PROVIDER_PORTS = new LinkedHashMap<>();

    static {
        PROVIDER_PORTS.put("onprem:fra1", 18101);
        PROVIDER_PORTS.put("onprem:par1", 18102);
        PROVIDER_PORTS.put("onprem:iad1", 18103);
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--break",
            paramLabel = "REGION",
            description = "takes a region down: onprem:fra1, onprem:par1 or onprem:iad1; may be repeated")
    private List<String> broken = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (String region : broken) {
            if (!PROVIDER_PORTS.containsKey(region)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--break " + region + " (expected: one of " + String.join(", ", PROVIDER_PORTS.keySet()) + ")");
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch told = Signals.end();
        List<AutoCloseable> open = new ArrayList<>();
        try {
            for (Map.Entry<String, Integer> provider : PROVIDER_PORTS.entrySet()) {
                open.add(simulate(provider.getKey(), provider.getValue()));
            }
            open.add(0, Wiring.start(snapshot("aws:eu-central-1", 8080, 9090), StandardStreams.lines()));
            open.add(0, Wiring.start(snapshot("aws:us-east-1", 8081, 9091), StandardStreams.lines()));
            out.println(DemoText.of(broken));
            out.flush();
            told.await();
        } finally {
            closeAll(open);
        }
        return Exit.HOLDS;
    }

    private SimulatedProvider simulate(String region, int port) throws IOException {
        SimulatedProvider provider =
                DemoProvider.start(region, "127.0.0.1", port, List.of("sim-large", "sim-claude", "sim-embed"), 10_000);
        if (broken.contains(region)) {
            provider.breakDown();
        }
        return provider;
    }

    /** By which a running gateway is known to be the demo. */
    static String policyDigest() throws IOException {
        return compiled("aws:eu-central-1").digest();
    }

    private static GatewaySnapshot compiled(String region) throws IOException {
        return new PolicyCompiler(BuiltInCatalogue.load(), new MachineSecrets(System.getenv(), true))
                .compile(POLICY, text(), region, Path.of("").toAbsolutePath())
                .match(accepted -> accepted.snapshot(), refused -> {
                    throw new IllegalStateException("the demo's own policy is refused: " + refused.problems());
                });
    }

    private static GatewaySnapshot snapshot(String region, int port, int adminPort) throws IOException {
        GatewaySnapshot compiled = compiled(region);
        GatewaySettings asked = compiled.gateway();
        GatewaySettings here = new GatewaySettings(
                asked.region(),
                new HostPort("127.0.0.1", port),
                new GatewaySettings.AdminSettings(new HostPort("127.0.0.1", adminPort), null),
                asked.tls(),
                asked.trustedProxies(),
                asked.peers(),
                asked.state(),
                asked.limits(),
                asked.replicas(),
                asked.metrics(),
                asked.sockets());
        return compiled.at(here);
    }

    private static String text() throws IOException {
        try (@Nullable InputStream policy = DemoCommand.class.getResourceAsStream(POLICY)) {
            if (policy == null) {
                throw new IOException("this build lacks the demo's policy");
            }
            return new String(policy.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void closeAll(List<AutoCloseable> open) {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception failed) {
                spec.commandLine().getErr().println("while stopping: " + Failure.say(failed));
            }
        }
    }
}
