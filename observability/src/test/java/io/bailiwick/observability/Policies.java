package io.bailiwick.observability;

import io.bailiwick.config.Expectations;
import io.bailiwick.config.GatewaySettings;
import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.config.HostPort;
import io.bailiwick.config.Limits;
import io.bailiwick.config.LogSink;
import io.bailiwick.config.MetricsSettings;
import io.bailiwick.config.Replicas;
import io.bailiwick.config.SocketKind;
import io.bailiwick.config.TelemetrySink;
import io.bailiwick.config.Upstream;
import io.bailiwick.credentials.Credential;
import io.bailiwick.credentials.EntraIdentity;
import io.bailiwick.credentials.TokenAsk;
import io.bailiwick.gateway.admin.SeenVersions;
import io.bailiwick.identity.IdentityRules;
import io.bailiwick.identity.Tenants;
import io.bailiwick.identity.allowance.Allowances;
import io.bailiwick.providers.Provider;
import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Proof;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Region;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Endpoint;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import io.bailiwick.routing.RouteOptions;
import io.bailiwick.routing.Routes;
import io.bailiwick.routing.Tier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Policies for tests: {@code eu} and {@code us}, and a route {@code chat} with a pool for each. */
final class Policies {

    static final Jurisdiction EU = jurisdiction("eu", "DE", "SE", "FR");
    static final Jurisdiction US = jurisdiction("us", "US");
    static final Candidate SWEDEN = candidate("azure-sweden", "azure", "azure:swedencentral", "SE");
    static final Candidate FRANKFURT = candidate("vllm-frankfurt", "openai-compatible", "onprem:fra1", "DE");
    static final Candidate VIRGINIA = candidate("azure-virginia", "azure", "azure:eastus", "US");
    static final Expectations EXPECT =
            new Expectations(Map.of("chat", Set.of("gpt-4o-2024-11-20")), Map.of("support", Set.of("v47")));

    /** When {@link Exchanges} begin. */
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");

    private Policies() {}

    static GatewayMetrics metrics(LongSupplier nanoTime) {
        return new GatewayMetrics(new BuildInfo("0.1.0", "abc"), new SeenVersions(() -> NOW), nanoTime);
    }

    static GatewaySnapshot standard() {
        return of("digest-1", List.of(standardRoute()), Map.of(), EXPECT);
    }

    /** The standard policy, exporting that as well. */
    static GatewaySnapshot with(MetricsSettings settings) {
        return of("digest-1", List.of(standardRoute()), Map.of(), Map.of(), EXPECT, settings);
    }

    /** Every metric's reason to be there: all are exported, and an endpoint is shown a token. */
    static GatewaySnapshot withToken(MetricsSettings settings) {
        return of(
                "digest-1",
                List.of(standardRoute()),
                Map.of(),
                Map.of(),
                EXPECT,
                settings,
                Map.of(SWEDEN.endpoint().name(), shownToken(SWEDEN.endpoint())));
    }

    private static Upstream shownToken(Endpoint endpoint) {
        TokenAsk ask = new TokenAsk(
                endpoint.name(),
                endpoint.url(),
                new EntraIdentity.ManagedIdentity(null),
                "https://cognitiveservices.azure.com/.default");
        return new Upstream(
                endpoint,
                Provider.AZURE,
                Credential.token(ask),
                null,
                List.of(),
                null,
                Set.of(),
                Map.of(),
                Map.of(),
                Upstream.Manner.USUAL);
    }

    static Route standardRoute() {
        return route("chat", Map.of(EU, List.of(SWEDEN, FRANKFURT), US, List.of(VIRGINIA)));
    }

    static GatewaySnapshot logging(Map<String, Path> files) {
        Map<String, LogSink> logs = new TreeMap<>();
        files.forEach((jurisdiction, file) ->
                logs.put(jurisdiction, new LogSink(file, Reach.of(region("aws:eu-central-1", "DE")))));
        return of("digest-1", List.of(standardRoute()), logs, EXPECT);
    }

    static GatewaySnapshot of(String digest, List<Route> routes, Map<String, LogSink> logs, Expectations expect) {
        return of(digest, routes, logs, Map.of(), expect, MetricsSettings.DEFAULT);
    }

    /** The standard policy with these collectors. */
    static GatewaySnapshot exporting(Map<String, TelemetrySink> telemetry) {
        return of("digest-1", List.of(standardRoute()), Map.of(), telemetry, EXPECT, MetricsSettings.DEFAULT);
    }

    static GatewaySnapshot of(
            String digest,
            List<Route> routes,
            Map<String, LogSink> logs,
            Map<String, TelemetrySink> telemetry,
            Expectations expect,
            MetricsSettings settings) {
        return of(digest, routes, logs, telemetry, expect, settings, Map.of());
    }

    private static GatewaySnapshot of(
            String digest,
            List<Route> routes,
            Map<String, LogSink> logs,
            Map<String, TelemetrySink> telemetry,
            Expectations expect,
            MetricsSettings settings,
            Map<String, Upstream> upstreams) {
        return new GatewaySnapshot(
                digest,
                "catalogue-1",
                new GatewaySettings(
                        region("aws:eu-central-1", "DE"),
                        new HostPort("127.0.0.1", 0),
                        new GatewaySettings.AdminSettings(new HostPort("127.0.0.1", 0), null),
                        null,
                        List.of(),
                        Map.of(),
                        null,
                        Limits.DEFAULT,
                        Replicas.UNSTATED,
                        settings,
                        SocketKind.AUTO),
                Map.of("eu", EU, "us", US),
                IdentityRules.keysOnly(new Tenants(List.of())),
                Allowances.NONE,
                new Routes(routes),
                upstreams,
                logs,
                telemetry,
                expect,
                new Proof(List.of()),
                List.of(),
                List.of());
    }

    static Route route(String name, Map<Jurisdiction, List<Candidate>> pools) {
        return new Route(
                name,
                RouteOptions.DEFAULT,
                pools.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().name(),
                                entry -> pool(name, entry.getKey(), entry.getValue()))));
    }

    private static Pool pool(String route, Jurisdiction jurisdiction, List<Candidate> candidates) {
        List<Tier> tiers = candidates.stream()
                .map(candidate -> new Tier(List.of(new Tier.Weighted(candidate, 1))))
                .toList();
        return Pool.prove(route, jurisdiction, tiers).match(proven -> proven, faults -> {
            throw new IllegalArgumentException(faults.toString());
        });
    }

    static Jurisdiction jurisdiction(String name, String... countries) {
        Set<Country> within = Arrays.stream(countries).map(Country::new).collect(Collectors.toSet());
        return new Jurisdiction(name, Boundary.within(within, Set.of()), within, Evidence.DECLARED);
    }

    static Candidate candidate(String endpoint, String provider, String region, String country) {
        return new Candidate(
                new Endpoint(
                        endpoint,
                        URI.create("https://" + endpoint + ".example.com/v1"),
                        provider,
                        Set.of("chat"),
                        Set.of(),
                        true,
                        8),
                "upstream-model",
                Reach.of(region(region, country)),
                Evidence.DECLARED,
                Evidence.DECLARED);
    }

    static Region region(String name, String country) {
        return new Region(name, new Country(country));
    }
}
