package io.bailiwick.identity;

import io.bailiwick.residency.Country;
import io.bailiwick.residency.Jurisdiction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which jurisdiction a country answers: the narrowest whose users it covers. */
public final class Coverage {

    private final Map<Country, List<Jurisdiction>> narrowest = new HashMap<>();

    public Coverage(Collection<Jurisdiction> jurisdictions) {
        for (Jurisdiction each : jurisdictions) {
            each.users().forEach(country -> narrowest.computeIfAbsent(country, any -> narrowest(any, jurisdictions)));
        }
    }

    private static List<Jurisdiction> narrowest(Country country, Collection<Jurisdiction> jurisdictions) {
        List<Jurisdiction> covering = jurisdictions.stream()
                .filter(each -> each.users().contains(country))
                .toList();
        return covering.stream()
                .filter(each ->
                        covering.stream().noneMatch(other -> other.boundary().isNarrowerThan(each.boundary())))
                .toList();
    }

    /** More than one where none of them is the narrowest: they conflict; none where nobody covers the country. */
    public List<Jurisdiction> of(Country country) {
        return narrowest.getOrDefault(country, List.of());
    }
}
