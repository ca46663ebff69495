package io.bailiwick.cli;

import io.bailiwick.config.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Says, without sending anything, how a request would be decided.")
@SuppressWarnings("NullAway.Init") // fields are set by picocli before call
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the policy")
    private Path file;

    @Option(names = "--jurisdiction", required = true, paramLabel = "J", description = "the user's jurisdiction")
    private String jurisdiction;

    @Option(names = "--model", required = true, paramLabel = "M", description = "the model name that the client sends")
    private String model;

    @Option(names = "--country", paramLabel = "C", description = "the user's country, ISO 3166-1 alpha-2")
    private @Nullable String country;

    @Option(names = "--tenant", paramLabel = "T", description = "whose key the request carries")
    private @Nullable String tenant;

    @Option(names = "--region", description = "where the gateway would run; overrides gateway.region")
    private @Nullable String region;

    @Override
    public Integer call() throws IOException {
        PolicyFile policy = new PolicyFile(file, region, false);
        return policy.compile(policy.read())
                .match(
                        accepted -> {
                            Explanation explanation = Explanation.of(
                                    accepted.snapshot(),
                                    new Explanation.Question(jurisdiction, model, country, tenant));
                            spec.commandLine().getOut().println(explanation.text());
                            return explanation.served() ? Exit.HOLDS : Exit.DOES_NOT_HOLD;
                        },
                        refused -> {
                            refused.problems()
                                    .forEach(problem ->
                                            spec.commandLine().getErr().println(problem));
                            return Exit.DOES_NOT_HOLD;
                        });
    }
}
