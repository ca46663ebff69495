package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bailiwick.gateway.spine.ExchangeRecord;
import io.bailiwick.gateway.spine.Stamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeLogTest {

    private static final Duration DRAIN = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final Out out = new Out();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();

    private ExchangeLog log(OutputStream standardOutput, int queueLines, Duration drain) {
        return new ExchangeLog(
                standardOutput,
                (jurisdiction, why) -> lost.add(jurisdiction + " " + why.word()),
                () -> 0,
                queueLines,
                drain);
    }

    private ExchangeLog log() {
        return log(out, 100, DRAIN);
    }

    private static ExchangeRecord exchange(String jurisdiction, String session) {
        Exchanges exchange = Exchanges.served();
        exchange.jurisdiction = jurisdiction;
        exchange.home = Policies.jurisdiction(jurisdiction, "DE");
        exchange.session = session;
        return exchange.record();
    }

    private static List<String> sessions(List<String> lines) {
        return lines.stream()
                .map(line -> {
                    try {
                        return new ObjectMapper()
                                .readTree(line)
                                .path("gen_ai.conversation.id")
                                .asText();
                    } catch (IOException broken) {
                        throw new UncheckedIOException(line, broken);
                    }
                })
                .toList();
    }

    private static List<String> sessions(Path file) throws IOException {
        return Files.exists(file) ? sessions(Files.readAllLines(file)) : List.of();
    }

    @Test
    void a_jurisdictions_lines_stand_in_its_file_and_all_others_on_standard_output() throws Exception {
        Path eu = directory.resolve("eu.jsonl");
        try (ExchangeLog log = log()) {
            log.inForce(Policies.logging(Map.of("eu", eu)));
            log.finished(exchange("eu", "one"));
            log.finished(exchange("us", "two"));
            log.finished(exchange("eu", "three"));
        }

        assertThat(sessions(eu)).containsExactly("one", "three");
        assertThat(sessions(out.lines())).containsExactly("two");
    }

    @Test
    void a_jurisdiction_that_grew_takes_no_older_exchange_along() throws Exception {
        Path eu = directory.resolve("eu.jsonl");
        Exchanges older = Exchanges.served();
        older.home = Policies.jurisdiction("eu", "FR"); // and its file is kept in Germany now
        older.session = "older";
        try (ExchangeLog log = log()) {
            log.inForce(Policies.logging(Map.of("eu", eu)));
            log.finished(older.record());
            log.finished(exchange("eu", "newer"));
        }
        assertThat(sessions(eu)).containsExactly("newer");
        assertThat(sessions(out.lines())).containsExactly("older");
    }

    @Test
    void an_exchange_without_a_jurisdiction_goes_to_no_ones_file() throws Exception {
        Path file = directory.resolve("unknown.jsonl");
        try (ExchangeLog log = log()) {
            log.inForce(Policies.logging(Map.of(Stamp.UNKNOWN, file, "eu", directory.resolve("eu.jsonl"))));
            log.finished(exchange(Stamp.UNKNOWN, "one"));
        }

        assertThat(file).doesNotExist();
        assertThat(directory.resolve("eu.jsonl")).doesNotExist();
        assertThat(out.lines()).hasSize(1);
    }

    @Test
    void lines_are_appended_to_what_is_there_and_half_a_line_is_ended_first() throws Exception {
        Path eu = directory.resolve("eu.jsonl");
        Files.writeString(eu, "{\"gen_ai.conversation.id\":\"before\"}\n{\"half");
        try (ExchangeLog log = log()) {
            log.inForce(Policies.logging(Map.of("eu", eu)));
            log.finished(exchange("eu", "after"));
        }

        List<String> lines = Files.readAllLines(eu);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).isEqualTo("{\"half");
        assertThat(sessions(lines.subList(2, 3))).containsExactly("after");
    }

    @Test
    void a_rotated_file_is_opened_anew() throws Exception {
        Path eu = directory.resolve("eu.jsonl");
        Path rotated = directory.resolve("eu.jsonl.1");
        try (ExchangeLog log = log()) {
            log.inForce(Policies.logging(Map.of("eu", eu)));
            log.finished(exchange("eu", "before"));
            await().until(() -> sessions(eu).size() == 1);
            Files.move(eu, rotated);
            log.finished(exchange("eu", "after"));
            await().until(() -> sessions(eu).size() == 1);
            Files.delete(eu);
            log.finished(exchange("eu", "removed"));
            await().until(() -> sessions(eu).equals(List.of("removed")));
        }

        assertThat(sessions(rotated)).containsExactly("before");
        assertThat(lost).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_written_loses_its_own_lines_counted_and_comes_back() throws Exception {
        Path missing = directory.resolve("missing");
        Path eu = missing.resolve("eu.jsonl");
        try (ExchangeLog log = log()) {
            log.inForce(Policies.logging(Map.of("eu", eu)));
            log.finished(exchange("eu", "lost"));
            await().until(() -> !lost.isEmpty());
            assertThat(missing).doesNotExist();
            Files.createDirectory(missing);
            log.finished(exchange("eu", "kept"));
            log.finished(exchange("us", "other"));
        }

        assertThat(lost).containsExactly("eu write_failed");
        assertThat(sessions(eu)).containsExactly("kept");
        assertThat(sessions(out.lines())).containsExactly("other");
    }

    @Test
    void a_blocked_target_stalls_neither_its_callers_nor_other_targets() throws Exception {
        Blocked blocked = new Blocked();
        Path eu = directory.resolve("eu.jsonl");
        try (ExchangeLog log = log(blocked, 3, DRAIN)) {
            log.inForce(Policies.logging(Map.of("eu", eu)));
            log.finished(exchange("us", "under-way"));
            blocked.reached.await();
            for (int i = 0; i < 5; i++) {
                log.finished(exchange("us", "waits-" + i));
            }
            assertThat(lost).containsExactly("us queue_full", "us queue_full");
            log.finished(exchange("eu", "not-stalled"));
            await().until(() -> sessions(eu).equals(List.of("not-stalled")));
            blocked.open.countDown();
        }

        assertThat(sessions(blocked.lines())).containsExactly("under-way", "waits-0", "waits-1", "waits-2");
    }

    @Test
    void closing_does_not_wait_for_ever_and_counts_what_it_gives_up() throws Exception {
        Blocked blocked = new Blocked();
        ExchangeLog log = log(blocked, 10, Duration.ofMillis(20));
        log.finished(exchange("us", "under-way"));
        blocked.reached.await();
        log.finished(exchange("us", "left"));

        log.close();
        log.finished(exchange("us", "too-late"));

        assertThat(lost).contains("us closed").hasSizeGreaterThanOrEqualTo(2);
        await().until(() -> lost.size() == 3); // the line under way was given up as well
        assertThat(blocked.lines()).isEmpty();
    }

    @Test
    void a_reload_moves_new_lines_and_leaves_those_that_wait_where_they_belonged() throws Exception {
        Path before = directory.resolve("before.jsonl");
        Path after = directory.resolve("after.jsonl");
        try (ExchangeLog log = log()) {
            log.inForce(Policies.logging(Map.of("eu", before)));
            for (int i = 0; i < 50; i++) {
                log.finished(exchange("eu", "before-" + i));
            }
            log.inForce(Policies.logging(Map.of("eu", after)));
            log.finished(exchange("eu", "after"));
            log.inForce(Policies.standard());
            log.finished(exchange("eu", "out"));
        }

        assertThat(sessions(before)).hasSize(50).allMatch(session -> session.startsWith("before-"));
        assertThat(sessions(after)).containsExactly("after");
        assertThat(sessions(out.lines())).containsExactly("out");
        assertThat(lost).isEmpty();
    }

    @Test
    void no_line_is_lost_or_torn_when_many_exchanges_end_during_reloads() throws Exception {
        Path one = directory.resolve("one.jsonl");
        Path two = directory.resolve("two.jsonl");
        int threads = 4;
        int each = 250;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (ExchangeLog log = log(out, threads * each, DRAIN)) {
            log.inForce(Policies.logging(Map.of("eu", one)));
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                running.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        log.finished(exchange("eu", thread + "-" + i));
                    }
                }));
            }
            for (int reload = 0; reload < 20; reload++) {
                log.inForce(Policies.logging(Map.of("eu", reload % 2 == 0 ? two : one)));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        } finally {
            pool.shutdownNow();
        }

        List<String> all = new ArrayList<>(sessions(one));
        all.addAll(sessions(two));
        assertThat(all).hasSize(threads * each).doesNotHaveDuplicates();
        assertThat(lost).isEmpty();
        assertThat(out.lines()).isEmpty();
    }

    /** What reached standard output. */
    private static class Out extends ByteArrayOutputStream {
        synchronized List<String> lines() {
            return toString(StandardCharsets.US_ASCII).lines().toList();
        }
    }

    /** Takes nothing until it is opened. */
    private static final class Blocked extends OutputStream {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);
        private final Out taken = new Out();

        List<String> lines() {
            return taken.lines();
        }

        @Override
        public void write(int each) throws IOException {
            write(new byte[] {(byte) each}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException givenUp) {
                throw new IOException("given up", givenUp);
            }
            taken.write(bytes, from, length);
        }
    }
}
