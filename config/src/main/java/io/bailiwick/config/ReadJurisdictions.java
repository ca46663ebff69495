package io.bailiwick.config;

import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code jurisdictions}. */
final class ReadJurisdictions {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");
    private static final Set<String> RESERVED = Set.of("options", "unknown", "none", "anywhere", "unresolved");
    private static final Map<String, Evidence> EVIDENCE = Map.of(
            "observed", Evidence.OBSERVED,
            "attested", Evidence.ATTESTED,
            "declared", Evidence.DECLARED,
            "none", Evidence.NONE);

    private final Findings findings;
    private final Typing typing;
    private final KnownPlaces places;

    ReadJurisdictions(Findings findings, Typing typing, KnownPlaces places) {
        this.findings = findings;
        this.typing = typing;
        this.places = places;
    }

    Declared<Jurisdiction> of(@Nullable Node node) {
        Declared<Jurisdiction> jurisdictions = new Declared<>("jurisdiction");
        Map<String, Node.Scalar> within = new HashMap<>();
        for (Node.Entry entry : Section.entries(findings, "jurisdictions", node)) {
            if (!NAME.matcher(entry.name()).matches() || RESERVED.contains(entry.name())) {
                findings.problem(
                        entry.key(), "jurisdiction", "a name in lower case that is none of " + sortedReserved());
                continue;
            }
            jurisdictions.add(entry.name(), one(entry, within));
        }
        within.forEach((name, outer) -> check(name, outer, jurisdictions));
        return jurisdictions;
    }

    private @Nullable Jurisdiction one(Node.Entry entry, Map<String, Node.Scalar> within) {
        String path = "jurisdictions." + entry.name();
        Section section = Section.of(
                findings, path, entry.key().mark(), entry.value(), "boundary", "users", "evidence", "within");
        Boundary boundary = places.boundary(
                section.required("boundary", "a list of countries, territories and regions, or anywhere"),
                path + ".boundary");
        Set<Country> users = places.countries(section.get("users"), path + ".users");
        Node.Scalar outer = typing.scalar(section.get("within"), path + ".within", "a jurisdiction's name");
        if (outer != null) {
            within.put(entry.name(), outer);
        }
        Evidence evidence = evidence(section.get("evidence"), path, boundary);
        return boundary == null ? null : new Jurisdiction(entry.name(), boundary, users, evidence);
    }

    private Evidence evidence(@Nullable Node node, String path, @Nullable Boundary boundary) {
        String expected = "one of observed, attested, declared, none";
        String word = typing.text(node, path + ".evidence", expected);
        if (node == null || word == null) {
            return boundary == null || boundary instanceof Boundary.Anywhere ? Evidence.NONE : Evidence.DECLARED;
        }
        Evidence evidence = EVIDENCE.get(word);
        if (evidence == null) {
            findings.problem(node, path + ".evidence", expected);
            return Evidence.NONE;
        }
        return evidence;
    }

    private void check(String name, Node.Scalar outerName, Declared<Jurisdiction> jurisdictions) {
        Jurisdiction inner = jurisdictions.values().get(name);
        Jurisdiction outer = jurisdictions.find(outerName, findings);
        if (inner == null || outer == null) {
            return;
        }
        if (name.equals(outerName.text())) {
            findings.problem(outerName.mark(), "'" + name + "' stands within itself (expected: a wider jurisdiction)");
        } else if (!outer.boundary().contains(inner.boundary())) {
            findings.problem(
                    outerName.mark(),
                    "'" + name + "' (" + inner.boundary() + ") is not within '" + outer.name() + "' ("
                            + outer.boundary() + ")");
        } else if (!inner.weakestEvidence().satisfies(outer.weakestEvidence())) {
            findings.problem(
                    outerName.mark(),
                    "'" + name + "' accepts " + inner.weakestEvidence().word() + " evidence and is within '"
                            + outer.name() + "', which accepts nothing weaker than "
                            + outer.weakestEvidence().word());
        }
    }

    private static String sortedReserved() {
        return String.join(", ", RESERVED.stream().sorted().toList());
    }
}
