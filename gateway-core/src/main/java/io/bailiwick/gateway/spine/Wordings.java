package io.bailiwick.gateway.spine;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.Upstream;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.FeatureUse;
import io.bailiwick.providers.InferenceRequest;
import io.bailiwick.providers.MarkdownImages;
import io.bailiwick.providers.translate.Target;
import io.bailiwick.providers.translate.Translation;
import io.bailiwick.routing.Askable;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Need;
import io.bailiwick.routing.PassedOver;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one request is said to each of its candidates. Each translation is made once, when its turn comes, and judged as
 * the client's own words were: what an endpoint may not do it may not do in its own dialect either.
 */
final class Wordings implements Askable {

    /** What the gate calls a field that it does not know. */
    private static final String UNKNOWN_FIELD = "field:";

    private final Languages languages;
    private final GatewaySnapshot snapshot;
    private final InferenceRequest asked;
    private final @Nullable String state;
    private @Nullable Map<Target, Wording> made;
    private @Nullable Candidate last;
    private @Nullable Upstream lastUpstream;
    private @Nullable Api lastApi;
    private @Nullable Wording lastWording;
    private @Nullable Need lastFetches;

    /** {@code state} is what makes it stateful: what a provider keeps, it keeps in its own words only. */
    Wordings(Languages languages, GatewaySnapshot snapshot, InferenceRequest asked, @Nullable String state) {
        this.languages = languages;
        this.snapshot = snapshot;
        this.asked = asked;
        this.state = state;
    }

    @Override
    public @Nullable String atOnce(Candidate candidate) {
        Upstream upstream = upstream(candidate);
        if (lastApi == null) {
            return PassedOver.DIALECT;
        }
        if (state != null && upstream.translates(asked.api())) {
            return PassedOver.feature(candidate, state).reason();
        }
        String lacking = upstream.abilities(candidate.model()).lacks(asked);
        return lacking == null ? null : PassedOver.capability(lacking);
    }

    /** All that an endpoint has to be allowed to do: what the client's words ask for, and what its own words there do. */
    Need need(Candidate candidate) {
        Need asks = PlanRoute.need(asked, state);
        return of(candidate)
                .match(
                        asItIs -> asks.and(fetches(candidate, asked.body())),
                        said -> asks.and(said(candidate, said)),
                        none -> asks);
    }

    @Override
    public @Nullable String inTurn(Candidate candidate) {
        return of(candidate)
                .match(
                        asItIs -> fetches(candidate, asked.body()).refusedBy(candidate.endpoint(), null),
                        said -> said(candidate, said).refusedBy(candidate.endpoint(), null),
                        none -> none.reason());
    }

    /** What the endpoint's own words ask of it. */
    private Need said(Candidate candidate, Wording.Translated said) {
        return PlanRoute.need(said.judged(), PlanRoute.keeps(said.judged())).and(fetches(candidate, said.body()));
    }

    Wording of(Candidate candidate) {
        Upstream upstream = upstream(candidate);
        Wording known = lastWording;
        if (known == null) {
            known = made(candidate, upstream);
            lastWording = known;
        }
        return known;
    }

    /** What one kind of server fetches for a text alone is a remote URL like those that stand in a field of their own. */
    private Need fetches(Candidate candidate, byte[] body) {
        Upstream upstream = upstream(candidate);
        Need known = lastFetches;
        if (known == null) {
            known = MarkdownImages.fetched(upstream.provider(), body)
                    ? new Need(Set.of(), Set.of(MarkdownImages.FEATURE), null)
                    : Need.NOTHING;
            lastFetches = known;
        }
        return known;
    }

    private Wording made(Candidate candidate, Upstream upstream) {
        String never = atOnce(candidate);
        if (never != null) {
            return new Wording.CannotBeSaid(never);
        }
        boolean translates = upstream.translates(asked.api());
        if (!translates && !upstream.provider().hasOwnWordsFor(asked.api())) {
            String ignored = languages.ignored().leftOut(upstream.provider(), asked);
            return ignored == null
                    ? new Wording.AsItIs(asked.api())
                    : new Wording.CannotBeSaid(PassedOver.dialect(ignored));
        }
        Api api = Objects.requireNonNull(lastApi, "asked by some API");
        if (made == null) {
            made = new HashMap<>();
        }
        return made.computeIfAbsent(
                target(candidate, upstream, api), target -> translates ? translated(target) : inItsWords(target));
    }

    private Wording translated(Target target) {
        Translation translation = languages.translateRequest().of(asked, target);
        return translation.match(
                carried -> judged(target, carried.body()),
                field -> new Wording.CannotBeSaid(PassedOver.dialect(field.field())));
    }

    /** The gate's second look: at the endpoint's words, which the client did not choose. */
    private Wording judged(Target target, byte[] body) {
        return languages
                .reader()
                .readAt(target.provider(), target.api(), body)
                .<Wording>match(
                        said -> {
                            String ignored = languages.ignored().leftOut(target.provider(), said);
                            if (ignored != null) {
                                return new Wording.CannotBeSaid(PassedOver.dialect(ignored));
                            }
                            return said.stream() == asked.stream()
                                            && said.model().equals(target.model())
                                    ? new Wording.Translated(target.api(), body, said)
                                    : new Wording.CannotBeSaid(PassedOver.dialect("stream"));
                        },
                        malformed -> new Wording.CannotBeSaid(PassedOver.dialect("body")));
    }

    /** Where nothing is translated, a field that the endpoint does not know has no counterpart there. */
    private Wording inItsWords(Target target) {
        return languages
                .reader()
                .readAt(target.provider(), target.api(), asked.body())
                .<Wording>match(
                        said -> said.uses().stream()
                                .map(FeatureUse::name)
                                .filter(name -> name.startsWith(UNKNOWN_FIELD))
                                .map(name -> name.substring(UNKNOWN_FIELD.length()))
                                .sorted()
                                .findFirst()
                                .<Wording>map(field -> new Wording.CannotBeSaid(PassedOver.dialect(field)))
                                .orElseGet(() -> new Wording.AsItIs(target.api())),
                        malformed -> new Wording.CannotBeSaid(PassedOver.dialect("body")));
    }

    private static Target target(Candidate candidate, Upstream upstream, Api api) {
        String model = candidate.model();
        return new Target(
                api,
                upstream.provider(),
                model,
                upstream.inferenceGeo(model),
                upstream.abilities(model).output());
    }

    /** Each step asks of the same again, and while a request lasts the answers to it are the same. */
    @SuppressWarnings("ReferenceEquality") // another object is only worth another look
    Upstream upstream(Candidate candidate) {
        Upstream known = lastUpstream;
        if (known == null || candidate != last) {
            known = Objects.requireNonNull(
                    snapshot.upstreams().get(candidate.endpoint().name()), "an endpoint without its upstream");
            last = candidate;
            lastUpstream = known;
            lastApi = known.askedBy(asked.api());
            lastWording = null;
            lastFetches = null;
        }
        return known;
    }
}
