package io.bailiwick.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bailiwick.config.Compiled;
import io.bailiwick.config.Problem;
import io.bailiwick.gateway.WatchPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a policy is taken over while somebody still writes it: half of one can be a good one. */
class HalfWrittenPolicyTest {

    private static final int LINES = 30;

    private final List<String> compiled = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void only_the_whole_file_is_compiled() throws Exception {
        Path file = directory.resolve("policy.yaml");
        Files.writeString(file, "");
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try (Border border = Border.withFrankfurt();
                WatchPolicy watch = watching(
                        file,
                        border,
                        () -> new Compiled.Refused(List.of(new Problem("test", 1, 1, "only looked at"))))) {
            watch.start();
            AtomicInteger lines = new AtomicInteger();
            writer.scheduleAtFixedRate(
                    () -> {
                        if (lines.getAndIncrement() < LINES) {
                            append(file);
                        }
                    },
                    0,
                    50,
                    TimeUnit.MILLISECONDS);
            await().atMost(Duration.ofSeconds(5)).until(() -> !compiled.isEmpty());
            assertThat(compiled).containsExactly("# a line\n".repeat(LINES));
        } finally {
            writer.shutdownNow();
        }
    }

    /** The one who watches would be gone, and no later policy would be seen. */
    @Test
    void a_policy_that_breaks_the_gateway_is_refused_and_the_next_is_looked_at() throws Exception {
        Path file = directory.resolve("policy.yaml");
        Files.writeString(file, "first");
        try (Border border = Border.withFrankfurt();
                WatchPolicy watch = watching(file, border, () -> {
                    throw new StackOverflowError("too deep");
                })) {
            watch.start();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> border.running()
                            .admin("GET", "/v1/policy")
                            .body()
                            .contains("cannot be taken over: java.lang.StackOverflowError: too deep"));
            Files.writeString(file, "second");
            await().atMost(Duration.ofSeconds(5)).until(() -> compiled.contains("second"));
        }
    }

    /** Notes what it compiles, and makes of each text what {@code result} says. */
    private WatchPolicy watching(Path file, Border border, Supplier<Compiled> result) {
        return new WatchPolicy(
                file,
                new byte[0],
                bytes -> {
                    compiled.add(new String(bytes, StandardCharsets.UTF_8));
                    return result.get();
                },
                border.running().gateway().policy());
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "# a line\n", StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
