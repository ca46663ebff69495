package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the archive of classes that `archive` writes serve, and does a start without a usable one serve just as well? */
final class ShippedArchiveTest {

    private static final String POLICY = """
        bailiwick: 1
        gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0", admin: "127.0.0.1:0", sockets: %s }
        endpoints: { upstream: { provider: openai-compatible, url: "%s", reach: ["onprem:fra1"], models: { chat: sim-large } } }
        routes: { chat: { eu: [[upstream]] } }
        """ + Running.REGIONS + Running.TENANTS;

    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void needs() throws IOException {
        ShippedProcess.assumeBuilt();
        Path target = Files.createDirectories(directory.resolve("cli/target"));
        jar = Files.copy(Project.jar(), target.resolve("bailiwick.jar"));
    }

    @Test
    void a_start_takes_its_classes_from_the_archive_and_one_that_cannot_serves_without_a_word() throws IOException {
        String option = archived();
        Path loaded = directory.resolve("loaded");
        try (SimulatedProvider provider = SimulatedProvider.start(Personality.named("onprem:fra1"))) {
            // With -Xshare:on Java does not start at all where it cannot use the archive.
            serves(provider, java(option, "-Xshare:on", "-Xlog:class+load:file=" + loaded));
            assertThat(Files.readAllLines(loaded))
                    .anyMatch(line -> line.contains("io.bailiwick.gateway.spine.Spine source: shared objects file"))
                    .anyMatch(line -> line.contains("io.netty.channel.Channel source: shared objects file"));

            if (IoUring.isAvailable()) {
                serves(provider, "io_uring", java(option, "-Xshare:on", "-Xlog:class+load:file=" + loaded));
                assertThat(Files.readAllLines(loaded))
                        .anyMatch(line ->
                                line.contains("io.netty.channel.uring.IoUringIoHandler source: shared objects"));
            }

            Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
            assertThat(serves(provider, java(option, "-Xlog:disable")))
                    .doesNotContain("archive", "shared", "[warning]");
        }
    }

    @Test
    void the_launcher_starts_beside_a_file_that_is_no_archive() throws IOException {
        Files.writeString(jar.resolveSibling("bailiwick.jsa"), "of another Java\n".repeat(1_000));
        Path launcher = Files.copy(Project.root().resolve("bailiwick"), directory.resolve("bailiwick"));
        try (SimulatedProvider provider = SimulatedProvider.start(Personality.named("onprem:fra1"))) {
            assertThat(serves(provider, List.of(launcher.toString()))).doesNotContain("archive", "shared", "[warning]");
        }
    }

    @Test
    void the_launcher_runs_another_jar_as_it_is() throws IOException {
        Path other = Files.move(jar, directory.resolve("other.jar"));
        Shell.Ran ran = Shell.in(directory)
                .with(java.util.Map.of("BAILIWICK_JAR", other.toString()))
                .run(Project.root().resolve("bailiwick").toString(), "--version");
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("bailiwick ");
        assertThat(jar).doesNotExist();
    }

    /** The option that the command prints; nothing but the archive is left of its work. */
    private String archived() throws IOException {
        Shell.Ran ran = Shell.in(directory)
                .within(Duration.ofMinutes(3))
                .run(java("archive").toArray(String[]::new));
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().strip()).isEqualTo("-XX:SharedArchiveFile=" + jar.resolveSibling("bailiwick.jsa"));
        try (Stream<Path> left = Files.list(jar.getParent())) {
            assertThat(left.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("bailiwick.jar", "bailiwick.jsa");
        }
        return ran.out().strip();
    }

    private List<String> java(String... words) {
        boolean options = words[0].startsWith("-");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options ? List.of(words) : List.of());
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(options ? List.of() : List.of(words));
        return command;
    }

    /** What it said on both streams until it had answered and ended. */
    private String serves(SimulatedProvider provider, List<String> start) throws IOException {
        return serves(provider, "auto", start);
    }

    private String serves(SimulatedProvider provider, String sockets, List<String> start) throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), POLICY.formatted(sockets, provider.url()));
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of("serve", "--policy", policy.toString()));
        try (ShippedProcess gateway = ShippedProcess.command(directory, command).says("listening on")) {
            assertThat(ImageCommandTest.ask(gateway.port()).status()).isEqualTo(200);
            gateway.terminate();
            assertThat(gateway.exit()).isZero();
            return gateway.out() + gateway.err();
        }
    }
}
