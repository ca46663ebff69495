package io.bailiwick.cli;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.gateway.WatchPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "serve", mixinStandardHelpOptions = true, description = "Runs the gateway until it is told to stop.")
@SuppressWarnings("NullAway.Init") // fields are set by picocli before call
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FILE",
            description = "the policy; reloaded when it changes")
    private Path file;

    @Option(names = "--region", paramLabel = "R", description = "where this process runs; overrides gateway.region")
    private @Nullable String region;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PolicyFile policy = new PolicyFile(file, region, true);
        byte[] bytes = policy.read();
        GatewaySnapshot snapshot = policy.compile(bytes).match(accepted -> accepted.snapshot(), refused -> {
            refused.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
            return null;
        });
        if (snapshot == null || !servable(snapshot) || !runsWhereItSays(snapshot)) {
            return Exit.DOES_NOT_HOLD;
        }
        CountDownLatch told = Signals.end();
        try (Wiring wiring = Wiring.start(snapshot, StandardStreams.lines());
                WatchPolicy watch = new WatchPolicy(
                        file, bytes, policy::compile, wiring.gateway().policy())) {
            watch.start();
            Signals.on("HUP", watch::reload);
            told.await();
        }
        return Exit.HOLDS;
    }

    /** The gateway is a surface like any other: a wrong region here would make every proof about it wrong. */
    private boolean runsWhereItSays(GatewaySnapshot snapshot) throws InterruptedException {
        String declared = snapshot.gateway().region().name();
        String actual = new InstanceRegion().name();
        if (actual == null || actual.equals(declared)) {
            return true;
        }
        spec.commandLine()
                .getErr()
                .println(file + ": gateway.region is " + declared + ", but this machine's metadata says " + actual);
        return false;
    }

    private boolean servable(GatewaySnapshot snapshot) {
        PrintWriter err = spec.commandLine().getErr();
        snapshot.warnings().forEach(warning -> err.println("warning: " + warning));
        snapshot.notInThisBuild().forEach(part -> err.println(file + ": " + part + " is not in this build"));
        return snapshot.notInThisBuild().isEmpty();
    }
}
