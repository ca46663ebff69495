package io.bailiwick.routing;

import io.bailiwick.residency.Jurisdiction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model name that clients send, with its pools by the jurisdiction's name. */
public record Route(String name, RouteOptions options, Map<String, Pool> pools) {

    public Route {
        Map<String, Pool> byItsOwnName = new HashMap<>(); // the text that whoever asks has as well: found by a look
        pools.forEach((jurisdiction, pool) -> {
            String own = pool.jurisdiction().name();
            if (!own.equals(jurisdiction)) {
                throw new IllegalArgumentException(pool + " cannot serve " + jurisdiction);
            }
            byItsOwnName.put(own, pool);
        });
        pools = Map.copyOf(byItsOwnName);
    }

    /** Pools are never inherited: a jurisdiction without one of its own has none. */
    public @Nullable Pool poolFor(Jurisdiction jurisdiction) {
        return pools.get(jurisdiction.name());
    }

    /** Every candidate of every pool, each once, by the endpoint's name. */
    public List<Candidate> candidates() {
        return pools.values().stream()
                .flatMap(Pool::candidates)
                .distinct()
                .sorted(Comparator.comparing(candidate -> candidate.endpoint().name()))
                .toList();
    }
}
