package io.bailiwick.cli;

import io.bailiwick.config.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--jurisdiction",
            paramLabel = "J",
            description = "the jurisdiction that the client asks for; the user's own where nothing else is given")
    private @Nullable String jurisdiction;

    @Option(names = "--model", required = true, paramLabel = "M", description = "the model name that the client sends")
    private String model;

    @Option(
            names = "--country",
            paramLabel = "C",
            description = "the country that a trusted peer's header says, ISO 3166-1 alpha-2")
    private @Nullable String country;

    @Option(names = "--tenant", paramLabel = "T", description = "whose key, token or certificate the request carries")
    private @Nullable String tenant;

    @Option(names = "--claim", paramLabel = "J", description = "the jurisdiction that its token claims")
    private @Nullable String claim;

    @Option(names = "--host", paramLabel = "H", description = "the host name that it calls")
    private @Nullable String host;

    @Option(names = "--address", paramLabel = "A", description = "the address that it comes from")
    private @Nullable String address;

    @Option(names = "--region", description = "where the gateway would run; overrides gateway.region")
    private @Nullable String region;

    @Override
    public Integer call() throws IOException {
        if (Stream.of(jurisdiction, tenant, claim, country, host, address).allMatch(Objects::isNull)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "nothing says whose request it is (expected: --jurisdiction, --tenant, --claim, --country, --host or"
                            + " --address)");
        }
        PolicyFile policy = new PolicyFile(file, region, false);
        return policy.compile(policy.read())
                .match(
                        accepted -> {
                            Explanation explanation = Explanation.of(
                                    accepted.snapshot(),
                                    new Explanation.Question(
                                            jurisdiction, model, country, tenant, claim, host, address));
                            spec.commandLine().getOut().println(explanation.text());
                            return switch (explanation.decision()) {
                                case SERVED -> Exit.HOLDS;
                                case REFUSED -> Exit.DOES_NOT_HOLD;
                                case NOT_ASKED -> Exit.USAGE;
                            };
                        },
                        refused -> {
                            refused.problems()
                                    .forEach(problem ->
                                            spec.commandLine().getErr().println(problem));
                            return Exit.DOES_NOT_HOLD;
                        });
    }
}
