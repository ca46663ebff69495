package io.bailiwick.routing.waiting;

import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line for each pool and endpoint. Only the first of a line may be served there, and only the first is called when
 * something changes; when it leaves, the next is: so one place that gets free moves one request, and none is overtaken.
 */
public final class WaitingLines {

    private final Map<Candidate.Key, Map<String, Line>> lines = new HashMap<>();

    /** Written under the lock and read without it: nobody waits most of the time. */
    private volatile int waiting;

    /** At the end of every line that {@code wanted} names; null where {@code most} wait already. */
    public synchronized @Nullable Place join(Pool pool, Collection<Candidate.Key> wanted, int most, Waiter waiter) {
        if (waiting >= most) {
            return null;
        }
        Place place = new Place(pool.toString(), waiter);
        waiting = waiting + 1;
        wanted.forEach(place::standIn);
        return place;
    }

    /** Whether somebody of that pool waits for that endpoint: whoever comes now comes later. */
    public boolean isWaitedFor(Pool pool, Candidate.Key key) {
        return waiting > 0 && first(pool.toString(), key) != null;
    }

    /** That endpoint may take one more, or stands otherwise than before. */
    public void changed(Candidate.Key key) {
        if (waiting > 0) {
            call(firsts(key));
        }
    }

    /** Everything may be otherwise than before: another policy is in force. */
    public void changed() {
        if (waiting > 0) {
            call(firsts());
        }
    }

    /** How many wait. */
    public int count() {
        return waiting;
    }

    private synchronized @Nullable Place first(String pool, Candidate.Key key) {
        Line line = lines.getOrDefault(key, Map.of()).get(pool);
        return line == null ? null : line.first();
    }

    private synchronized Set<Place> firsts(Candidate.Key key) {
        Set<Place> firsts = new LinkedHashSet<>();
        lines.getOrDefault(key, Map.of()).values().forEach(line -> firsts.add(line.first()));
        return firsts;
    }

    private synchronized Set<Place> firsts() {
        Set<Place> firsts = new LinkedHashSet<>();
        lines.values().forEach(pools -> pools.values().forEach(line -> firsts.add(line.first())));
        return firsts;
    }

    /** Outside the lock: whoever is called may ask us again. */
    private static void call(Collection<Place> places) {
        places.forEach(place -> place.waiter.called());
    }

    /** Whoever waits; called on any thread, and must not do its work there. */
    public interface Waiter {
        void called();
    }

    /** The places of one pool at one endpoint, in order of arrival; never empty. */
    private static final class Line {
        private final LinkedHashSet<Place> places = new LinkedHashSet<>();

        Place first() {
            return places.iterator().next();
        }
    }

    /** One waiting request's place in all of its lines. */
    public final class Place {

        private final String pool;
        private final Waiter waiter;
        private final List<Candidate.Key> standsFor = new ArrayList<>();
        private boolean left;

        private Place(String pool, Waiter waiter) {
            this.pool = pool;
            this.waiter = waiter;
        }

        /** Also waits for that endpoint, behind whoever does already. */
        public void alsoFor(Candidate.Key key) {
            synchronized (WaitingLines.this) {
                if (!left && !standsFor.contains(key)) {
                    standIn(key);
                }
            }
        }

        /** Whether it is next there. */
        public boolean isFirst(Candidate.Key key) {
            return first(pool, key) == this;
        }

        /** Served or gone; whoever becomes first by that is called. A second leaving is none. */
        public void leave() {
            call(leaveLines());
        }

        private void standIn(Candidate.Key key) {
            standsFor.add(key);
            lines.computeIfAbsent(key, absent -> new HashMap<>())
                    .computeIfAbsent(pool, absent -> new Line())
                    .places
                    .add(this);
        }

        private Set<Place> leaveLines() {
            Set<Place> promoted = new LinkedHashSet<>();
            synchronized (WaitingLines.this) {
                if (left) {
                    return promoted;
                }
                left = true;
                waiting = waiting - 1;
                for (Candidate.Key key : standsFor) {
                    Place next = leaveLine(key);
                    if (next != null) {
                        promoted.add(next);
                    }
                }
            }
            return promoted;
        }

        private @Nullable Place leaveLine(Candidate.Key key) {
            Map<String, Line> pools = lines.getOrDefault(key, Map.of());
            Line line = pools.get(pool);
            if (line == null) {
                return null;
            }
            boolean wasFirst = line.first() == this;
            line.places.remove(this);
            Iterator<Place> rest = line.places.iterator();
            if (rest.hasNext()) {
                return wasFirst ? rest.next() : null;
            }
            pools.remove(pool);
            if (pools.isEmpty()) {
                lines.remove(key);
            }
            return null;
        }
    }
}
