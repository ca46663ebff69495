package io.bailiwick.providers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What of a body is not known to stay inside: each feature once, with the first place that uses it. A body of millions of
 * things that nobody knows is no larger here than one of each.
 */
final class Uses {

    /** Of features that differ. Who needs so many cannot be served in any case, and would have them all written down. */
    static final int MOST = 1000;

    private Map<String, FeatureUse> byName = Map.of();
    private int told;

    /** Adds what the verdict says of the current value, which is asked where it stands only if that is new. */
    void add(Verdict verdict, BodyCursor in) {
        String name = verdict.feature();
        if (name == null) {
            return;
        }
        told++;
        if (isNew(name, verdict.everywhere())) {
            put(new FeatureUse(name, in.where(), verdict.everywhere()));
        }
    }

    void add(FeatureUse use) {
        told++;
        if (isNew(use.name(), use.everywhere())) {
            put(use);
        }
    }

    private void put(FeatureUse use) {
        if (byName.isEmpty()) {
            byName = new LinkedHashMap<>();
        }
        byName.put(use.name(), use);
        if (byName.size() > MOST) {
            throw new UnreadableException("the body has more than " + MOST + " things that nobody knows", use.where());
        }
    }

    /** One that leaves the operator's own machines, too, counts before one that does not. */
    private boolean isNew(String name, boolean everywhere) {
        FeatureUse known = byName.get(name);
        return known == null || (everywhere && !known.everywhere());
    }

    /** How often there was something to add, whether it was new or not. */
    int told() {
        return told;
    }

    /** Mostly there are none, and then nothing is made. */
    void each(Consumer<FeatureUse> of) {
        if (!byName.isEmpty()) {
            byName.values().forEach(of);
        }
    }

    Set<FeatureUse> all() {
        return byName.isEmpty() ? Set.of() : Set.copyOf(byName.values());
    }
}
