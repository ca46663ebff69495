package io.bailiwick.gateway.drill;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.residency.Place;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Pool;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is taken out, by a name of the policy. */
public record Outage(Kind kind, String name) {

    /** What the name names. */
    public enum Kind {
        /** Every candidate whose reach holds that place: one that may be hit counts as hit. */
        REGION,
        ENDPOINT,
        /** Every candidate of every pool of that jurisdiction, whoever else it serves. */
        JURISDICTION;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Stream<String> names(Pool pool, Candidate candidate) {
            return switch (this) {
                case REGION ->
                    candidate
                            .reach()
                            .match(Stream::empty, places -> places.stream().map(Place::name));
                case ENDPOINT -> Stream.of(candidate.endpoint().name());
                case JURISDICTION -> Stream.of(pool.jurisdiction().name());
            };
        }
    }

    /** Every name of that kind that stands in a pool which this gateway serves. */
    public static Set<String> known(Kind kind, GatewaySnapshot policy) {
        Set<String> known = new TreeSet<>();
        served(policy)
                .forEach(pool -> pool.candidates()
                        .forEach(candidate -> kind.names(pool, candidate).forEach(known::add)));
        return known;
    }

    /** What is out under that policy; two names for one place are out together. None where the name is gone. */
    Set<Candidate.Key> places(GatewaySnapshot policy) {
        return served(policy)
                .flatMap(pool -> pool.candidates()
                        .filter(candidate -> kind.names(pool, candidate).anyMatch(name::equals)))
                .map(Candidate::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The pools that hold something that is out. */
    public Stream<Pool> pools(GatewaySnapshot policy) {
        Set<Candidate.Key> out = places(policy);
        return served(policy).filter(pool -> pool.candidates().anyMatch(each -> out.contains(each.key())));
    }

    private static Stream<Pool> served(GatewaySnapshot policy) {
        return policy.routes().all().stream()
                .flatMap(route -> route.pools().values().stream())
                .filter(pool -> policy.serves(pool.jurisdiction()));
    }

    @Override
    public String toString() {
        return kind.word() + " " + name;
    }
}
