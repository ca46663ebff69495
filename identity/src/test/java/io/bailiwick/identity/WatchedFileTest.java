package io.bailiwick.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

    private static final int MOST_BYTES = 100;

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

    @Test
    void a_file_that_is_too_large_is_not_read_and_the_last_good_one_stays() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "x".repeat(MOST_BYTES));
        WatchedFile<String> watched = watch(file);
        assertThat(watched.look()).isTrue();
        replace(file, "y".repeat(MOST_BYTES + 1));
        watched.look();
        watched.look();

        assertThat(watched.get()).startsWith("x");
        assertThat(said).last().isEqualTo("has 101 bytes (expected: at most 100); the last good one stays");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // to open a pipe heeds no interruption
    void a_pipe_keeps_nobody_who_looks() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        assumeTrue(isMade(pipe), "this machine makes no pipes");
        WatchedFile<String> watched = watch(pipe);
        watched.look();
        watched.look();
        watched.read();

        assertThat(watched.get()).isNull();
        assertThat(said).containsExactly("is no regular file (expected: one); nobody whom it would tell of is let in");
    }

    @Test
    void a_directory_is_no_file() {
        watch(directory).look();

        assertThat(said).singleElement().asString().startsWith("is no regular file");
    }

    @Test
    void a_file_that_was_empty_from_the_start_says_nothing() throws IOException {
        WatchedFile<String> watched = watch(Files.createFile(directory.resolve("f")));

        assertThat(watched.look()).isTrue();
        assertThat(watched.get()).isEmpty();
    }

    @Test
    void what_was_written_in_place_with_the_old_length_and_time_is_seen() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("unix"), "no time of changes");
        Path file = Files.writeString(directory.resolve("f"), "one");
        WatchedFile<String> watched = watch(file);
        watched.look();
        sayWithOldTime(file, "two");
        watched.look();
        watched.look();

        assertThat(watched.get()).isEqualTo("two");
    }

    @Test
    void what_is_read_as_it_stands_is_known_by_its_bytes_alone() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "one");
        WatchedFile<String> watched = watch(file);
        watched.look();
        sayWithOldTime(file, "two");

        assertThat(watched.read()).isTrue();
        assertThat(watched.get()).isEqualTo("two");
        assertThat(watched.read()).as("nothing else counts now").isFalse();
        assertThat(said).containsExactly("read one", "read two");
    }

    /** Until another time is told of the file, for the clock of a file system may stand for some milliseconds. */
    private static void sayWithOldTime(Path file, String text) throws IOException {
        FileTime written = Files.getLastModifiedTime(file);
        Object changed = Files.getAttribute(file, "unix:ctime");
        do {
            Files.writeString(file, text);
            Files.setLastModifiedTime(file, written);
        } while (changed.equals(Files.getAttribute(file, "unix:ctime")));
    }

    private static boolean isMade(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    private void replace(Path file, String text) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private WatchedFile<String> watch(Path file) {
        return new WatchedFile<>(
                file, new WatchedFile.Kind<>(MOST_BYTES, WatchedFileTest::read, text -> text), observer);
    }

    private static String read(byte[] bytes) throws UnreadableException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.equals("bad")) {
            throw new UnreadableException("is bad");
        }
        return text;
    }
}
