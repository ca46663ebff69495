package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RawClient;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the image is told to run serve, live and answer its own health check? Needs no container. */
final class ImageCommandTest {

    private static final String POLICY = """
        bailiwick: 1
        gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0", admin: "127.0.0.1:0", state: "%s" }
        endpoints: { upstream: { provider: openai-compatible, url: "%s", reach: ["onprem:fra1"], models: { chat: sim-large } } }
        routes: { chat: { eu: [[upstream]] } }
        """ + Running.REGIONS + Running.TENANTS;

    private final Dockerfile dockerfile = Dockerfile.read();

    @TempDir
    private Path directory;

    @Test
    void the_images_command_serves_and_its_health_check_tells_life_from_death() throws IOException {
        ShippedProcess.assumeBuilt();
        try (SimulatedProvider provider = SimulatedProvider.start(Personality.named("onprem:fra1"))) {
            Path policy = Files.writeString(
                    directory.resolve("policy.yaml"), POLICY.formatted(directory.resolve("state"), provider.url()));
            List<String> command = new ArrayList<>(dockerfile.command());
            assertThat(command).containsExactly("serve", "--policy", "/etc/bailiwick/policy.yaml");
            command.set(2, policy.toString());
            int admin;
            try (ShippedProcess gateway = ShippedProcess.command(
                            directory, Dockerfile.here(dockerfile.running(command.toArray(String[]::new))))
                    .says("listening on")) {
                admin = gateway.adminPort();
                assertThat(ask(gateway.port()).header("bailiwick-region")).isEqualTo("onprem:fra1");
                assertThat(healthy(admin)).isZero();
                gateway.terminate();
                assertThat(gateway.exit()).isZero();
            }
            assertThat(healthy(admin)).isEqualTo(1);
        }
    }

    @Test
    void every_line_of_the_papers_that_serves_without_the_launcher_keeps_dumps_off() {
        for (String paper : new String[] {"docs/deployment.md", "README.md", "deploy/systemd/bailiwick.service"}) {
            assertThat(ProjectRoot.read(paper).lines())
                    .as(paper)
                    .filteredOn(line -> line.matches(".*\\bjava\\b.* -jar .*\\bserve\\b.*"))
                    .allMatch(line -> line.contains("-XX:-HeapDumpOnOutOfMemoryError")
                            && line.contains("-XX:-CreateCoredumpOnCrash")
                            && line.contains("-XX:+DisableAttachMechanism"));
        }
    }

    @Test
    void the_image_runs_with_every_option_of_the_launcher() {
        List<String> launcher = Pattern.compile("-XX:\\S+?(?=[ )])")
                .matcher(ProjectRoot.read("bailiwick")
                        .lines()
                        .filter(line -> line.startsWith("options=("))
                        .findFirst()
                        .orElseThrow())
                .results()
                .map(found -> found.group())
                .toList();

        assertThat(launcher).hasSizeGreaterThanOrEqualTo(5);
        assertThat(dockerfile.running())
                .containsAll(launcher)
                .contains("-XX:ThreadPriorityPolicy=1", "-XX:CompilerThreadPriority=5", "-XX:-PrintWarnings")
                .contains("-XX:SharedArchiveFile=/opt/bailiwick/bailiwick.jsa", "-Xlog:disable");
        assertThat(dockerfile.archiving()).endsWith("-jar", "/opt/bailiwick/bailiwick.jar", "archive");
    }

    @Test
    void bases_are_pinned_and_nothing_runs_as_root() {
        List<String> bases = dockerfile
                .text()
                .lines()
                .filter(line -> line.matches("ARG \\w+_IMAGE=.*"))
                .toList();
        assertThat(bases).hasSize(2).allMatch(line -> line.matches(".*@sha256:[0-9a-f]{64}"));
        assertThat(dockerfile.text()).contains("USER 65532:65532");
        assertThat(dockerfile.text().indexOf("USER 65532"))
                .isLessThan(dockerfile.text().indexOf("ENTRYPOINT"));
    }

    private int healthy(int admin) throws IOException {
        List<String> check = new ArrayList<>(Dockerfile.here(dockerfile.healthCheck()));
        check.addAll(List.of("--port", String.valueOf(admin)));
        return Shell.in(directory).run(check.toArray(String[]::new)).exit();
    }

    static RawReply ask(int port) throws IOException {
        try (RawClient client = RawClient.connect("127.0.0.1", port)) {
            return client.send(RawClient.request(
                            "POST",
                            "/v1/chat/completions",
                            Running.chatBody("Hello"),
                            "authorization",
                            "Bearer " + Running.EU_KEY))
                    .reply();
        }
    }
}
