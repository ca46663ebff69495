package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd itself says of the unit. */
final class SystemdUnitTest {

    @TempDir
    private Path directory;

    private Path unit;

    @BeforeEach
    void needsSystemd() throws IOException {
        assumeTrue(Shell.has("systemd-analyze"), "systemd-analyze is not on the PATH");
        // Only the program's place is another: this machine has not installed it.
        unit = Files.writeString(
                directory.resolve("bailiwick.service"),
                ProjectRoot.read("deploy/systemd/bailiwick.service")
                        .replace("=/opt/bailiwick/bailiwick ", "=/bin/true "));
    }

    @Test
    void systemd_understands_every_line() throws IOException {
        Shell.Ran ran = verify();
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.err()).doesNotContain("bailiwick.service:");
    }

    @Test
    void a_word_that_systemd_does_not_know_is_found() throws IOException {
        Files.writeString(unit, Files.readString(unit).replace("ProtectHome=", "ProtectHouse="));
        assertThat(verify().err()).contains("ProtectHouse");
    }

    @Test
    void the_unit_is_hardened_to_two_of_ten() throws IOException {
        Shell.Ran ran = Shell.in(directory)
                .run("systemd-analyze", "security", "--no-pager", "--offline=yes", "--threshold=20", unit.toString());
        assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("Overall exposure level");
    }

    private Shell.Ran verify() throws IOException {
        return Shell.in(directory).run("systemd-analyze", "verify", "--man=no", unit.toString());
    }
}
