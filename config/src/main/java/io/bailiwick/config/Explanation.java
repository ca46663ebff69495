package io.bailiwick.config;

import io.bailiwick.providers.Abilities;
import io.bailiwick.providers.Api;
import io.bailiwick.residency.DecideHome;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Residency;
import io.bailiwick.routing.Askable;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Need;
import io.bailiwick.routing.PassedOver;
import io.bailiwick.routing.Plan;
import io.bailiwick.routing.Planned;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.Tier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How one request would be decided, with nothing sent and every endpoint well. */
public record Explanation(Decision decision, String text) {

    /** What would become of the request. */
    public enum Decision {
        SERVED,
        REFUSED,
        /** Nothing: what is asked names what the policy does not have. */
        NOT_ASKED
    }

    public boolean served() {
        return decision == Decision.SERVED;
    }

    /** In place of a refusal's code, where no request could ask so. */
    static final String USAGE = "usage";

    /**
     * What is asked: a model, and what a request would carry of its caller; null for what it would not.
     *
     * @param jurisdiction as the client asks for it; the caller's own where nothing else is known of the caller
     */
    public record Question(
            @Nullable String jurisdiction,
            String model,
            @Nullable String country,
            @Nullable String tenant,
            @Nullable String claim,
            @Nullable String host,
            @Nullable String address) {

        public Question(String jurisdiction, String model, @Nullable String country, @Nullable String tenant) {
            this(jurisdiction, model, country, tenant, null, null, null);
        }

        boolean saysNothingOfTheCaller() {
            return country == null && tenant == null && claim == null && host == null && address == null;
        }
    }

    public static Explanation of(GatewaySnapshot snapshot, Question question) {
        return new Writer(snapshot, question).explain();
    }

    /** A name that is none, with the one that was probably meant. */
    static String unknown(String what, String name, Collection<String> known) {
        String nearest = Nearest.of(name, known);
        return "unknown " + what + " '" + Quoted.of(name) + "' ("
                + (nearest == null
                        ? "expected: " + known.stream().sorted().toList()
                        : "did you mean '" + nearest + "'?")
                + ")";
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
            Jurisdiction asked = question.jurisdiction() == null
                    ? null
                    : snapshot.jurisdictions().get(question.jurisdiction());
            if (question.jurisdiction() != null && asked == null) {
                return refused(
                        USAGE,
                        unknown(
                                "jurisdiction",
                                question.jurisdiction(),
                                snapshot.jurisdictions().keySet()));
            }
            ExplainIdentity identity = new ExplainIdentity(snapshot.identity(), question);
            ExplainIdentity.Wrong wrong = identity.gather();
            identity.lines().forEach(line -> line("identity", line));
            if (wrong != null) {
                return refused(wrong.code(), wrong.why());
            }
            List<Jurisdiction> answers = new ArrayList<>(identity.answers());
            if (asked != null && question.saysNothingOfTheCaller()) {
                line("identity", "none given: taking '" + asked + "' as the caller's own");
                answers.add(asked);
            }
            DecideHome decideHome = new DecideHome(Reach.of(snapshot.gateway().region()));
            Residency residency = identity.homes().isEmpty()
                    ? decideHome.of(answers, asked)
                    : decideHome.of(identity.homes(), answers, asked);
            return residency.match(
                    permitted -> {
                        because(permitted, identity, asked);
                        return route(permitted);
                    },
                    denied -> refused(code(denied.reason()), denied.explanation()));
        }

        /** Why it is this one, where more than one was said. */
        private void because(Permitted permitted, ExplainIdentity identity, @Nullable Jurisdiction asked) {
            Set<Jurisdiction> said = new LinkedHashSet<>(identity.homes());
            said.addAll(identity.answers());
            if (said.size() > 1) {
                line(
                        "identity",
                        "of " + names(said) + " '"
                                + permitted.jurisdiction() + "' is the narrowest on one chain"
                                + (permitted.jurisdiction().equals(asked) ? ", as the client asks" : ""));
            } else if (asked != null && !said.isEmpty() && !said.contains(asked)) {
                line("identity", "the client narrows " + names(said) + " to '" + asked + "'");
            }
        }

