package io.bailiwick.routing;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
                } else if (!showsEnough(candidate, jurisdiction)) {
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

    /**
     * What this pool makes of a place that an older policy chose: why it may not be asked now, {@code outside} where it is not
     * held here or its reach then is not inside now, {@code evidence} where what it could show then is too little now; null
     * where it may. {@code law} is this pool's, if need be with more evidence demanded; {@code need} is judged by this policy's
     * endpoint.
     */
    public @Nullable String withdraws(Candidate candidate, Jurisdiction law, Need need, @Nullable String home) {
        if (!candidate.reach().within(law.boundary())) {
            return PassedOver.OUTSIDE;
        }
        if (!showsEnough(candidate, law)) {
            return PassedOver.EVIDENCE;
        }
        String because = PassedOver.OUTSIDE;
        for (Candidate mine : (Iterable<Candidate>) candidates()::iterator) {
            if (mine.key().equals(candidate.key())) {
                because = need.refusedBy(mine.endpoint(), home);
                if (because == null) {
                    return null;
                }
            }
        }
        return because;
    }

    private static boolean showsEnough(Candidate candidate, Jurisdiction jurisdiction) {
        return candidate.bestEvidence().satisfies(jurisdiction.weakestEvidence());
    }

    @Override
    public String toString() {
        return route + "/" + jurisdiction.name();
    }
}
