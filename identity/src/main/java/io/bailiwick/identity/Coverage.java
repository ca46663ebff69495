package io.bailiwick.identity;

import io.bailiwick.residency.Country;
import io.bailiwick.residency.Jurisdiction;
import java.util.Collection;
import java.util.List;

/** Which jurisdiction a country answers: the narrowest whose users it covers. */
public final class Coverage {

    private final List<Jurisdiction> jurisdictions;

    public Coverage(Collection<Jurisdiction> jurisdictions) {
        this.jurisdictions = List.copyOf(jurisdictions);
    }

    /** More than one where none of them is the narrowest: they conflict; none where nobody covers the country. */
    public List<Jurisdiction> of(Country country) {
        List<Jurisdiction> covering = jurisdictions.stream()
                .filter(each -> each.users().contains(country))
                .toList();
        return covering.stream()
                .filter(each ->
                        covering.stream().noneMatch(other -> other.boundary().isNarrowerThan(each.boundary())))
                .toList();
    }
}
