package io.bailiwick.cli;

import io.bailiwick.config.Compiled;
import io.bailiwick.config.ProofReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Parses, validates and proves a policy, and prints the proof.")
@SuppressWarnings("NullAway.Init") // fields are set by picocli before call
final class CheckCommand implements Callable<Integer> {

    enum Format {
        text,
        json
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the policy")
    private Path file;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Format format = Format.text;

    @Option(names = "--region", description = "where the gateway would run; overrides gateway.region")
    private @Nullable String region;

    @Option(names = "--online", description = "resolves reach at the providers (not in this build)")
    private boolean online;

    @Override
    public Integer call() throws IOException {
        if (online) {
            throw new ParameterException(spec.commandLine(), "--online is not in this build");
        }
        PolicyFile policy = new PolicyFile(file, region, false);
        Compiled compiled = policy.compile(policy.read());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return compiled.match(
                accepted -> {
                    out.println(
                            format == Format.json
                                    ? ProofReport.json(accepted.snapshot())
                                    : ProofReport.text(accepted.snapshot()));
                    return Exit.HOLDS;
                },
                refused -> {
                    if (format == Format.json) {
                        out.println(ProofReport.json(refused.problems()));
                    } else {
                        refused.problems().forEach(problem -> err.println(problem));
                        int problems = refused.problems().size();
                        err.println(problems + (problems == 1 ? " problem" : " problems")
                                + "; this policy carries no traffic");
                    }
                    return Exit.DOES_NOT_HOLD;
                });
    }
}
