package io.bailiwick.routing.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Places;
import io.bailiwick.routing.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WaitingLinesTest {

    private static final Jurisdiction EU = Places.jurisdiction("eu", "DE", "FR");
    private static final Candidate FRANKFURT = Places.candidate("frankfurt", Reach.of(Places.FRANKFURT));
    private static final Candidate PARIS = Places.candidate("paris", Reach.of(Places.PARIS));
    private static final Candidate.Key FRA = FRANKFURT.key();
    private static final Candidate.Key PAR = PARIS.key();
    private static final Pool POOL = Places.pool(EU, Places.tier(FRANKFURT, PARIS));
    private static final Pool OTHER = Places.pool("embed", EU, Places.tier(FRANKFURT));

    private final WaitingLines lines = new WaitingLines();
    private final List<String> called = new ArrayList<>();

    @Test
    void one_place_that_gets_free_calls_one_and_it_is_the_first() {
        WaitingLines.Place first = join("first", FRA);
        WaitingLines.Place second = join("second", FRA);
        join("third", FRA);

        lines.changed(FRA);

        assertThat(called).containsExactly("first");
        assertThat(first.isFirst(FRA)).isTrue();
        assertThat(second.isFirst(FRA)).isFalse();
        first.leave();
        assertThat(called).containsExactly("first", "second");
        assertThat(second.isFirst(FRA)).isTrue();
    }

    @Test
    void whoever_is_called_and_leaves_calls_the_next_whatever_made_him_leave() {
        WaitingLines.Place first = join("first", FRA, PAR);
        join("second", FRA);
        join("third", PAR);

        first.leave();
        first.leave(); // once

        assertThat(called).containsExactly("second", "third");
    }

    @Test
    void nobody_is_held_up_by_one_who_waits_for_somebody_else() {
        join("for Frankfurt", FRA);
        WaitingLines.Place either = join("for either", FRA, PAR);

        lines.changed(PAR);

        assertThat(called).containsExactly("for either");
        assertThat(either.isFirst(PAR)).isTrue();
        assertThat(either.isFirst(FRA)).isFalse();
    }

    @Test
    void whoever_leaves_from_the_middle_calls_nobody() {
        join("first", FRA);
        WaitingLines.Place second = join("second", FRA);
        join("third", FRA);
        second.leave();
        assertThat(called).isEmpty();
    }

    @Test
    void each_pool_has_a_line_of_its_own() {
        join("chat", FRA);
        lines.join(OTHER, List.of(FRA), 10, () -> called.add("embed"));
        assertThat(lines.isWaitedFor(OTHER, FRA)).isTrue();
        assertThat(lines.isWaitedFor(OTHER, PAR)).isFalse();

        lines.changed(FRA);

        assertThat(called).containsExactlyInAnyOrder("chat", "embed");
    }

    @Test
    void another_policy_calls_the_first_of_every_line_once() {
        join("first", FRA, PAR);
        join("second", FRA, PAR);
        lines.changed();
        assertThat(called).containsExactly("first");
    }

    @Test
    void no_more_wait_than_may_and_whoever_leaves_makes_room() {
        WaitingLines.Place only = lines.join(POOL, List.of(FRA), 1, () -> {});
        assertThat(only).isNotNull();
        assertThat(lines.join(POOL, List.of(FRA), 1, () -> {})).isNull();
        only.leave();
        assertThat(lines.count()).isZero();
        assertThat(lines.isWaitedFor(POOL, FRA)).isFalse();
        assertThat(lines.join(POOL, List.of(FRA), 1, () -> {})).isNotNull();
    }

    @Test
    void whoever_also_waits_for_another_stands_behind_those_who_do_already() {
        WaitingLines.Place first = join("first", FRA);
        WaitingLines.Place second = join("second", PAR);
        first.alsoFor(PAR);
        first.alsoFor(PAR);
        assertThat(first.isFirst(PAR)).isFalse();
        second.leave();
        assertThat(called).containsExactly("first");
        assertThat(first.isFirst(PAR)).isTrue();
        first.leave();
        first.alsoFor(FRA); // gone is gone
        assertThat(lines.isWaitedFor(POOL, FRA)).isFalse();
    }

    private WaitingLines.Place join(String name, Candidate.Key... wanted) {
        return Objects.requireNonNull(lines.join(POOL, List.of(wanted), 10, () -> called.add(name)));
    }
}
