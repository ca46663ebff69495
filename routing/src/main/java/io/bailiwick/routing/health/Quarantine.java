package io.bailiwick.routing.health;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Routes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The places that evidence has contradicted, and what was seen there; only an operator lifts one. A place is held for the
 * jurisdictions that are named with it, and for whoever has a boundary that it was seen outside of, by whatever name and under
 * whatever policy.
 */
public final class Quarantine {

    /** Replaced whole, and handed to the store under one lock, so that the store's last word is the newest. */
    private volatile Map<Candidate.Key, Set<Entry>> held = Map.of();

    private final Store store;

    /** What was looked for under the policy in force already. */
    private final Set<Sight> looked = ConcurrentHashMap.newKeySet();

    /** Who is named: those whose pools have the place. */
    private Routes inForce = new Routes(List.of());

    /** Begins with what {@code store} kept. */
    public Quarantine(Collection<Entry> kept, Store store) {
        this.store = store;
        this.held = with(kept);
    }

    public boolean holds(Candidate.Key place, Jurisdiction jurisdiction) {
        Map<Candidate.Key, Set<Entry>> now = held;
        if (now.isEmpty()) {
            return false;
        }
        for (Entry entry : now.getOrDefault(place, Set.of())) {
            if (entry.holds(jurisdiction)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Holds from now on, whether or not it could be kept. Returns for whom: {@code own}, and each other of the policy in force
     * whose pools have the place and whose boundary it was seen outside of.
     */
    public synchronized Collection<Jurisdiction> add(Candidate.Key place, Jurisdiction own, Reach seen) {
        Map<String, Jurisdiction> whom = new LinkedHashMap<>();
        whom.put(own.name(), own);
        inForce.outsideOf(place, seen).forEach(each -> whom.putIfAbsent(each.name(), each));
        return keptOut(place, whom.values(), seen);
    }

    /**
     * It was seen where the boundary of whoever asked reaches and no promise does. Returns for whom it holds from now on: each
     * of the policy in force whose pools have the place and whose boundary it was seen outside of; nobody where that was
     * asked before, for every reply may say the same.
     */
    public Collection<Jurisdiction> addOthers(Candidate.Key place, Reach seen) {
        Sight sight = new Sight(place, seen);
        return looked.contains(sight) ? List.of() : lookedFor(sight);
    }

    private synchronized Collection<Jurisdiction> lookedFor(Sight sight) {
        if (!looked.add(sight)) {
            return List.of();
        }
        List<Jurisdiction> newly = inForce.outsideOf(sight.place, sight.seen).stream()
                .filter(each -> !isNamed(sight.place, each.name()))
                .toList();
        return keptOut(sight.place, newly, sight.seen);
    }

    private Collection<Jurisdiction> keptOut(Candidate.Key place, Collection<Jurisdiction> whom, Reach seen) {
        keep(whom.stream().map(each -> new Entry(place, each.name(), seen)).toList());
        return whom;
    }

    /** Names whom else what was seen keeps out under these routes; returns those entries. */
    public synchronized List<Entry> inForce(Routes routes) {
        inForce = routes;
        looked.clear();
        List<Entry> named = new ArrayList<>();
        for (Entry entry : entries()) {
            Reach seen = entry.seen();
            if (seen != null) {
                for (Jurisdiction each : routes.outsideOf(entry.place(), seen)) {
                    if (!isNamed(entry.place(), each.name())) {
                        named.add(new Entry(entry.place(), each.name(), seen));
                    }
                }
            }
        }
        keep(named);
        return named;
    }

    /** Returns whom it was held for; nobody where it was not. */
    public synchronized Set<String> lift(Candidate.Key place) {
        Map<Candidate.Key, Set<Entry>> left = new HashMap<>(held);
        Set<Entry> lifted = left.remove(place);
        if (lifted == null) {
            return Set.of();
        }
        held = Map.copyOf(left);
        looked.removeIf(sight -> sight.place.equals(place));
        store.keep(entries());
        Set<String> names = new TreeSet<>();
        lifted.forEach(entry -> names.add(entry.jurisdiction()));
        return names;
    }

    public Set<Candidate.Key> places() {
        return held.keySet();
    }

    public List<Entry> entries() {
        return held.values().stream().flatMap(Set::stream).toList();
    }

    private boolean isNamed(Candidate.Key place, String jurisdiction) {
        return held.getOrDefault(place, Set.of()).stream()
                .anyMatch(entry -> entry.jurisdiction().equals(jurisdiction));
    }

    private void keep(Collection<Entry> more) {
        Map<Candidate.Key, Set<Entry>> all = with(more);
        if (!all.equals(held)) {
            held = all;
            store.keep(entries());
        }
    }

    private Map<Candidate.Key, Set<Entry>> with(Collection<Entry> more) {
        Map<Candidate.Key, Set<Entry>> all = new HashMap<>();
        held.forEach((place, entries) -> all.put(place, new LinkedHashSet<>(entries)));
        more.forEach(entry -> all.computeIfAbsent(entry.place(), none -> new LinkedHashSet<>())
                .add(entry));
        return Map.copyOf(all);
    }

    private record Sight(Candidate.Key place, Reach seen) {}

    /**
     * One place that serves one jurisdiction no more.
     *
     * @param seen where it showed that it ran; null where an older version kept the entry, which did not say
     */
    public record Entry(
            Candidate.Key place,
            String jurisdiction,
            @Nullable Reach seen) {

        boolean holds(Jurisdiction asking) {
            return jurisdiction.equals(asking.name()) || (seen != null && !seen.within(asking.boundary()));
        }
    }

    /** Keeps entries beyond a restart; must not block the caller. */
    public interface Store {
        void keep(List<Entry> entries);
    }
}
