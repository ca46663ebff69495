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

/** Who comes first where all have one core? */
class PrioritiesTest {

    /** Where the kernel says it in a thread's line, counted from behind its name. */
    private static final int NICE = 16;

    private static final String POLICY = """
        bailiwick: 1
        gateway: { region: aws:eu-central-1, listen: "127.0.0.1:0", admin: "127.0.0.1:0" }
        endpoints:
          upstream: { provider: openai-compatible, url: "http://127.0.0.1:9", reach: ["onprem:fra1"], models: { chat: sim-large } }
        routes: { chat: { eu: [[upstream]] } }
        """ + Running.REGIONS + Running.TENANTS;

    @TempDir
    private Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void what_serves_takes_no_core_from_its_neighbours_and_compilers_give_way() throws IOException {
        ShippedProcess.assumeBuilt();
        Path policy = Files.writeString(directory.resolve("policy.yaml"), POLICY);
        try (ShippedProcess gateway = ShippedProcess.launcher(directory, "serve", "--policy", policy.toString())
                .says("listening on")) {
            assertThat(nice(gateway, "event-loop")).isNotEmpty().allMatch(nice -> nice == 0);
            assertThat(nice(gateway, "java", "exchange-log")).isNotEmpty().allMatch(nice -> nice == 0);
            assertThat(nice(gateway, "C1 Comp", "C2 Comp")).isNotEmpty().allMatch(nice -> nice == 5);
            assertThat(gateway.out() + gateway.err()).doesNotContain("VM warning");
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
