package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does `bench/` still measure this gateway? How fast it is says no test. */
final class BenchTest {

    private static final Path BENCH = Project.root().resolve("bench");

    /** Two of the client's connection, two of the endpoint's, and a log line in company. */
    private static final double MOST_DATA_CALLS = 4.2;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"load", "without/gate", "without/evidence", "without/metrics", "without/logs"})
    void what_measures_compiles_against_the_gateway(String part) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "-nowarn", "-proc:none", "-d", directory.toString(), "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(BENCH.resolve(part))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"without/gate", "without/evidence", "without/metrics", "without/logs"})
    void what_stands_in_for_a_part_can_be_asked_all_that_the_part_can(String part) throws Exception {
        what_measures_compiles_against_the_gateway(part);
        try (Stream<Path> files = Files.walk(BENCH.resolve(part));
                URLClassLoader standIns = new URLClassLoader(alone(), ClassLoader.getPlatformClassLoader())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String name = BENCH.resolve(part)
                        .relativize(file)
                        .toString()
                        .replaceFirst("\\.java$", "")
                        .replace('/', '.');
                assertThat(methods(standIns.loadClass(name)))
                        .as("%s of bench/%s", name, part)
                        .containsAll(methods(Class.forName(name)));
            }
        }
    }

    /** The stand-ins first, and all that they are made against, apart from what this test sees. */
    private URL[] alone() throws IOException {
        List<URL> places = new ArrayList<>(List.of(directory.toUri().toURL()));
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            places.add(Path.of(place).toUri().toURL());
        }
        return places.toArray(URL[]::new);
    }

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
                .collect(Collectors.toSet());
    }

    @Test
    void a_short_run_answers_rightly_in_few_system_calls() throws IOException {
        ShippedProcess.assumeBuilt();
        assumeTrue(
                Shell.has("nginx") && Shell.has("python3") && Shell.has("taskset"),
                "no nginx, python3 or taskset here");
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one core is not enough to measure on");
        Path out = directory.resolve("short");
        Shell.Ran ran = Shell.in(directory)
                .within(Duration.ofMinutes(4))
                .run(
                        ("bench/run --quick --cells unary1k paced overload --turns 1 --seconds 1 --warm-s 4 --no-io-uring --syscalls --jar "
                                        + Project.jar() + " --out " + out)
                                .replaceFirst("bench/run", BENCH.resolve("run").toString())
                                .split(" "));
        assertThat(ran.exit()).as(ran.err()).isZero();
        JsonNode found = new ObjectMapper().readTree(Path.of(out + ".json").toFile());
        assertThat(found.get("rows").findValuesAsText("valid"))
                .as(ran.out())
                .isNotEmpty()
                .containsOnly("true");
        JsonNode calls = found.get("syscalls").get("bailiwick");
        assumeTrue(!calls.isNull(), "strace is not here, or may not attach");
        assertThat(calls.get("data").asDouble()).as(calls.toString()).isLessThanOrEqualTo(MOST_DATA_CALLS);
    }
}
