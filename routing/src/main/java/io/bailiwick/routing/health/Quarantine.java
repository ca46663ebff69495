package io.bailiwick.routing.health;

import io.bailiwick.routing.Candidate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The places that evidence has contradicted, per jurisdiction; only an operator lifts one. */
public final class Quarantine {

    /** Changed and handed to the store under one lock, so that the store's last word is the newest. */
    private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

    private final Store store;

    /** Begins with what {@code store} kept. */
    public Quarantine(Collection<Entry> kept, Store store) {
        entries.addAll(kept);
        this.store = store;
    }

    public boolean holds(Candidate.Key key, String jurisdiction) {
        return !entries.isEmpty() && entries.contains(new Entry(key, jurisdiction));
    }

    /** Holds from now on, whether or not it could be kept; false where it already did. */
    public synchronized boolean add(Candidate.Key key, String jurisdiction) {
        boolean added = entries.add(new Entry(key, jurisdiction));
        if (added) {
            store.keep(List.copyOf(entries));
        }
        return added;
    }

    /** False where nothing was held. */
    public synchronized boolean lift(Candidate.Key key, String jurisdiction) {
        boolean removed = entries.remove(new Entry(key, jurisdiction));
        if (removed) {
            store.keep(List.copyOf(entries));
        }
        return removed;
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** One place that serves one jurisdiction no more. */
    public record Entry(Candidate.Key key, String jurisdiction) {}

    /** Keeps entries beyond a restart; must not block the caller. */
    public interface Store {
        void keep(List<Entry> entries);
    }
}
