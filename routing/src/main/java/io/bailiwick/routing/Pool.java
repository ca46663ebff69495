package io.bailiwick.routing;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The endpoints of one route for one jurisdiction, in tiers; every one of them proven inside the boundary. */
public final class Pool {

    private final String route;
    private final Jurisdiction jurisdiction;
    private final List<Tier> tiers;

    private Pool(String route, Jurisdiction jurisdiction, List<Tier> tiers) {
        this.route = route;
        this.jurisdiction = jurisdiction;
        this.tiers = List.copyOf(tiers);
    }

    /** The only way to a pool: every candidate's reach inside the boundary, its evidence strong enough. */
    public static Proving prove(String route, Jurisdiction jurisdiction, List<Tier> tiers) {
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("a pool needs at least one tier");
        }
        List<Proving.Fault> faults = new ArrayList<>();
        for (Tier tier : tiers) {
            for (Tier.Weighted member : tier.members()) {
                Candidate candidate = member.candidate();
                Proof.Row row = Proof.of(jurisdiction, candidate.surface());
                if (!row.inside()) {
                    faults.add(new Proving.Fault(candidate, row.offence()));
                } else if (!candidate.bestEvidence().satisfies(jurisdiction.weakestEvidence())) {
                    faults.add(new Proving.Fault(
                            candidate,
                            "offers " + candidate.bestEvidence().word() + " evidence at best, and '"
                                    + jurisdiction.name() + "' accepts nothing weaker than "
                                    + jurisdiction.weakestEvidence().word()));
                }
            }
        }
        return faults.isEmpty()
                ? new Proving.Proven(new Pool(route, jurisdiction, tiers))
                : new Proving.Unproven(faults);
    }

    public String route() {
        return route;
    }

    public Jurisdiction jurisdiction() {
        return jurisdiction;
    }

    public List<Tier> tiers() {
        return tiers;
    }

    /** Every candidate, first tier first. */
    public Stream<Candidate> candidates() {
        return tiers.stream().flatMap(tier -> tier.members().stream()).map(Tier.Weighted::candidate);
    }

    /** Whether this pool holds that place still, and its reach then is inside now: what an attempt under an older policy must ask. */
    public boolean holds(Candidate candidate) {
        return candidate.reach().within(jurisdiction.boundary())
                && candidates().anyMatch(mine -> mine.key().equals(candidate.key()));
    }

    @Override
    public String toString() {
        return route + "/" + jurisdiction.name();
    }
}
