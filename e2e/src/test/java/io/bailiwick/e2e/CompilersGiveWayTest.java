package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether a request waits for the compiler of another's code, where both have one core. */
class CompilersGiveWayTest {

    /** Where the kernel says it in a thread's line, counted from behind its name. */
    private static final int NICE = 16;

    @TempDir
    private Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void compilers_run_at_a_lower_priority_than_what_serves() throws IOException {
        ShippedProcess.assumeBuilt();
        try (ShippedProcess provider =
                ShippedProcess.launcher(directory, "simulate", "onprem:fra1", "--listen", "127.0.0.1:0")) {
            provider.says("answering on 127.0.0.1:");
            assertThat(nice(provider, "C1 Comp", "C2 Comp")).isNotEmpty().allMatch(nice -> nice == 5);
            assertThat(nice(provider, "java", "main", "multi", "Multi"))
                    .isNotEmpty()
                    .allMatch(nice -> nice == 0);
            assertThat(provider.out() + provider.err()).doesNotContain("warning");
        }
    }

    private static List<Integer> nice(ShippedProcess process, String... names) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
            return tasks.map(task -> read(task.resolve("stat")))
                    .filter(line -> Stream.of(names).anyMatch(name -> line.contains("(" + name)))
                    .map(line -> Integer.parseInt(
                            line.substring(line.lastIndexOf(')') + 2).split(" ")[NICE]))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ended) {
            return ""; // the thread has ended
        }
    }
}
