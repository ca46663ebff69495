package io.bailiwick.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The one launcher: every command by its name. Exit codes: 0 holds, 1 does not, 2 usage. */
@Command(
        name = "bailiwick",
        description = "A region-aware LLM inference gateway. It would rather fail than cross a border.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            KeysCommand.class,
            DrillCommand.class,
            ReportCommand.class,
            ProbeCommand.class,
            SimulateCommand.class,
            HelpCommand.class
        })
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(StandardStreams.out(), StandardStreams.err(), arguments));
    }

    /** The command line without the exit: what tests call. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("bailiwick: " + Failure.say(failure));
                    return Exit.DOES_NOT_HOLD;
                })
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which command");
    }
}
