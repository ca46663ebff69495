package io.bailiwick.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSourceTest {

    private static final Question ALL = new Question(Logged.DAY, null);

    @TempDir
    private Path directory;

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
    }

    private static Collected read(Question question, Path... files) throws IOException {
        return new LogSource(List.of(files)).read(question, Progress.NONE);
    }

    private static long requests(Collected collected) {
        return collected.tallies().values().stream()
                .mapToLong(tally -> tally.requests)
                .sum();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    @Test
    void rotated_and_packed_files_are_read_whatever_they_are_called() throws IOException {
        Path now = write("eu.jsonl", Logged.served().line());
        Path before =
                write("eu.jsonl.1", Logged.served().line(), Logged.served().line());
        Path packed = Files.write(
                directory.resolve("eu.jsonl.2"), gzip(Logged.served().line() + "\n"));

        assertThat(requests(read(ALL, now, before, packed))).isEqualTo(4);
    }

    @Test
    void broken_lines_are_counted_and_said_with_file_line_and_reason() throws IOException {
        Path file = write(
                "eu.jsonl",
                Logged.served().line(),
                "{\"timestamp\":\"2026-11-21T12:00:00Z\"}",
                "Exception in thread main",
                Logged.served().with("gen_ai.usage.input_tokens", -3).line(),
                Logged.served().line() + "garbage",
                Logged.served().line());

        Collected collected = read(ALL, file);

        assertThat(requests(collected)).isEqualTo(2);
        assertThat(collected.notes())
                .singleElement()
                .asString()
                .contains("4 of 6 lines", file.toString(), "line 2", "bailiwick.home.jurisdiction");
    }

    @Test
    void a_drills_shadow_traffic_is_left_out_as_metrics_leave_it_out_and_that_is_said() throws IOException {
        Path file = write(
                "eu.jsonl",
                Logged.served().line(),
                Logged.served().with("bailiwick.drill.id", "00c0ffee00c0ffee").line());

        Collected collected = read(ALL, file);

        assertThat(requests(collected)).isEqualTo(1);
        assertThat(collected.notes()).singleElement().asString().contains("1 lines", "drill");
    }

    @Test
    void a_last_line_that_is_still_being_written_is_said_to_be_so() throws IOException {
        String whole = Logged.served().line();
        Path file = Files.writeString(directory.resolve("eu.jsonl"), whole + "\n" + whole.substring(0, 50));

        Collected collected = read(ALL, file);

        assertThat(requests(collected)).isEqualTo(1);
        assertThat(collected.notes()).singleElement().asString().contains("line 2", "not finished");
    }

    @Test
    void a_packed_file_that_was_cut_gives_what_it_has_and_is_said_to_be_cut() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append(Logged.served()
                            .with("trace_id", Integer.toHexString(i * 7919))
                            .line())
                    .append('\n');
        }
        byte[] packed = gzip(text.toString());
        Path file = Files.write(directory.resolve("eu.gz"), Arrays.copyOf(packed, packed.length / 2));

        Collected collected = read(ALL, file);

        assertThat(requests(collected)).isBetween(1L, 4_999L);
        assertThat(collected.notes()).anyMatch(note -> note.contains("could be read up to line"));
    }

    @Test
    void a_line_without_end_costs_no_memory_and_is_one_broken_line() throws IOException {
        Path file = write(
                "eu.jsonl",
                Logged.served().line(),
                "x".repeat(3 * Lines.MOST_BYTES),
                Logged.served().line());

        Collected collected = read(ALL, file);

        assertThat(requests(collected)).isEqualTo(2);
        assertThat(collected.notes()).singleElement().asString().contains("1 of 3 lines", "longer than");
    }

    @Test
    void what_lies_outside_the_period_is_left_out_and_said_with_its_span() throws IOException {
        Path file = write(
                "eu.jsonl",
                Logged.served().with("timestamp", "2026-11-20T23:59:59.999Z").line(),
                Logged.served().with("timestamp", "2026-11-21T00:00:00.000Z").line(),
                Logged.served().with("timestamp", "2026-11-22T00:00:00.000Z").line());

        Collected collected = read(ALL, file);

        assertThat(requests(collected)).isEqualTo(1);
        assertThat(collected.notes())
                .singleElement()
                .asString()
                .contains("2 exchanges", "2026-11-20T23:59:59.999Z", "2026-11-22T00:00:00Z");
    }

    @Test
    void one_jurisdiction_is_asked_for_and_no_other_counts() throws IOException {
        Path file = write(
                "all.jsonl",
                Logged.served().line(),
                Logged.served().with("bailiwick.home.jurisdiction", "us").line());

        assertThat(requests(read(new Question(Logged.DAY, "us"), file))).isEqualTo(1);
        assertThat(read(new Question(Logged.DAY, "ch"), file).notes())
                .singleElement()
                .asString()
                .contains("no exchange of jurisdiction ch", "eu, us");
    }

    @Test
    void files_that_hold_no_exchange_are_refused_with_what_they_hold() throws IOException {
        Path file = write("messages.log", "Nov 21 12:00:00 host kernel: hello");

        assertThatThrownBy(() -> read(ALL, file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("no exchange line in", "messages.log", "line 1", "no JSON");
    }

    @Test
    void the_same_file_twice_would_count_twice_and_is_refused() throws IOException {
        Path file = write("eu.jsonl", Logged.served().line());
        Path link = Files.createSymbolicLink(directory.resolve("link.jsonl"), file);

        assertThatThrownBy(() -> read(ALL, file, link)).hasMessageContaining("given twice");
    }

    @Test
    void a_log_that_makes_up_regions_without_end_cannot_fill_the_memory() throws IOException {
        String[] lines = new String[7_000];
        Arrays.setAll(lines, i -> Logged.served().at("made:up" + i).line());

        Collected collected = read(ALL, write("eu.jsonl", lines));

        assertThat(collected.tallies()).hasSizeLessThan(5_100);
        assertThat(requests(collected)).isEqualTo(7_000);
    }
}
