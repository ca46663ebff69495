package io.bailiwick.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bailiwick.residency.Country;
import io.bailiwick.residency.Geography;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.health.Quarantine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineFileTest {

    private static final Reach US =
            Reach.of(new Geography("anthropic:us", Set.of(new Country("US")), LocalDate.of(2026, 11, 1)));

    private static final Quarantine.Entry FRANKFURT =
            new Quarantine.Entry(new Candidate.Key(URI.create("https://api.example.com/v1"), "claude \"x\""), "eu", US);
    private static final Quarantine.Entry PARIS = new Quarantine.Entry(
            new Candidate.Key(URI.create("http://10.0.0.1:8000/v1"), "mistral"), "de", Reach.anywhere());

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
    void a_place_that_the_catalogue_does_not_know_any_more_may_be_any() throws IOException {
        keep(List.of(FRANKFURT));
        try (QuarantineFile file = new QuarantineFile(directory, name -> Reach.anywhere())) {
            assertThat(file.read()).extracting(Quarantine.Entry::seen).containsExactly(Reach.anywhere());
        }
    }

    @Test
    void an_older_versions_file_says_nothing_of_what_was_seen() throws IOException {
        Files.writeString(
                directory.resolve("quarantine.json"),
                "[{\"url\":\"http://a/v1\",\"model\":\"m\",\"jurisdiction\":\"eu\"}]");
        assertThat(read())
                .containsExactly(new Quarantine.Entry(new Candidate.Key(URI.create("http://a/v1"), "m"), "eu", null));
    }

    @Test
    void of_two_gateways_in_one_directory_neither_erases_what_the_other_has_seen_or_lifted() throws IOException {
        QuarantineFile first = file();
        QuarantineFile second = file();
        first.read();
        second.read();
        first.keep(List.of(FRANKFURT));
        first.close();
        second.keep(List.of(PARIS));
        second.close();
        assertThat(read()).as("each has added its own").containsExactlyInAnyOrder(FRANKFURT, PARIS);

        QuarantineFile third = file();
        QuarantineFile fourth = file();
        third.read();
        fourth.read();
        third.keep(List.of(PARIS));
        third.close();
        fourth.keep(List.of(FRANKFURT));
        fourth.close();
        assertThat(read()).as("each has lifted another").isEmpty();
    }

    @Test
    void a_directory_that_cannot_be_written_stops_the_start_and_not_the_first_contradiction() throws IOException {
        Path taken = Files.writeString(directory.resolve("a-file"), "");
        try (QuarantineFile file = new QuarantineFile(taken, name -> US)) {
            assertThatThrownBy(file::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("gateway.state: " + taken + " cannot be written");
        }
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
        try (QuarantineFile nowhere = new QuarantineFile(null, name -> US)) {
            nowhere.keep(List.of(FRANKFURT));
            assertThat(nowhere.read()).isEmpty();
        }
    }

    private void keep(List<Quarantine.Entry> entries) throws IOException {
        try (QuarantineFile file = file()) {
            file.read();
            file.keep(entries);
        }
    }

    private List<Quarantine.Entry> read() throws IOException {
        try (QuarantineFile file = file()) {
            return file.read();
        }
    }

    private QuarantineFile file() {
        return new QuarantineFile(directory, name -> name.equals("anthropic:us") ? US : Reach.anywhere());
    }
}
