package io.bailiwick.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.health.Quarantine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineFileTest {

    private static final Quarantine.Entry FRANKFURT =
            new Quarantine.Entry(new Candidate.Key(URI.create("https://api.example.com/v1"), "claude \"x\""), "eu");
    private static final Quarantine.Entry PARIS =
            new Quarantine.Entry(new Candidate.Key(URI.create("http://10.0.0.1:8000/v1"), "mistral"), "de");

    @TempDir
    private Path directory;

    @Test
    void what_was_quarantined_is_so_after_a_restart() throws IOException {
        keep(List.of(FRANKFURT, PARIS));
        assertThat(read()).containsExactlyInAnyOrder(FRANKFURT, PARIS);
        keep(List.of(PARIS));
        assertThat(read()).containsExactly(PARIS);
        keep(List.of());
        assertThat(read()).isEmpty();
    }

    @Test
    void a_first_start_has_nothing_and_makes_its_directory() throws IOException {
        directory = directory.resolve("new").resolve("state");
        assertThat(read()).isEmpty();
        assertThat(directory).isDirectory();
    }

    @Test
    void a_file_that_cannot_be_read_stops_the_start() throws IOException {
        for (String text : List.of(
                "",
                "{",
                "{}",
                "[1]",
                "[{\"url\":\"http://a/v1\",\"model\":\"m\"}]",
                "[{\"url\":\"::\",\"model\":\"m\",\"jurisdiction\":\"eu\"}]",
                "null",
                "[null]")) {
            Files.writeString(directory.resolve("quarantine.json"), text);
            assertThatThrownBy(this::read)
                    .describedAs(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("quarantine.json");
        }
    }

    @Test
    void half_a_file_of_a_crash_is_not_taken_for_the_whole() throws IOException {
        keep(List.of(FRANKFURT));
        Files.writeString(directory.resolve("quarantine.json.next"), "[{\"url\":");
        assertThat(read()).containsExactly(FRANKFURT);
    }

    @Test
    void without_a_directory_nothing_is_kept_and_nothing_fails() throws IOException {
        try (QuarantineFile nowhere = new QuarantineFile(null)) {
            nowhere.keep(List.of(FRANKFURT));
            assertThat(nowhere.read()).isEmpty();
        }
    }

    private void keep(List<Quarantine.Entry> entries) {
        try (QuarantineFile file = new QuarantineFile(directory)) {
            file.keep(entries);
        }
    }

    private List<Quarantine.Entry> read() throws IOException {
        try (QuarantineFile file = new QuarantineFile(directory)) {
            return file.read();
        }
    }
}
