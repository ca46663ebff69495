package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bailiwick.simulator.Personality;
import io.bailiwick.simulator.SimulatedProvider;
import io.bailiwick.testkit.RawReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does the image of docker/Dockerfile, built here, serve with a read-only root, without root and without capabilities? */
final class ContainerImageTest {

    private static final List<String> PODMAN = List.of("podman", "--storage-driver", "vfs", "--runtime", "runc");
    private static final List<String> HELD = List.of(
            "--network",
            "host",
            "--no-healthcheck",
            "--ulimit",
            "nofile=1024:1024",
            "--ulimit",
            "nproc=4096:4096",
            "--read-only",
            "--read-only-tmpfs=false",
            "--cap-drop",
            "all",
            "--security-opt",
            "no-new-privileges");

    private static final String POLICY = """
        bailiwick: 1
        gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0", admin: "127.0.0.1:0", state: /var/lib/bailiwick }
        endpoints: { upstream: { provider: openai-compatible, url: "%s", reach: ["onprem:fra1"], models: { chat: sim-large } } }
        routes: { chat: { eu: [[upstream]] } }
        """ + Running.REGIONS + Running.TENANTS;

    private final String name = "bailiwick-test-" + ThreadLocalRandom.current().nextInt(1_000_000);
    private final String image = "localhost/" + name;

    @TempDir
    private Path directory;

    @BeforeEach
    void needsContainers() throws IOException {
        ShippedProcess.assumeBuilt();
        assumeTrue(Shell.has("buildah") && Shell.has("podman") && Shell.has("runc"), "no buildah, podman or runc here");
        String base = image + "-probe";
        Shell.Ran made = Shell.in(Project.root()).run(".ci/base-image", base);
        assumeTrue(made.exit() == 0, "no base image can be made here: " + made.err());
        Shell.Ran ran = podman("run", "--rm", base, "/opt/java/openjdk/bin/java", "-version");
        assumeTrue(ran.exit() == 0, "containers cannot run here: " + ran.err());
    }

    @AfterEach
    void remove() throws IOException {
        if (Shell.has("podman")) {
            podman("rm", "--force", "--volumes", "--ignore", name);
            podman("rmi", "--force", image, image + "-base", image + "-probe");
        }
    }

    @Test
    void the_image_serves_read_only_and_unprivileged_and_ends_cleanly() throws IOException {
        Shell.Ran built = Shell.in(Project.root()).run(".ci/image", image);
        assertThat(built.exit()).as(built.err()).isZero();
        // With -Xshare:on Java does not start at all where the image's archive does not fit.
        assertThat(said(podman(
                        "run",
                        "--rm",
                        "--entrypoint",
                        "/opt/java/openjdk/bin/java",
                        image,
                        "-Xshare:on",
                        "-XX:+UseParallelGC",
                        "-XX:SharedArchiveFile=/opt/bailiwick/bailiwick.jsa",
                        "-jar",
                        "/opt/bailiwick/bailiwick.jar",
                        "--version")))
                .startsWith("bailiwick ");
        try (SimulatedProvider provider = SimulatedProvider.start(Personality.named("onprem:fra1"))) {
            Path policy = Files.writeString(directory.resolve("policy.yaml"), POLICY.formatted(provider.url()));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rw-r--r--"));

            said(podman(
                    "run",
                    "--detach",
                    "--name",
                    name,
                    "--volume",
                    policy + ":/etc/bailiwick/policy.yaml:ro",
                    "--volume", // its state is all that it may write
                    "/var/lib/bailiwick",
                    image));
            Awaitility.await("the gateway in the container")
                    .atMost(java.time.Duration.ofSeconds(60))
                    .until(() -> logs().contains("listening on"));

            // Epoll in a root that cannot be written: the native parts were not unpacked when it started.
            assertThat(logs()).contains(", epoll");
            RawReply reply = ImageCommandTest.ask(port(1));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("bailiwick-region")).isEqualTo("onprem:fra1");

            List<String> probe = new ArrayList<>(List.of("exec", name));
            probe.addAll(Dockerfile.read().healthCheck());
            probe.addAll(List.of("--port", String.valueOf(port(2))));
            assertThat(said(podman(probe.toArray(String[]::new)))).isEqualToIgnoringNewLines("live");

            said(podman("stop", "--time", "40", name));
            assertThat(said(podman("inspect", "--format", "{{.State.ExitCode}} {{.Config.User}}", name)))
                    .isEqualToIgnoringNewLines("0 65532:65532");
        }
    }

    private int port(int group) throws IOException {
        return ShippedProcess.listening(logs(), group);
    }

    private String logs() throws IOException {
        Shell.Ran ran = podman("logs", name);
        return ran.out() + ran.err();
    }

    private static String said(Shell.Ran ran) {
        assertThat(ran.exit()).as(ran.err()).isZero();
        return ran.out();
    }

    private static Shell.Ran podman(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(PODMAN);
        command.add(arguments[0]);
        if (arguments[0].equals("run")) {
            command.addAll(HELD);
        }
        command.addAll(List.of(arguments).subList(1, arguments.length));
        return Shell.in(Path.of("/")).run(command.toArray(String[]::new));
    }
}
