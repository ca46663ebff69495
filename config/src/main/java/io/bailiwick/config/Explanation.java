package io.bailiwick.config;

import io.bailiwick.identity.Coverage;
import io.bailiwick.identity.Tenant;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.DecideHome;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Residency;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Need;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.Plan;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.Tier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** How one request would be decided, with nothing sent and every endpoint well. */
public record Explanation(boolean served, String text) {

    /** What is asked: a jurisdiction and a model, and what is known of the caller. */
    public record Question(
            String jurisdiction,
            String model,
            @Nullable String country,
            @Nullable String tenant) {}

    public static Explanation of(GatewaySnapshot snapshot, Question question) {
        return new Writer(snapshot, question).explain();
    }

    /** Follows the request step by step, a line for each. */
    private static final class Writer {

        private final GatewaySnapshot snapshot;
        private final Question question;
        private final StringBuilder text = new StringBuilder();

        Writer(GatewaySnapshot snapshot, Question question) {
            this.snapshot = snapshot;
            this.question = question;
        }

        Explanation explain() {
            Jurisdiction asked = snapshot.jurisdictions().get(question.jurisdiction());
            if (asked == null) {
                return refused(
                        "usage",
                        unknown(
                                "jurisdiction",
                                question.jurisdiction(),
                                snapshot.jurisdictions().keySet()));
            }
            Set<Jurisdiction> answers = new LinkedHashSet<>();
            String wrong = identify(answers);
            if (wrong != null) {
                return refused("usage", wrong);
            }
            if (question.tenant() == null && question.country() == null) {
                line("identity", "none given: taking '" + asked + "' as the caller's own");
                answers.add(asked);
            }
            return new DecideHome(Reach.of(snapshot.gateway().region()))
                    .of(answers, asked)
                    .match(this::route, denied -> refused(code(denied.reason()), denied.explanation()));
        }

        private static String code(Residency.Reason reason) {
            return switch (reason) {
                case UNRESOLVED -> "jurisdiction_unresolved";
                case CONFLICT -> "jurisdiction_conflict";
                case WIDENED -> "jurisdiction_widened";
                case GATEWAY_OUTSIDE -> "residency_gateway_outside";
            };
        }

        /** Gathers what the caller's tenant and country answer; a text where one is unknown. */
        private @Nullable String identify(Collection<Jurisdiction> answers) {
            if (question.tenant() != null) {
                Tenant tenant = snapshot.tenants().named(question.tenant());
                if (tenant == null) {
                    return unknown(
                            "tenant",
                            question.tenant(),
                            snapshot.tenants().all().stream().map(Tenant::name).toList());
                }
                line("identity", "tenant '" + tenant + "' answers '" + tenant.jurisdiction() + "'");
                answers.add(tenant.jurisdiction());
            }
            if (question.country() != null) {
                if (!Country.isAssigned(question.country())) {
                    return "'" + question.country() + "' is no ISO 3166-1 alpha-2 country code";
                }
                List<Jurisdiction> covering =
                        new Coverage(snapshot.jurisdictions().values()).of(new Country(question.country()));
                line(
                        "identity",
                        "country " + question.country() + " answers " + (covering.isEmpty() ? "nothing" : covering));
                answers.addAll(covering);
            }
            return null;
        }

        private Explanation route(Permitted permitted) {
            Jurisdiction home = permitted.jurisdiction();
            line(
                    "jurisdiction",
                    home + ": " + home.boundary() + "; accepts nothing weaker than "
                            + home.weakestEvidence().word() + " evidence");
            line("gateway", snapshot.gateway().region() + " is inside");
            Route route = snapshot.routes().named(question.model());
            if (route == null) {
                return refused(
                        "route_not_found",
                        unknown(
                                "model",
                                question.model(),
                                snapshot.routes().byAnyName().keySet()));
            }
            line("route", route.name());
            Pool pool = route.poolFor(home);
            if (pool == null) {
                others(route, permitted, List.of());
                return refused("residency_no_pool", "route '" + route.name() + "' has no pool for '" + home + "'");
            }
            return plan(route, pool, permitted);
        }

        private Explanation plan(Route route, Pool pool, Permitted permitted) {
            int number = 0;
            for (Tier tier : pool.tiers()) {
                number++;
                for (Tier.Weighted member : tier.members()) {
                    line("tier " + number, described(member.candidate()) + ", weight " + member.weight());
                }
            }
            Need need = new Need(api(pool), Set.of(), Set.of(), null);
            List<PassedOver> passedOver = new Plan((candidate, jurisdiction) -> null, new SplittableRandom(0))
                    .of(permitted, pool, need, route.options().state())
                    .match(plan -> plan.passedOver(), nothing -> nothing.passedOver());
            passedOver.forEach(each -> line("passed over", each.candidate() + ": " + each.reason()));
            others(route, permitted, pool.candidates().toList());
            line(
                    "attempts",
                    "at most " + route.options().attempts() + " for a " + need.api()
                            + " call; then 503 residency_pool_exhausted, and never another region");
            return new Explanation(true, text.toString());
        }

        /** The route's endpoints that this caller can never reach. */
        private void others(Route route, Permitted permitted, List<Candidate> mine) {
            for (Candidate candidate : route.candidates()) {
                if (!mine.contains(candidate)) {
                    line(
                            "passed over",
                            described(candidate) + ": "
                                    + (permitted.covers(candidate.reach())
                                            ? PassedOver.OTHER_POOL
                                            : PassedOver.OUTSIDE));
                }
            }
        }

        private static String described(Candidate candidate) {
            return candidate.endpoint().name() + " × " + candidate.model() + " at " + candidate.reach() + " ("
                    + candidate.promise().word() + ")";
        }

        /** The call that most of a pool's clients make. */
        private static String api(Pool pool) {
            List<String> spoken = new ArrayList<>(pool.candidates()
                    .flatMap(candidate -> candidate.endpoint().apis().stream())
                    .sorted()
                    .toList());
            return spoken.contains("chat") ? "chat" : spoken.contains("messages") ? "messages" : spoken.get(0);
        }

        private static String unknown(String what, String name, Collection<String> known) {
            String nearest = Nearest.of(name, known);
            return "unknown " + what + " '" + Quoted.of(name) + "' ("
                    + (nearest == null
                            ? "expected: " + known.stream().sorted().toList()
                            : "did you mean '" + nearest + "'?")
                    + ")";
        }

        private Explanation refused(String code, String why) {
            line("refused", code + ": " + why);
            return new Explanation(false, text.toString());
        }

        private void line(String step, String what) {
            text.append(step)
                    .append(" ".repeat(Math.max(1, 14 - step.length())))
                    .append(what)
                    .append('\n');
        }
    }
}
