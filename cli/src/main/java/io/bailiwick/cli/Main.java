package io.bailiwick.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        versionProvider = Version.class)
public final class Main implements Runnable {

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("demo", DemoCommand.class);
        COMMANDS.put("serve", ServeCommand.class);
        COMMANDS.put("check", CheckCommand.class);
        COMMANDS.put("explain", ExplainCommand.class);
        COMMANDS.put("keys", KeysCommand.class);
        COMMANDS.put("drill", DrillCommand.class);
        COMMANDS.put("report", ReportCommand.class);
        COMMANDS.put("probe", ProbeCommand.class);
        COMMANDS.put("simulate", SimulateCommand.class);
        COMMANDS.put("archive", ArchiveCommand.class);
        COMMANDS.put("help", HelpCommand.class);
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    public static void main(String[] arguments) {
        LibrarySettings.apply();
        System.exit(run(StandardStreams.out(), StandardStreams.err(), arguments));
    }

    /** The command line without the exit: what tests call. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Serve plainly = Serve.plainly(err, arguments);
        if (plainly != null) {
            return serve(plainly, err);
        }
        CommandLine line = new CommandLine(new Main());
        asked(arguments).forEach(line::addSubcommand);
        return line.setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, where, parsed) -> failed(failure, where.getErr()))
                .execute(arguments);
    }

    private static int serve(Serve serve, PrintWriter err) {
        try {
            return serve.call();
        } catch (IOException | InterruptedException | RuntimeException failure) {
            return failed(failure, err);
        }
    }

    private static int failed(Exception failure, PrintWriter err) {
        err.println("bailiwick: " + Failure.say(failure));
        return Exit.DOES_NOT_HOLD;
    }

    /** The command that is named, or all: a start does not read how the others are used. */
    private static Collection<Class<?>> asked(String... arguments) {
        Class<?> named = arguments.length == 0 || arguments[0].equals("help") ? null : COMMANDS.get(arguments[0]);
        return named == null ? COMMANDS.values() : List.of(named);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which command");
    }
}
