package io.bailiwick.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that run to their end while a test waits. */
final class Shell {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private Map<String, String> environment = Map.of();
    private Duration limit = LIMIT;

    private Shell(Path directory) {
        this.directory = directory;
    }

    static Shell in(Path directory) {
        return new Shell(directory);
    }

    /** Whether the PATH leads to that program. */
    static boolean has(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator, -1))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    Shell with(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    /** Gives it that long to end. */
    Shell within(Duration longer) {
        limit = longer;
        return this;
    }

    /** How a program ended and what it said. */
    record Ran(int exit, String out, String err) {}

    Ran run(String... command) throws IOException {
        Path out = Files.createTempFile("bailiwick-e2e", ".out");
        Path err = Files.createTempFile("bailiwick-e2e", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end within " + limit);
            }
            return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }
}
