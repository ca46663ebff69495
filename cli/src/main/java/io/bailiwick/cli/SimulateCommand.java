package io.bailiwick.cli;

import io.bailiwick.simulator.SimulatedProvider;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs one simulated provider, for trying a policy out; it has every model that it is asked for.")
@SuppressWarnings("NullAway.Init") // fields are set by picocli before call
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "REGION", description = "what it calls itself in its answers, such as onprem:fra1")
    private String region;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:18101",
            description = "where it answers (default: ${DEFAULT-VALUE})")
    private String listen;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch told = Signals.end();
        // It remembers nothing: whoever tries a policy out may send it what is not for keeping.
        try (SimulatedProvider provider = DemoProvider.start(region, host(), port(), List.of(), 0)) {
            spec.commandLine()
                    .getOut()
                    .println("simulating " + region + ", answering on " + host() + ":"
                            + provider.url().getPort());
            spec.commandLine().getOut().flush();
            told.await();
        }
        return Exit.HOLDS;
    }

    private String host() {
        return listen.substring(0, Math.max(0, listen.lastIndexOf(':')));
    }

    private int port() {
        String port = listen.substring(listen.lastIndexOf(':') + 1);
        if (host().isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--listen " + listen + " (expected: HOST:PORT, such as 0.0.0.0:18101)");
        }
        return Integer.parseInt(port);
    }
}
