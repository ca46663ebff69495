package io.bailiwick.routing;

import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Orders a pool's candidates for one request: tier by tier, by weighted chance inside a tier. */
public final class Plan {

    private final Availability availability;
    private final RandomGenerator random;

    public Plan(Availability availability, RandomGenerator random) {
        this.availability = availability;
        this.random = random;
    }

    /**
     * {@code state} names the route's only home of state; a stateful request is planned there and nowhere else. The first
     * of the attempts is known to be askable; the others are asked whether they are when their turn comes, because that
     * may be work.
     */
    public Planned of(Permitted permitted, Pool pool, Need need, Askable askable, @Nullable String state) {
        List<PassedOver> passedOver = new ArrayList<>(0);
        List<Candidate> attempts = new ArrayList<>(1);
        for (Tier tier : pool.tiers()) {
            for (Candidate candidate : shuffled(tier)) {
                String reason = unfit(candidate, permitted, need, askable, state);
                if (reason == null) {
                    reason = availability.unavailable(candidate, permitted.jurisdiction());
                }
                if (reason == null && attempts.isEmpty()) {
                    reason = askable.inTurn(candidate);
                }
                if (reason == null) {
                    attempts.add(candidate);
                } else {
                    passedOver.add(new PassedOver(candidate, reason));
                }
            }
        }
        return attempts.isEmpty()
                ? new Planned.NothingLeft(asked(passedOver, askable))
                : new RoutePlan(permitted, pool, attempts, passedOver);
    }

    private static List<PassedOver> asked(List<PassedOver> passedOver, Askable askable) {
        List<PassedOver> asked = new ArrayList<>(passedOver.size());
        for (PassedOver each : passedOver) {
            asked.add(each.asked(askable));
        }
        return asked;
    }

    /** Why this candidate could never take this request; null where it could. */
    private static @Nullable String unfit(
            Candidate candidate, Permitted permitted, Need need, Askable askable, @Nullable String state) {
        if (!permitted.covers(candidate.reach())) {
            return PassedOver.OUTSIDE;
        }
        if (!permitted.accepts(candidate.bestEvidence())) {
            return PassedOver.EVIDENCE; // its reply would be withheld, with the prompt sent and a model run for nothing
        }
        String unaskable = askable.atOnce(candidate);
        return unaskable != null ? unaskable : need.refusedBy(candidate.endpoint(), state);
    }

    private List<Candidate> shuffled(Tier tier) {
        if (tier.members().size() == 1) {
            return List.of(tier.members().get(0).candidate());
        }
        List<Tier.Weighted> left = new ArrayList<>(tier.members());
        List<Candidate> order = new ArrayList<>(left.size());
        int total = 0;
        for (Tier.Weighted member : left) {
            total += member.weight();
        }
        while (!left.isEmpty()) {
            int ticket = random.nextInt(total);
            int at = 0;
            while (ticket >= left.get(at).weight()) {
                ticket -= left.get(at).weight();
                at++;
            }
            Tier.Weighted drawn = left.remove(at);
            total -= drawn.weight();
            order.add(drawn.candidate());
        }
        return order;
    }

    /** Who can take an attempt now. */
    public interface Availability {

        /** Why not: {@code resting}, {@code quarantined}, {@code saturated}; null where it can. */
        @Nullable
        String unavailable(Candidate candidate, Jurisdiction jurisdiction);
    }
}
