package io.bailiwick.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The runnable jar as a process of its own, with everything that it says. */
final class ShippedProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("listening on \\S*:(\\d+), admin on \\S*:(\\d+)");

    private final Process process;
    private final Path out;
    private final Path err;

    private ShippedProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Skips the test where the jar was not built. */
    static void assumeBuilt() {
        assumeTrue(Files.exists(Project.jar()), "the runnable jar is missing: mvn -pl cli -am package");
    }

    /** {@code directory} is where it runs and where its words are kept. */
    static ShippedProcess jar(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Project.jar().toString()));
        command.addAll(List.of(arguments));
        return start(directory, command);
    }

    /** Any program. */
    static ShippedProcess command(Path directory, List<String> command) throws IOException {
        return start(directory, command);
    }

    /** The launcher as it is shipped: beside the jar, without sources that could be newer. */
    static ShippedProcess launcher(Path directory, String... arguments) throws IOException {
        Path launcher = Files.copy(Project.root().resolve("bailiwick"), directory.resolve("bailiwick"));
        Files.copy(
                Project.jar(),
                Files.createDirectories(directory.resolve("cli/target")).resolve("bailiwick.jar"));
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return start(directory, command);
    }

    private static ShippedProcess start(Path directory, List<String> command) throws IOException {
        Path out = Files.createTempFile(directory, "process", ".out");
        Path err = Files.createTempFile(directory, "process", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new ShippedProcess(builder.start(), out, err);
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    /** Waits until it has said that; fails at once where it ended without. */
    ShippedProcess says(String words) {
        Awaitility.await("'" + words + "'").atMost(LIMIT).until(() -> {
            boolean ended = !process.isAlive();
            boolean said = out().contains(words) || err().contains(words);
            if (ended && !said) {
                throw new AssertionError(
                        "it ended with " + process.exitValue() + " without saying '" + words + "':\n" + out() + err());
            }
            return said;
        });
        return this;
    }

    long pid() {
        return process.pid();
    }

    /** The client port, once it listens. */
    int port() {
        return listening(1);
    }

    int adminPort() {
        return listening(2);
    }

    private int listening(int group) {
        says("listening on");
        return listening(out() + err(), group);
    }

    /** The client port, 1, or the admin port, 2, that these words name. */
    static int listening(String words, int group) {
        Matcher line = LISTENING.matcher(words);
        if (!line.find()) {
            throw new AssertionError("where does it listen? " + words);
        }
        return Integer.parseInt(line.group(group));
    }

    /** What an operator's {@code systemctl stop} sends. */
    void terminate() {
        process.destroy();
    }

    void hangUp() throws IOException {
        Shell.Ran ran = Shell.in(Path.of("/")).run("kill", "-HUP", String.valueOf(process.pid()));
        if (ran.exit() != 0) {
            throw new AssertionError("cannot signal: " + ran.err());
        }
    }

    /** Waits for its end. */
    int exit() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it did not end within " + LIMIT + ":\n" + out() + err());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
