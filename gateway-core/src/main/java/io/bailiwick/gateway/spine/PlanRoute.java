package io.bailiwick.gateway.spine;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.providers.FeatureUse;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.residency.Permitted;
import io.bailiwick.routing.Need;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.Plan;
import io.bailiwick.routing.Planned;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.health.EndpointHealth;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Step 5: which endpoints, in which order. Sees only permitted places; its answer admits no others. */
final class PlanRoute {

    /** Features that are about a provider's memory: the route's home of state decides, not the gate. */
    private static final Set<String> STATE = Set.of("store", "background", "thread");

    private final Plan plan;
    private final EndpointHealth health;

    PlanRoute(Plan plan, EndpointHealth health) {
        this.plan = plan;
        this.health = health;
    }

    Route route(InferenceRequest asked, GatewaySnapshot snapshot) {
        Route route = snapshot.routes().named(asked.model());
        if (route == null) {
            throw new RefusedException(Refusal.of(
                    RefusalCode.ROUTE_NOT_FOUND, "no route is called '" + shown(asked.model()) + "'", "model"));
        }
        return route;
    }

    /** An order of attempts; or nobody, where the route waits and waiting may help. Whatever else it is, is refused. */
    Planned of(InferenceRequest asked, Wordings words, Route route, Permitted permitted) {
        Pool pool = route.poolFor(permitted.jurisdiction());
        if (pool == null) {
            throw new RefusedException(Refusal.of(
                            RefusalCode.RESIDENCY_NO_POOL,
                            "route '" + route.name() + "' has no pool for jurisdiction '"
                                    + permitted.jurisdiction().name() + "'")
                    .considering(elsewhere(route, permitted)));
        }
        return planned(asked, words, route, permitted, pool).<Planned>match(ready -> ready, nothing -> {
            if (route.options().waits() && nothing.mayChange()) {
                return nothing;
            }
            throw new RefusedException(exhausted(asked, permitted, nothing.passedOver(), ""));
        });
    }

    /** The same question again, for a request that waits: of the pool that it began with. */
    Planned again(Exchange exchange) {
        Permitted permitted = exchange.permitted();
        Pool pool = Objects.requireNonNull(exchange.route().poolFor(permitted.jurisdiction()), "planned from a pool");
        return planned(exchange.asked(), exchange.words(), exchange.route(), permitted, pool);
    }

    private Planned planned(InferenceRequest asked, Wordings words, Route route, Permitted permitted, Pool pool) {
        return plan.of(
                permitted,
                pool,
                need(asked, state(asked, route)),
                words,
                route.options().state());
    }

    /** Every endpoint inside the boundary failed, rests or cannot; where none of them ever can, it says why and names the one field. */
    Refusal exhausted(InferenceRequest asked, Permitted permitted, List<PassedOver> candidates, String how) {
        if (new Planned.NothingLeft(candidates).byFeature()) {
            return Refusal.of(
                            RefusalCode.RESIDENCY_FEATURE_REFUSED,
                            "the request uses what no endpoint of this pool may do inside '"
                                    + permitted.jurisdiction().name() + "': " + uses(asked, candidates))
                    .considering(candidates);
        }
        for (PassedOver each : candidates) {
            if (!isHopeless(each)) {
                return notServed(permitted, "now" + how, null)
                        .considering(candidates)
                        .retryAfter(soonest(candidates));
            }
        }
        List<String> causes =
                candidates.stream().map(PassedOver::reason).distinct().sorted().toList();
        String field = causes.size() == 1 ? candidates.get(0).dialectField() : null;
        return notServed(permitted, "(" + String.join(", ", causes) + ")", field)
                .considering(candidates)
                .beyondRetry();
    }

    private static Refusal notServed(Permitted permitted, String whenOrWhy, @Nullable String param) {
        return Refusal.of(
                RefusalCode.RESIDENCY_POOL_EXHAUSTED,
                "no endpoint inside '" + permitted.jurisdiction().name() + "' can serve this request " + whenOrWhy
                        + "; it was not sent elsewhere",
                param);
    }

    /** Time alone does not help; a place that a newer policy has put outside is asked by that policy the next time. */
    private static boolean isHopeless(PassedOver each) {
        return each.isDialect()
                || each.isCapability()
                || each.isFeature()
                || each.reason().equals(PassedOver.EVIDENCE)
                || each.reason().equals(PassedOver.QUARANTINED);
    }

    /** When the first of them may take it again; what only an event can change may change soon. */
    private Duration soonest(List<PassedOver> candidates) {
        Duration soonest = null;
        for (PassedOver each : candidates) {
            if (each.mayChange()) {
                Duration in = health.changesIn(each.candidate());
                if (in == null || in.compareTo(Refusal.SOON) <= 0) {
                    return Refusal.SOON; // nobody is told to come back sooner
                }
                soonest = soonest == null || in.compareTo(soonest) < 0 ? in : soonest;
            }
        }
        return soonest == null ? Refusal.SOON : soonest;
    }

    /** What makes it stateful; where a route has a home for state, leaving out {@code store} means to store. */
    static @Nullable String state(InferenceRequest asked, Route route) {
        boolean byDefault = asked.storesUnlessForbidden() && route.options().state() != null;
        String kept = keeps(asked);
        return kept != null || !byDefault ? kept : "store";
    }

    /** What of it a provider would keep because the body says so. */
    static @Nullable String keeps(InferenceRequest asked) {
        if (asked.uses().isEmpty()) {
            return null;
        }
        return asked.uses().stream()
                .map(FeatureUse::name)
                .filter(STATE::contains)
                .sorted()
                .findFirst()
                .orElse(asked.stateful() ? "state" : null);
    }

    static Need need(InferenceRequest asked, @Nullable String state) {
        if (asked.uses().isEmpty() && state == null) {
            return Need.NOTHING;
        }
        return new Need(
                names(asked, use -> !use.everywhere() && !STATE.contains(use.name())),
                names(asked, FeatureUse::everywhere),
                state);
    }

    private static Set<String> names(InferenceRequest asked, Predicate<FeatureUse> which) {
        if (asked.uses().isEmpty()) {
            return Set.of();
        }
        return asked.uses().stream().filter(which).map(FeatureUse::name).collect(Collectors.toSet());
    }

    private static String uses(InferenceRequest asked, List<PassedOver> passedOver) {
        Set<String> refused = passedOver.stream()
                .filter(PassedOver::isFeature)
                .map(each -> each.reason().substring("feature:".length()))
                .collect(Collectors.toSet());
        String named = asked.uses().stream()
                .filter(use -> refused.contains(use.name()))
                .map(use -> use.name() + " (" + use.where() + ")")
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
        return named.isEmpty() ? String.join(", ", new TreeSet<>(refused)) : named;
    }

    /** The route's endpoints, none of which is this jurisdiction's. */
    private static List<PassedOver> elsewhere(Route route, Permitted permitted) {
        return route.candidates().stream()
                .map(candidate -> new PassedOver(
                        candidate, permitted.covers(candidate.reach()) ? PassedOver.OTHER_POOL : PassedOver.OUTSIDE))
                .toList();
    }

    /** Whatever a client sent is shown short and plain. */
    private static String shown(String model) {
        String plain = model.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= 64 ? plain : plain.substring(0, 64) + "…";
    }
}
