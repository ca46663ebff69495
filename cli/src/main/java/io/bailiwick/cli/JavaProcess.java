package io.bailiwick.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Another process of the Java that runs this one; what it says is kept, and shown where it fails. */
final class JavaProcess implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 20;

    private final Process process;
    private final Path said;

    private JavaProcess(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    static JavaProcess start(Path directory, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path said = Files.createTempFile(directory, "java", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Files.createFile(directory.resolve(said.getFileName() + ".in"))
                        .toFile()))
                .redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS")); // they are meant for a gateway
        return new JavaProcess(builder.start(), said);
    }

    /** To its end, which has to be a good one. */
    static void run(Path directory, List<String> arguments) throws IOException, InterruptedException {
        try (JavaProcess ran = start(directory, arguments)) {
            ran.end();
        }
    }

    /** Waits for words that satisfy this. */
    String says(Predicate<String> enough) throws IOException, InterruptedException {
        String words = words();
        while (!enough.test(words)) {
            if (process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw failed();
            }
            words = words();
        }
        return words;
    }

    /** As an operator does; returns before it has ended. */
    void tellToStop() {
        process.destroy();
    }

    /** Waits for its end, which has to be a good one. */
    void end() throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw failed();
        }
    }

    private IOException failed() throws IOException {
        return new IOException("java ended with " + process.exitValue() + ":\n" + words());
    }

    private String words() throws IOException {
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
