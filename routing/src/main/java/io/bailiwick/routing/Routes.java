package io.bailiwick.routing;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Reach;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every route, found by its name or an alias. */
public final class Routes {

    private final Map<String, Route> byName = new LinkedHashMap<>();
    private final Map<String, Route> byAnyName = new LinkedHashMap<>();

    /** Throws {@link IllegalArgumentException} where two routes share a name or alias. */
    public Routes(Collection<Route> routes) {
        for (Route route : routes) {
            byName.put(route.name(), route);
            claim(route.name(), route);
            route.options().aliases().forEach(alias -> claim(alias, route));
        }
    }

    private void claim(String name, Route route) {
        if (byAnyName.put(name, route) != null) {
            throw new IllegalArgumentException("two routes answer to '" + name + "'");
        }
    }

    public @Nullable Route named(String nameOrAlias) {
        return byAnyName.get(nameOrAlias);
    }

    public Collection<Route> all() {
        return byName.values();
    }

    /** Whose requests that place may take, and whose boundary it was seen outside of. */
    public List<Jurisdiction> outsideOf(Candidate.Key place, Reach seen) {
        return byName.values().stream()
                .flatMap(route -> route.pools().values().stream())
                .filter(pool -> !seen.within(pool.jurisdiction().boundary())
                        && pool.candidates().anyMatch(each -> each.key().equals(place)))
                .map(Pool::jurisdiction)
                .distinct()
                .toList();
    }

    /** Route names and aliases, each with its route. */
    public Map<String, Route> byAnyName() {
        return Map.copyOf(byAnyName);
    }
}
