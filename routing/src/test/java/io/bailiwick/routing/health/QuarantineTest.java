package io.bailiwick.routing.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Places;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.RouteOptions;
import io.bailiwick.routing.Routes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private static final Reach ABROAD = Reach.of(Places.VIRGINIA);

    private final Jurisdiction eu = Places.jurisdiction("eu", "DE", "FR");
    private final Jurisdiction de = Places.jurisdiction("de", "DE");
    private final Jurisdiction us = Places.jurisdiction("us", "US");
    private final Candidate fra = Places.candidate("fra", Reach.of(Places.FRANKFURT));
    private final List<List<Quarantine.Entry>> kept = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_place_that_was_seen_outside_a_boundary_is_held_for_whoever_has_it_under_any_name() {
        Quarantine quarantine = new Quarantine(List.of(), kept::add);
        assertThat(quarantine.add(fra.key(), eu, ABROAD)).containsExactly(eu);

        assertThat(quarantine.holds(fra.key(), eu)).isTrue();
        assertThat(quarantine.holds(fra.key(), de))
                .as("before any policy names it")
                .isTrue();
        assertThat(quarantine.holds(fra.key(), us)).as("it was seen inside").isFalse();
        assertThat(quarantine.holds(Places.candidate("par", ABROAD).key(), eu))
                .as("another place")
                .isFalse();
    }

    @Test
    void a_policy_that_widens_a_boundary_lifts_nothing() {
        Quarantine quarantine = new Quarantine(List.of(), kept::add);
        quarantine.add(fra.key(), eu, ABROAD);
        assertThat(quarantine.holds(fra.key(), Places.jurisdiction("eu", "DE", "US")))
                .isTrue();
    }

    @Test
    void a_policy_that_comes_into_force_has_its_own_jurisdictions_named_once() {
        Quarantine quarantine = new Quarantine(List.of(), kept::add);
        quarantine.inForce(routes(eu));
        quarantine.add(fra.key(), eu, ABROAD);

        Quarantine.Entry german = new Quarantine.Entry(fra.key(), "de", ABROAD);
        assertThat(quarantine.inForce(routes(de))).containsExactly(german);
        assertThat(kept.get(kept.size() - 1))
                .containsExactlyInAnyOrder(new Quarantine.Entry(fra.key(), "eu", ABROAD), german);
        int told = kept.size();
        assertThat(quarantine.inForce(routes(de))).isEmpty();
        assertThat(kept).as("nothing new to keep").hasSize(told);
        assertThat(quarantine.add(fra.key(), eu, ABROAD))
                .as("whoever is in force now")
                .containsExactlyInAnyOrder(eu, de);
    }

    @Test
    void an_entry_that_does_not_say_what_was_seen_holds_for_its_name_alone() {
        Quarantine quarantine = new Quarantine(List.of(new Quarantine.Entry(fra.key(), "eu", null)), kept::add);
        assertThat(quarantine.inForce(routes(eu, de))).isEmpty();
        assertThat(quarantine.holds(fra.key(), eu)).isTrue();
        assertThat(quarantine.holds(fra.key(), de)).isFalse();
    }

    @Test
    void lifting_lifts_it_for_all() {
        Quarantine quarantine = new Quarantine(List.of(), kept::add);
        quarantine.inForce(routes(eu, de));
        quarantine.add(fra.key(), eu, ABROAD);

        assertThat(quarantine.lift(fra.key())).containsExactly("de", "eu");
        assertThat(quarantine.holds(fra.key(), eu)).isFalse();
        assertThat(quarantine.holds(fra.key(), de)).isFalse();
        assertThat(kept.get(kept.size() - 1)).isEmpty();
        assertThat(quarantine.lift(fra.key())).isEmpty();
    }

    private Routes routes(Jurisdiction... jurisdictions) {
        Map<String, Pool> pools = new HashMap<>();
        for (Jurisdiction each : jurisdictions) {
            pools.put(each.name(), Places.pool(each, Places.tier(fra)));
        }
        return new Routes(List.of(new Route("chat", RouteOptions.DEFAULT, pools)));
    }

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
        Thread one = new Thread(() -> quarantine.add(key("one"), eu, ABROAD));
        Thread two = new Thread(() -> quarantine.add(key("two"), eu, ABROAD));

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
                        new Quarantine.Entry(key("one"), "eu", ABROAD), new Quarantine.Entry(key("two"), "eu", ABROAD));
    }

    private static Candidate.Key key(String name) {
        return Places.candidate(name, ABROAD).key();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
