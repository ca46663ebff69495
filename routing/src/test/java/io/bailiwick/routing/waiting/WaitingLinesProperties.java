package io.bailiwick.routing.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Places;
import io.bailiwick.routing.Pool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Endpoints with free places, requests that wait for some of them, and whatever order things happen in. */
class WaitingLinesProperties {

    private static final List<Candidate> ALL = List.of(
            Places.candidate("one", Reach.of(Places.FRANKFURT)),
            Places.candidate("two", Reach.of(Places.PARIS)),
            Places.candidate("three", Reach.of(Places.PARIS)));
    private static final Pool POOL =
            Places.pool(Places.jurisdiction("eu", "DE", "FR"), Places.tier(ALL.toArray(Candidate[]::new)));

    private final WaitingLines lines = new WaitingLines();
    private final int[] free = new int[ALL.size()];
    private final List<Guest> waiting = new ArrayList<>();
    private final Deque<Guest> looking = new ArrayDeque<>();
    private int joined;
    private int served;
    private int gone;

    /** What one of the spine's waiting requests does, without its timers. */
    private final class Guest implements WaitingLines.Waiter {
        final Set<Integer> wanted;
        WaitingLines.Place place;

        Guest(Set<Integer> wanted) {
            this.wanted = wanted;
        }

        @Override
        public void called() {
            looking.add(this);
        }

        void look() {
            for (int i : wanted) {
                if (waiting.contains(this) && free[i] > 0 && place.isFirst(key(i))) {
                    assertThat(waiting.stream()
                                    .filter(each -> each.wanted.contains(i))
                                    .findFirst())
                            .as("nobody is overtaken")
                            .contains(this);
                    free[i]--;
                    served++;
                    waiting.remove(this);
                    place.leave();
                }
            }
        }
    }

    @Property
    void nobody_is_overtaken_no_free_place_is_left_beside_one_who_waits_and_nobody_is_lost(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 9_999) Integer> events) {
        for (int event : events) {
            int which = event / 100 % ALL.size();
            switch (event % 4) {
                case 0, 1 -> join(event);
                case 2 -> {
                    free[which]++;
                    lines.changed(key(which));
                }
                default -> {
                    if (!waiting.isEmpty()) {
                        Guest leaving = waiting.remove(event / 100 % waiting.size());
                        gone++;
                        leaving.place.leave();
                    }
                }
            }
            while (!looking.isEmpty()) {
                looking.pop().look();
            }
            for (int i = 0; i < free.length; i++) {
                int endpoint = i;
                boolean wanted = waiting.stream().anyMatch(guest -> guest.wanted.contains(endpoint));
                assertThat(lines.isWaitedFor(POOL, key(i))).isEqualTo(wanted);
                assertThat(wanted && free[i] > 0)
                        .as("a free place beside one who waits for it")
                        .isFalse();
            }
            assertThat(lines.count()).isEqualTo(waiting.size()).isEqualTo(joined - served - gone);
        }
    }

    private void join(int event) {
        int bits = 1 + event / 100 % 7;
        Set<Integer> wanted = new TreeSet<>();
        for (int i = 0; i < ALL.size(); i++) {
            if ((bits >> i & 1) == 1) {
                wanted.add(i);
            }
        }
        Guest guest = new Guest(wanted);
        guest.place = Objects.requireNonNull(lines.join(
                POOL, wanted.stream().map(WaitingLinesProperties::key).toList(), 1_000, guest));
        joined++;
        waiting.add(guest);
        guest.called();
    }

    private static Candidate.Key key(int which) {
        return ALL.get(which).key();
    }
}