        private static List<String> names(Collection<Jurisdiction> jurisdictions) {
            return jurisdictions.stream().map(Jurisdiction::name).sorted().toList();
        }

        private static String code(Residency.Reason reason) {
            return switch (reason) {
                case UNRESOLVED -> "jurisdiction_unresolved";
                case CONFLICT -> "jurisdiction_conflict";
                case WIDENED -> "jurisdiction_widened";
                case GATEWAY_OUTSIDE -> "residency_gateway_outside";
            };
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
                    Abilities abilities = Parity.abilities(snapshot, member.candidate());
                    if (!abilities.equals(Abilities.UNKNOWN)) {
                        line("can", Parity.described(abilities));
                    }
                }
            }
            for (Api asked : List.of(Api.CHAT, Api.RESPONSES, Api.MESSAGES)) {
                line("asked", "by a " + asked.word() + " client: " + askedBy(pool, asked));
            }
            String state = route.options().state();
            if (state != null) {
                boolean here = pool.candidates()
                        .anyMatch(candidate -> candidate.endpoint().name().equals(state));
                line(
                        "asked",
                        "by a responses client that does not say store: false: only " + state + " (options.state)"
                                + (here ? "" : ", which is not in this pool, so it is refused (feature:store)"));
            }
            String api = api(pool);
            Planned planned = new Plan((candidate, jurisdiction) -> null, new SplittableRandom(0))
                    .of(
                            permitted,
                            pool,
                            Need.NOTHING,
                            askable(api),
                            route.options().state());
            planned.passedOver().forEach(each -> line("passed over", each.candidate() + ": " + each.reason()));
            others(route, permitted, pool.candidates().toList());
            if (planned.attempts().isEmpty()) {
                return refused("residency_pool_exhausted", "no endpoint of this pool may be asked");
            }
            line(
                    "attempts",
                    "at most " + route.options().attempts() + " for a " + api
                            + " call; then 503 residency_pool_exhausted, and never another region");
            return new Explanation(Decision.SERVED, text.toString());
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

        /** Without a request, nobody knows of its fields. */
        private Askable askable(String api) {
            Api asked = Objects.requireNonNull(Api.ofWord(api), "a word of the policy's");
            return Askable.atOnce(candidate -> spokenTo(candidate, asked) == null ? PassedOver.DIALECT : null);
        }

        private @Nullable Api spokenTo(Candidate candidate, Api asked) {
            return upstream(candidate).askedBy(asked);
        }

        private Upstream upstream(Candidate candidate) {
            return Objects.requireNonNull(
                    snapshot.upstreams().get(candidate.endpoint().name()), "an endpoint without its upstream");
        }

        /** By which API each would be asked, and where the request would be said in other words. */
        private String askedBy(Pool pool, Api asked) {
            return pool.candidates()
                    .map(candidate -> {
                        Api spoken = spokenTo(candidate, asked);
                        return candidate + " by "
                                + (spoken == null
                                        ? "none"
                                        : spoken.word()
                                                + (upstream(candidate).translates(asked) ? ", translated" : ""));
                    })
                    .collect(Collectors.joining("; "));
        }

        /** The call that most of a pool's clients make. */
        private static String api(Pool pool) {
            List<String> spoken = new ArrayList<>(pool.candidates()
                    .flatMap(candidate -> candidate.endpoint().apis().stream())
                    .sorted()
                    .toList());
            return spoken.contains("chat") ? "chat" : spoken.contains("messages") ? "messages" : spoken.get(0);
        }

        private Explanation refused(String code, String why) {
            line("refused", code + ": " + why);
            return new Explanation(code.equals(USAGE) ? Decision.NOT_ASKED : Decision.REFUSED, text.toString());
        }

        private void line(String step, String what) {
            text.append(step)
                    .append(" ".repeat(Math.max(1, 14 - step.length())))
                    .append(what)
                    .append('\n');
        }
    }
}
