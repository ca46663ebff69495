package io.bailiwick.routing.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.routing.Candidate;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private final List<List<Quarantine.Entry>> kept = Collections.synchronizedList(new ArrayList<>());

    @Test
    void of_two_at_once_the_store_hears_the_newer_last() throws InterruptedException {
        CountDownLatch keeping = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        Quarantine quarantine = new Quarantine(List.of(), entries -> {
            if (first.getAndSet(false)) {
                keeping.countDown();
                await(goOn);
            }
            kept.add(entries);
        });
        Thread one = new Thread(() -> quarantine.add(key("one"), "eu"));
        Thread two = new Thread(() -> quarantine.add(key("two"), "eu"));

        one.start();
        keeping.await();
        two.start();
        // The second either waits for its turn or has been heard already, which is the fault.
        while (two.getState() != Thread.State.BLOCKED && two.isAlive()) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        one.join();
        two.join();

        assertThat(kept.get(kept.size() - 1))
                .containsExactlyInAnyOrder(
                        new Quarantine.Entry(key("one"), "eu"), new Quarantine.Entry(key("two"), "eu"));
    }

    private static Candidate.Key key(String name) {
        return new Candidate.Key(URI.create("http://" + name + ".test/v1"), "m");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
