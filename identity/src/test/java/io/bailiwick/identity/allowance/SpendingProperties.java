package io.bailiwick.identity.allowance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for an account whatever is asked of it, in whatever order it ends. */
class SpendingProperties {

    private static final Allowances.Grant GRANT =
            new Allowances.Grant("acme", "eu", new Allowance(1L, null), List.of("eu"));

    /** One request: how long after the one before, what it was expected to cost, what it did, and which one ends then. */
    record Step(int afterMillis, int estimated, int used, int ending) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> millis = Arbitraries.integers().between(0, 20_000);
        Arbitrary<Integer> tokens = Arbitraries.integers().between(0, 400);
        return Combinators.combine(
                        millis, tokens, tokens, Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    @Property
    void no_stretch_of_time_grants_more_requests_than_its_share_and_one_burst(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 50) int perMinute) {
        AtomicLong nanos = new AtomicLong();
        Spending spending = new Spending(nanos::get);
        Allowance allowance = new Allowance((long) perMinute, null);
        List<Long> grantedAt = new ArrayList<>();
        for (Step step : steps) {
            nanos.addAndGet(Duration.ofMillis(step.afterMillis()).toNanos());
            if (spending.reserve(GRANT, allowance, 0) instanceof Reservation) {
                grantedAt.add(nanos.get());
            }
        }
        for (int from = 0; from < grantedAt.size(); from++) {
            for (int to = from; to < grantedAt.size(); to++) {
                double minutes = (grantedAt.get(to) - grantedAt.get(from)) / 60e9;
                assertThat((double) (to - from + 1)).isLessThanOrEqualTo(perMinute + perMinute * minutes + 1e-6);
            }
        }
    }

    @Property
    void what_is_reserved_and_settled_is_what_is_used(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 300) int perMinute) {
        Spending spending = new Spending(() -> 0); // time stands still, so nothing is refilled
        Allowance allowance = new Allowance(null, (long) perMinute);
        List<Reservation> open = new ArrayList<>();
        List<Step> theirs = new ArrayList<>();
        long used = 0;
        for (Step step : steps) {
            if (spending.reserve(GRANT, allowance, step.estimated()) instanceof Reservation reservation) {
                open.add(reservation);
                theirs.add(step);
            }
            if (!open.isEmpty() && step.ending() % 2 == 0) {
                int which = step.ending() % open.size();
                used += theirs.get(which).used();
                open.remove(which).settle(theirs.remove(which).used());
            }
        }
        for (int i = 0; i < open.size(); i++) {
            used += theirs.get(i).used();
            open.get(i).settle(theirs.get(i).used());
        }
        Left.Of left = ((Reservation) spending.reserve(GRANT, new Allowance(null, (long) perMinute), 0))
                .left()
                .tokens();
        assertThat(left).isNotNull();
        assertThat(left.remaining()).isEqualTo(Math.max(0, perMinute - used));
    }

    @Property
    void whoever_comes_back_when_told_is_granted_and_whoever_comes_sooner_is_not(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 500) Integer> costs,
            @ForAll @IntRange(min = 1, max = 97) int requests,
            @ForAll @IntRange(min = 1, max = 211) int tokens) {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000); // and over the edge, as nanoTime may go
        Spending spending = new Spending(nanos::get);
        Allowance allowance = new Allowance((long) requests, (long) tokens);
        for (int cost : costs) {
            Reserving first = spending.reserve(GRANT, allowance, cost);
            if (first instanceof Reserving.TooMuch refused) {
                nanos.addAndGet(refused.after().toNanos() - 2);
                assertThat(spending.reserve(GRANT, allowance, cost)).isInstanceOf(Reserving.TooMuch.class);
                nanos.addAndGet(2);
                assertThat(spending.reserve(GRANT, allowance, cost)).isInstanceOf(Reservation.class);
            } else {
                ((Reservation) first).settle(cost);
            }
        }
    }
}
