package io.bailiwick.residency;

import io.bailiwick.residency.Residency.Denied;
import io.bailiwick.residency.Residency.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Combines what is known about a user into one jurisdiction, and asks whether this gateway may see its data. */
public final class DecideHome {

    /** A total order on one chain; of equal boundaries the one that asks for more evidence comes first. */
    private static final Comparator<Jurisdiction> NARROWEST_FIRST = (one, other) -> {
        if (one.equals(other)) {
            return 0;
        }
        if (one.boundary().isNarrowerThan(other.boundary())) {
            return -1;
        }
        if (other.boundary().isNarrowerThan(one.boundary())) {
            return 1;
        }
        return Comparator.comparing(Jurisdiction::weakestEvidence, DecideHome::strongerFirst)
                .thenComparing(Jurisdiction::name)
                .compare(one, other);
    };

    private final Reach gateway;

    /** {@code gateway} is where this process runs. */
    public DecideHome(Reach gateway) {
        this.gateway = gateway;
    }

    /**
     * Answers on one chain of boundaries give the narrowest, with the strongest evidence that any of them demands; others
     * conflict; none is unresolved. The client's {@code asked} may only narrow that.
     */
    public Residency of(Collection<Jurisdiction> answers, @Nullable Jurisdiction asked) {
        return narrowed(answers, answers, asked);
    }

    /** {@code around} are all that hold for the user: none of them is satisfied by weaker evidence than it accepts. */
    private Residency narrowed(
            Collection<Jurisdiction> answers, Collection<Jurisdiction> around, @Nullable Jurisdiction asked) {
        Jurisdiction narrowest = narrowest(answers);
        if (narrowest == null) {
            return answers.isEmpty()
                    ? new Denied(Reason.UNRESOLVED, "no source knows the user's jurisdiction", null)
                    : new Denied(Reason.CONFLICT, "the sources disagree: " + names(answers), null);
        }
        Jurisdiction home = narrowest;
        for (Jurisdiction each : around) {
            home = home.demanding(each.weakestEvidence());
        }
        if (!gateway.within(home.boundary())) {
            return outside(home); // first, for whoever may not see a user's data says nothing else of it
        }
        Jurisdiction chosen = home;
        if (asked != null) {
            if (!home.boundary().contains(asked.boundary())
                    || !asked.weakestEvidence().satisfies(home.weakestEvidence())) {
                return new Denied(Reason.WIDENED, "'" + asked.name() + "' is not inside '" + home.name() + "'", home);
            }
            chosen = asked;
        }
        return gateway.within(chosen.boundary()) ? new Permitted(chosen) : outside(chosen);
    }

    private Denied outside(Jurisdiction home) {
        return new Denied(
                Reason.GATEWAY_OUTSIDE,
                "this gateway runs in " + gateway.shown() + ", outside the boundary of '" + home.name() + "'",
                home);
    }

    /**
     * As {@link #of(Collection, Jurisdiction)}, for a user who belongs to one of {@code homes}: with a single home that is
     * an answer like any other; of several the other answers choose, by lying inside.
     */
    public Residency of(
            Collection<Jurisdiction> homes, Collection<Jurisdiction> answers, @Nullable Jurisdiction asked) {
        Jurisdiction said = narrowest(answers);
        if (homes.size() == 1 || (said == null && !answers.isEmpty())) {
            return of(homes.size() == 1 ? both(answers, homes) : answers, asked);
        }
        if (said == null) {
            return new Denied(
                    Reason.UNRESOLVED,
                    "the user belongs to one of " + names(homes) + ", and no source says which",
                    null);
        }
        if (homes.stream().noneMatch(home -> home.boundary().contains(said.boundary()))) {
            boolean onNoChain = homes.stream().noneMatch(home -> said.boundary().contains(home.boundary()));
            return onNoChain
                    ? new Denied(Reason.CONFLICT, "the sources disagree: " + names(both(answers, homes)), null)
                    : new Denied(Reason.UNRESOLVED, "'" + said + "' lies inside none of " + names(homes), null);
        }
        List<Jurisdiction> around = homes.stream()
                .filter(home -> home.boundary().contains(said.boundary()))
                .toList();
        // Of equal boundaries the stricter counts, so those homes answer as well; wider ones only demand their
        // evidence.
        List<Jurisdiction> equal = around.stream()
                .filter(home -> said.boundary().contains(home.boundary()))
                .toList();
        return narrowed(both(answers, equal), both(answers, around), asked);
    }

    private static Collection<Jurisdiction> both(Collection<Jurisdiction> some, Collection<Jurisdiction> others) {
        if (some.isEmpty()) {
            return others; // most users are known by their tenant's home alone
        }
        List<Jurisdiction> all = new ArrayList<>(some.size() + others.size());
        all.addAll(some);
        all.addAll(others);
        return all;
    }

    /** The answer whose boundary lies inside every other's; null where some two are on no chain, or none is given. */
    private static @Nullable Jurisdiction narrowest(Collection<Jurisdiction> answers) {
        if (answers.size() == 1) {
            return answers.iterator().next();
        }
        for (Jurisdiction one : answers) {
            for (Jurisdiction other : answers) {
                if (!one.equals(other)
                        && !one.boundary().contains(other.boundary())
                        && !other.boundary().contains(one.boundary())) {
                    return null;
                }
            }
        }
        return answers.isEmpty() ? null : Collections.min(answers, NARROWEST_FIRST);
    }

    private static int strongerFirst(Evidence one, Evidence other) {
        return one == other ? 0 : one.satisfies(other) ? -1 : 1;
    }

    private static List<String> names(Collection<Jurisdiction> answers) {
        return answers.stream().map(Jurisdiction::name).sorted().distinct().toList();
    }
}
