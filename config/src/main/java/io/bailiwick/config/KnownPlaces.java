package io.bailiwick.config;

import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Catalogue;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Geography;
import io.bailiwick.residency.Place;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Region;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every place that a policy may name: the catalogue's and its own. */
final class KnownPlaces {

    private static final Pattern TERRITORY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]*:[a-z0-9][a-z0-9_.-]*");
    private static final String COUNTRY = "an ISO 3166-1 alpha-2 country code in upper case, such as DE or NO";
    private static final String REACH = "a list of regions and geographies such as [aws:eu-central-1], or anywhere";
    private static final String BOUNDARY = "a list of countries, territories and regions such as [EU, CH], or anywhere";

    private final Findings findings;
    private final Typing typing;
    private final Catalogue catalogue;
    private final Map<String, Set<Country>> territories = new HashMap<>();
    private final Map<String, Region> regions = new HashMap<>();
    private final Set<String> broken = new HashSet<>();

    KnownPlaces(Findings findings, Typing typing, Catalogue catalogue) {
        this.findings = findings;
        this.typing = typing;
        this.catalogue = catalogue;
    }

    /** The policy's own territories. */
    void readTerritories(@Nullable Node node) {
        for (Node.Entry entry : Section.entries(findings, "territories", node)) {
            String what = "territory '" + Quoted.of(entry.name()) + "'";
            if (!TERRITORY.matcher(entry.name()).matches() || entry.name().equals("anywhere")) {
                findings.problem(entry.key(), "territory", "a name of letters, digits, - and _");
            } else if (catalogue.territory(entry.name()) != null) {
                findings.problem(entry.key().mark(), what + " is built in (expected: another name)");
            } else {
                Set<Country> countries = countries(entry.value(), what);
                if (countries.isEmpty()) {
                    broken.add(entry.name());
                } else {
                    territories.put(entry.name(), countries);
                }
            }
        }
    }

    /** The policy's own regions. */
    void readRegions(@Nullable Node node) {
        for (Node.Entry entry : Section.entries(findings, "regions", node)) {
            String what = "region '" + Quoted.of(entry.name()) + "'";
            if (!REGION.matcher(entry.name()).matches()) {
                findings.problem(entry.key(), "region", "cloud:code in lower case, such as onprem:fra1");
                continue;
            }
            if (catalogue.place(entry.name()) != null) {
                findings.problem(entry.key().mark(), what + " is built in (expected: only what the catalogue lacks)");
                continue;
            }
            Section section = Section.of(findings, what, entry.key().mark(), entry.value(), "country");
            Node.Scalar code = typing.scalar(section.required("country", COUNTRY), what + " country", COUNTRY);
            if (code == null || !Country.isAssigned(code.text())) {
                broken.add(entry.name());
                if (code != null) {
                    findings.problem(code, what + " country", COUNTRY);
                }
            } else {
                regions.put(entry.name(), new Region(entry.name(), new Country(code.text())));
            }
        }
    }

    /** The countries of a list of countries and territories; empty where it was left out or is a problem. */
    Set<Country> countries(@Nullable Node node, String what) {
        Set<Country> countries = new LinkedHashSet<>();
        for (Node.Scalar scalar : typing.scalars(node, what, "a list of countries and territories such as [EU, CH]")) {
            Set<Country> named = territory(scalar.text());
            if (named != null) {
                countries.addAll(named);
            } else if (!broken.contains(scalar.text())) {
                findings.unknown(scalar, "country or territory", meant(scalar.text(), territoryNames()));
            }
        }
        return countries;
    }

    @Nullable
    Region region(Node.Scalar at) {
        Region region = own(at.text()) != null ? own(at.text()) : catalogue.region(at.text());
        if (region == null && !broken.contains(at.text())) {
            Set<String> names = catalogue.regionNames();
            names.addAll(regions.keySet());
            findings.unknown(at, "region", names);
        }
        return region;
    }

    /** Null where it was left out or is a problem. */
    @Nullable
    Reach reach(@Nullable Node node, String what) {
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Scalar scalar && scalar.text().equals("anywhere")) {
            return Reach.anywhere();
        }
        Set<Place> places = new LinkedHashSet<>();
        boolean whole = node instanceof Node.Sequence;
        for (Node.Scalar scalar : typing.scalars(node, what, REACH)) {
            Place place = own(scalar.text()) != null ? own(scalar.text()) : catalogue.place(scalar.text());
            if (place != null) {
                places.add(place);
                continue;
            }
            whole = false;
            if (!broken.contains(scalar.text())) {
                unknownPlace(scalar, what);
            }
        }
        return whole && !places.isEmpty() ? Reach.of(places) : null;
    }

    private void unknownPlace(Node.Scalar scalar, String what) {
        if (scalar.text().equals("anywhere")) {
            findings.problem(scalar, what, "anywhere alone, or a list without it");
        } else if (territory(scalar.text()) != null) {
            findings.problem(scalar, what, REACH + "; a reach is where machines are, not a law");
        } else {
            Set<String> names = catalogue.placeNames();
            names.addAll(regions.keySet());
            findings.unknown(scalar, "region or geography", names);
        }
    }

    /** Null where it was left out or is a problem. */
    @Nullable
    Boundary boundary(@Nullable Node node, String what) {
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Scalar scalar && scalar.text().equals("anywhere")) {
            return Boundary.anywhere();
        }
        Set<Country> countries = new LinkedHashSet<>();
        Set<Region> single = new LinkedHashSet<>();
        boolean whole = node instanceof Node.Sequence;
        for (Node.Scalar scalar : typing.scalars(node, what, BOUNDARY)) {
            whole &= element(scalar, what, countries, single);
        }
        return whole && !(countries.isEmpty() && single.isEmpty()) ? Boundary.within(countries, single) : null;
    }

    private boolean element(Node.Scalar scalar, String what, Set<Country> countries, Set<Region> single) {
        if (scalar.text().equals("anywhere")) {
            findings.problem(scalar, what, "anywhere alone, or a list without it");
            return false;
        }
        Set<Country> named = territory(scalar.text());
        Region region = own(scalar.text()) != null ? own(scalar.text()) : catalogue.region(scalar.text());
        Geography geography = catalogue.geography(scalar.text());
        if (named != null) {
            countries.addAll(named);
        } else if (region != null) {
            single.add(region);
        } else if (geography != null) {
            findings.problem(scalar, what, "no provider's geography: a boundary is a law, so list its countries");
            return false;
        } else if (!broken.contains(scalar.text())) {
            Set<String> names = territoryNames();
            names.addAll(catalogue.regionNames());
            names.addAll(regions.keySet());
            findings.unknown(scalar, "country, territory or region", meant(scalar.text(), names));
            return false;
        }
        return named != null || region != null;
    }

    private @Nullable Region own(String name) {
        return regions.get(name);
    }

    private @Nullable Set<Country> territory(String name) {
        Set<Country> own = territories.get(name);
        return own == null ? catalogue.territory(name) : own;
    }

    /** A country's code in lower case means that country; anything else could mean any of {@code names}. */
    private static Set<String> meant(String written, Set<String> names) {
        String code = written.toUpperCase(Locale.ROOT);
        return Country.isAssigned(code) ? Set.of(code) : names;
    }

    private Set<String> territoryNames() {
        Set<String> names = new TreeSet<>(catalogue.territoryNames());
        names.addAll(territories.keySet());
        return names;
    }
}
