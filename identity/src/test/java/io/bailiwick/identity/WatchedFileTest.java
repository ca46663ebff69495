package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    private final SourcesObserver observer = new SourcesObserver() {
        @Override
        public void read(String source, String what) {
            said.add("read " + what);
        }

        @Override
        public void failed(String source, String why, String instead) {
            said.add(why + "; " + instead);
        }
    };

    @Test
    void a_changed_file_counts_once_it_has_stopped_changing() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "one");
        WatchedFile<String> watched = watch(file);

        assertThat(watched.look()).isTrue();
        replace(file, "other");
        assertThat(watched.look()).isFalse();
        assertThat(watched.get()).isEqualTo("one");
        assertThat(watched.look()).isTrue();
        assertThat(watched.get()).isEqualTo("other");
        assertThat(watched.look()).isFalse();
        assertThat(said).containsExactly("read one", "read other");
    }

    @Test
    void a_bad_or_missing_file_keeps_the_last_good_one_and_is_said_once() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "good");
        WatchedFile<String> watched = watch(file);
        watched.look();
        replace(file, "bad");
        watched.look();
        watched.look();
        watched.look();
        Files.delete(file);
        watched.look();
        watched.look();

        assertThat(watched.get()).isEqualTo("good");
        assertThat(said)
                .containsExactly(
                        "read good", "is bad; the last good one stays", "is not there; the last good one stays");
        replace(file, "better");
        watched.look();
        watched.look();
        assertThat(watched.get()).isEqualTo("better");
    }

    @Test
    void a_file_that_never_was_answers_nothing() {
        WatchedFile<String> watched = watch(directory.resolve("none"));
        watched.look();

        assertThat(watched.get()).isNull();
        assertThat(said).containsExactly("is not there; nobody whom it would tell of is let in");
    }

    private void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private WatchedFile<String> watch(Path file) {
        return new WatchedFile<>(
                file,
                bytes -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    if (text.equals("bad")) {
                        throw new UnreadableException("is bad");
                    }
                    return text;
                },
                text -> text,
                observer);
    }
}
