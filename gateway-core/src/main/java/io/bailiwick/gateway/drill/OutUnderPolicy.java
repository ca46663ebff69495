package io.bailiwick.gateway.drill;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.routing.Candidate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What an outage's name means, under the policy in force and under those before it that exchanges still carry. */
final class OutUnderPolicy {

    /** A drill that sees more reloads judges the oldest exchanges by the newest policy. */
    private static final int MOST_KEPT = 16;

    private final Outage outage;
    private final Supplier<GatewaySnapshot> inForce;
    private final Map<String, Meant> byDigest = new ConcurrentHashMap<>();
    private volatile Meant newest;

    OutUnderPolicy(Outage outage, Supplier<GatewaySnapshot> inForce) {
        this.outage = outage;
        this.inForce = inForce;
        this.newest = keep(inForce.get());
    }

    /** Looked up once for each policy, so that an attempt pays for a set's lookup only. */
    @SuppressWarnings("ReferenceEquality") // the very same snapshot means the same
    Meant now() {
        GatewaySnapshot policy = inForce.get();
        Meant known = newest;
        if (known.policy() != policy) {
            known = keep(policy);
            newest = known;
        }
        return known;
    }

    /** Of the policy that an exchange began with. */
    Meant of(String digest) {
        Meant known = byDigest.get(digest);
        return known != null ? known : now();
    }

    private Meant keep(GatewaySnapshot policy) {
        Meant meant = new Meant(policy, outage.places(policy));
        if (byDigest.size() < MOST_KEPT) {
            byDigest.put(policy.digest(), meant);
        }
        return meant;
    }

    /** A policy, and what is out under it. */
    record Meant(GatewaySnapshot policy, Set<Candidate.Key> places) {

        Meant {
            places = Set.copyOf(places);
        }

        boolean isOut(Candidate candidate) {
            return places.contains(candidate.key());
        }
    }
}
