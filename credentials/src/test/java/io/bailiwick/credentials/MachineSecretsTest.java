package io.bailiwick.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineSecretsTest {

    private final MachineSecrets secrets = new MachineSecrets(Map.of("KEY", "k1", "BROKEN", "k1\nk2"), true);

    @TempDir
    private Path directory;

    @Test
    void a_variable_is_found_missing_or_unusable() {
        assertThat(shown(secrets.env("KEY"))).isEqualTo("found k1");
        assertThat(shown(secrets.env("OTHER"))).isEqualTo("missing is not set");
        assertThat(shown(secrets.env("BROKEN"))).startsWith("unusable holds");
    }

    @Test
    void the_last_line_end_of_a_file_is_no_part_of_the_secret() throws IOException {
        assertThat(shown(secrets.file(file("k2\n")))).isEqualTo("found k2");
        assertThat(shown(secrets.file(file("k2\r\n")))).isEqualTo("found k2");
        assertThat(shown(secrets.file(file("k2")))).isEqualTo("found k2");
        assertThat(shown(secrets.file(file("k2\n\n")))).startsWith("unusable");
        assertThat(shown(secrets.file(file("")))).isEqualTo("unusable is empty");
    }

    @Test
    void a_file_that_holds_no_text_is_unusable() throws IOException {
        Path binary = directory.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(shown(secrets.file(binary))).isEqualTo("unusable is not UTF-8 text");
        assertThat(shown(secrets.file(file("k".repeat(70_000))))).isEqualTo("unusable is larger than 64 KiB");
    }

    @Test
    void a_file_that_is_not_there_is_missing() {
        assertThat(shown(secrets.file(directory.resolve("nothing")))).isEqualTo("missing is not there");
        assertThat(shown(secrets.file(directory))).isEqualTo("missing is not there");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("secret"), text, StandardCharsets.UTF_8);
    }

    private static String shown(SecretSource.Answer answer) {
        return answer.match(secret -> "found " + secret.reveal(), why -> "missing " + why, why -> "unusable " + why);
    }
}
