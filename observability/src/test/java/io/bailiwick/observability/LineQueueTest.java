package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineQueueTest {

    private static final int LOOPS = 3;
    private static final int EACH = 20_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private static Logged numbered(int number) {
        return new Logged(Exchanges.served().record(), String.valueOf(number));
    }

    private static List<String> names(List<Logged> lines) {
        return lines.stream().map(Logged::drill).toList();
    }

    /** What it took of those numbers; what does not fit is dropped. */
    private static Callable<List<String>> offering(LineQueue queue, int from) {
        Logged example = numbered(from);
        return () -> {
            List<String> taken = new ArrayList<>();
            for (int i = from; i < from + EACH; i++) {
                LineQueue.Offer offer = queue.offer(new Logged(example.record(), String.valueOf(i)));
                if (offer == LineQueue.Offer.TAKEN) {
                    taken.add(String.valueOf(i));
                } else if (offer == LineQueue.Offer.FULL) {
                    Thread.onSpinWait();
                }
            }
            return taken;
        };
    }

    @Test
    void what_many_offer_at_once_is_taken_once_and_in_the_order_of_each() throws Exception {
        LineQueue queue = new LineQueue(100);
        List<Future<List<String>>> offered = new ArrayList<>();
        for (int i = 0; i < LOOPS; i++) {
            offered.add(threads.submit(offering(queue, i * EACH)));
        }
        Future<List<String>> taken = threads.submit(() -> {
            List<String> all = new ArrayList<>();
            for (List<Logged> next = queue.take(64); !next.isEmpty(); next = queue.take(64)) {
                assertThat(next).hasSizeLessThanOrEqualTo(64);
                all.addAll(names(next));
            }
            return all;
        });
        List<String> expected = new ArrayList<>();
        for (Future<List<String>> each : offered) {
            expected.addAll(each.get());
        }
        queue.end();

        assertThat(taken.get().stream().sorted().toList())
                .isEqualTo(expected.stream().sorted().toList());
        for (int i = 0; i < LOOPS; i++) {
            int from = i * EACH;
            assertThat(taken.get().stream().map(Integer::valueOf).filter(each -> each >= from && each < from + EACH))
                    .isSorted();
        }
    }

    @Test
    void it_holds_no_more_than_it_may_and_takes_none_after_its_end() throws InterruptedException {
        LineQueue queue = new LineQueue(3);
        for (int i = 0; i < 3; i++) {
            assertThat(queue.offer(numbered(i))).isEqualTo(LineQueue.Offer.TAKEN);
        }
        assertThat(queue.offer(numbered(3))).isEqualTo(LineQueue.Offer.FULL);
        assertThat(names(queue.take(2))).containsExactly("0", "1");
        assertThat(queue.offer(numbered(4))).isEqualTo(LineQueue.Offer.TAKEN);
        queue.end();

        assertThat(queue.offer(numbered(5))).isEqualTo(LineQueue.Offer.ENDED);
        assertThat(names(queue.take(2))).containsExactly("2", "4");
        assertThat(queue.take(2)).isEmpty();
    }

    @Test
    void what_is_abandoned_is_given_back_and_taken_by_nobody() throws InterruptedException {
        LineQueue queue = new LineQueue(8);
        queue.offer(numbered(1));
        queue.offer(numbered(2));

        assertThat(names(queue.abandon())).containsExactly("1", "2");
        assertThat(queue.take(8)).isEmpty();
    }

    @Test
    void a_taker_that_is_idle_is_woken_by_the_first_and_by_the_end() throws Exception {
        LineQueue queue = new LineQueue(8);
        Future<List<Logged>> first = threads.submit(() -> queue.take(8));
        queue.offer(numbered(1));
        assertThat(names(first.get())).containsExactly("1");

        Future<List<Logged>> none = threads.submit(() -> queue.take(8));
        queue.end();
        assertThat(none.get()).isEmpty();
    }
}
