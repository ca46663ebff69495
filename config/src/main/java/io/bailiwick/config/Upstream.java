package io.bailiwick.config;

import io.bailiwick.credentials.Credential;
import io.bailiwick.providers.Abilities;
import io.bailiwick.providers.Api;
import io.bailiwick.providers.Provider;
import io.bailiwick.residency.Promise;
import io.bailiwick.routing.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint with all that it takes to speak to it.
 *
 * @param tls null where the platform's trust and the url's host do
 * @param networks where the host's name may resolve to; empty allows every address
 * @param health null where the endpoint is judged by its traffic alone
 * @param anthropicBeta the beta names that are passed on
 * @param promises what is known before any response, by upstream model
 * @param abilities what is known of what each upstream model can do
 * @param manner what else the policy says of how it is asked
 */
public record Upstream(
        Endpoint endpoint,
        Provider provider,
        Credential credential,
        @Nullable UpstreamTls tls,
        List<Cidr> networks,
        @Nullable HealthProbe health,
        Set<String> anthropicBeta,
        Map<String, Promise> promises,
        Map<String, Abilities> abilities,
        Manner manner) {

    public Upstream {
        networks = List.copyOf(networks);
        anthropicBeta = Set.copyOf(anthropicBeta);
        promises = Map.copyOf(promises);
        abilities = Map.copyOf(abilities);
        if (!credential.isFor(endpoint.url())) {
            throw new IllegalArgumentException(endpoint + " would be shown the token of another place");
        }
    }

    /** Whether there is something to show now to be let in, or nothing has to be. */
    public boolean isLetIn() {
        return credential.isReady();
    }

    /** Whether what it shows is a token, which is asked for again and again. */
    public boolean showsToken() {
        return credential.isToken();
    }

    /** When its token ends; null where it has none, and where it shows no token. */
    public @Nullable Instant tokenEnds() {
        return credential.standing().ends();
    }

    /** What {@code inference_geo} must say for that upstream model; null leaves the body alone. */
    public @Nullable String inferenceGeo(String upstreamModel) {
        Promise promise = promises.get(upstreamModel);
        return promise == null ? null : promise.inferenceGeo();
    }

    /** Whether the policy has that upstream model there. */
    public boolean has(String upstreamModel) {
        return promises.containsKey(upstreamModel);
    }

    /** By which of its APIs it is asked what a client asks by {@code api}; null where by none. */
    public @Nullable Api askedBy(Api api) {
        return api.askedBy(endpoint.apis());
    }

    /** Whether a client's request by that API has to be said in other words there. */
    public boolean translates(Api api) {
        return api.hasCounterparts()
                && (provider.hasOwnWordsFor(api) || !endpoint.apis().contains(api.word()));
    }

    /** What is known of what that upstream model can do. */
    public Abilities abilities(String upstreamModel) {
        return abilities.getOrDefault(upstreamModel, Abilities.UNKNOWN);
    }

    /** The path, and the query that its provider wants, by which it is asked. */
    public String path(Api api, String upstreamModel) {
        String base = endpoint.url().getRawPath();
        return manner.apiVersion() == null
                ? base.concat(api.upstreamPath())
                : base + "/deployments/" + upstreamModel + api.upstreamPath() + "?api-version=" + manner.apiVersion();
    }

    /** Where it is asked whether it is well. */
    public String probePath(HealthProbe probe) {
        return manner.apiVersion() == null ? probe.path() : probe.path() + "?api-version=" + manner.apiVersion();
    }

    /**
     * What the policy alone decides of every request.
     *
     * @param apiVersion of Azure's dated paths, with the deployment in the path; null for the paths of everybody
     * @param headers what each request carries beside its credential: an organization, a project
     */
    public record Manner(@Nullable String apiVersion, Map<String, String> headers) {

        public static final Manner USUAL = new Manner(null, Map.of());

        public Manner {
            headers = Map.copyOf(headers);
        }
    }

    /** Whose certificates are trusted, and which name they must carry, where that is not the url's host. */
    public record UpstreamTls(@Nullable Path ca, @Nullable String name) {}

    /** A request that a healthy endpoint answers with 2xx. */
    public record HealthProbe(String path, Duration every) {}
}
