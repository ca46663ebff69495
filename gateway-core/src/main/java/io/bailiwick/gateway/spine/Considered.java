package io.bailiwick.gateway.spine;

import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.PassedOver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who was considered for one exchange and did not serve it, and what its client is told where nobody does. */
final class Considered {

    private final Exchange exchange;
    private final PlanRoute planRoute;
    /** Of most exchanges nobody, and those make no map. */
    private Map<Candidate, PassedOver> candidates = Map.of();

    Considered(Exchange exchange, PlanRoute planRoute) {
        this.exchange = exchange;
        this.planRoute = planRoute;
    }

    void add(List<PassedOver> found) {
        for (PassedOver each : found) {
            add(each);
        }
    }

    /** The newest reason stands, but for one: how it failed says more than that it rests since. */
    void add(PassedOver found) {
        known().merge(
                        found.candidate(),
                        found,
                        (before, now) -> before.isFailure() && now.mayChange() && !now.isFailure() ? before : now);
    }

    private Map<Candidate, PassedOver> known() {
        if (candidates.isEmpty()) {
            candidates = new LinkedHashMap<>();
        }
        return candidates;
    }

    private void asked() {
        if (!candidates.isEmpty()) {
            candidates.replaceAll((candidate, known) -> known.asked(exchange.words()));
        }
    }

    /** Whether one of them may serve later; whoever could never be asked this is not one of them. */
    boolean mayChange() {
        asked();
        return candidates.values().stream().anyMatch(PassedOver::mayChange);
    }

    boolean hasFailed(Candidate candidate) {
        PassedOver known = candidates.get(candidate);
        return known != null && known.isFailure();
    }

    /** Whether it is worth waiting for: nothing about the request itself stands in the way there. */
    boolean isWaitedFor(Candidate candidate) {
        PassedOver known = candidates.get(candidate);
        return known != null && (known.mayChange() || known.reason().equals(PassedOver.QUARANTINED));
    }

    /** {@code how} says what of waiting, where the request waited or would have. */
    Refusal exhausted(String how) {
        asked();
        return planRoute.exhausted(exchange.asked(), exchange.permitted(), List.copyOf(candidates.values()), how);
    }

    /** A reply is withheld: evidence says that it came from outside. */
    Refusal contradicted() {
        return contradiction().considering(List.copyOf(candidates.values()));
    }

    static Refusal contradiction() {
        return Refusal.of(
                RefusalCode.RESIDENCY_CONTRADICTED,
                "the response shows processing outside the boundary; it is withheld and the endpoint is quarantined");
    }

    /** The request's time is over. */
    Refusal late() {
        return Refusal.of(RefusalCode.DEADLINE_EXCEEDED, "the request took longer than its route allows")
                .considering(List.copyOf(candidates.values()));
    }
}
