package io.bailiwick.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
        return new Serve(file, region, spec.commandLine().getErr()).call();
    }
}
