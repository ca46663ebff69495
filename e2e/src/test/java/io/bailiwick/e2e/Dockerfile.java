package io.bailiwick.e2e;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What docker/Dockerfile says that the image runs, read from it so that nothing is written twice. */
record Dockerfile(String text) {

    static Dockerfile read() {
        return new Dockerfile(ProjectRoot.read("docker/Dockerfile"));
    }

    /** The words of ENTRYPOINT, then {@code arguments} in place of CMD. */
    List<String> running(String... arguments) {
        return Stream.concat(words("ENTRYPOINT").stream(), Stream.of(arguments)).toList();
    }

    List<String> command() {
        return words("CMD");
    }

    /** How the archive of classes is written when the image is built. */
    List<String> archiving() {
        return words("RUN");
    }

    List<String> healthCheck() {
        return words("HEALTHCHECK .*CMD");
    }

    /** The same command beside this checkout: its Java, its jar, its native parts. */
    static List<String> here(List<String> command) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return command.stream()
                .map(word -> word.equals("/opt/java/openjdk/bin/java") ? java.toString() : word)
                .map(word -> word.replace(
                        "/opt/bailiwick/bailiwick.jar", Project.jar().toString()))
                .map(word -> word.replace(
                        "/opt/bailiwick/bailiwick.jsa",
                        Project.root().resolve("cli/target/bailiwick.jsa").toString()))
                .map(word -> word.replace(
                        "/opt/bailiwick/native",
                        Project.root().resolve("cli/target/native").toString()))
                .toList();
    }

    private List<String> words(String instruction) {
        Matcher line = Pattern.compile("(?m)^" + instruction + " (\\[.*])$").matcher(text);
        if (!line.find()) {
            throw new AssertionError("docker/Dockerfile has no " + instruction);
        }
        try {
            return new ObjectMapper().readValue(line.group(1), new TypeReference<>() {});
        } catch (IOException malformed) {
            throw new UncheckedIOException(line.group(), malformed);
        }
    }
}
