package io.bailiwick.gateway;

import io.bailiwick.config.Upstream;
import io.bailiwick.credentials.Credential;
import io.bailiwick.gateway.upstream.PermittedRequest;
import io.bailiwick.gateway.upstream.RequestHead;
import io.bailiwick.providers.Provider;
import io.bailiwick.residency.Boundary;
import io.bailiwick.residency.Country;
import io.bailiwick.residency.DecideHome;
import io.bailiwick.residency.Evidence;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.residency.Permitted;
import io.bailiwick.residency.Reach;
import io.bailiwick.residency.Region;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Endpoint;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Regions, candidates and permitted requests for tests. */
public final class Places {

    public static final Region FRANKFURT = new Region("onprem:fra1", new Country("DE"));
    public static final Region PARIS = new Region("onprem:par1", new Country("FR"));
    public static final Region VIRGINIA = new Region("onprem:iad1", new Country("US"));

    private Places() {}

    /** The right to run in those regions' countries. */
    public static Permitted permitted(Region... inside) {
        Set<Country> countries = new HashSet<>();
        for (Region each : inside) {
            countries.add(each.country());
        }
        Jurisdiction home =
                new Jurisdiction("home", Boundary.within(countries, Set.of()), countries, Evidence.DECLARED);
        return new DecideHome(Reach.of(inside[0])).of(List.of(home), null).match(yes -> yes, no -> {
            throw new AssertionError(no.explanation());
        });
    }

    public static Candidate candidate(String name, Region region) {
        return candidate(name, URI.create("http://" + name + ".test:8000/v1"), region);
    }

    public static Candidate candidate(String name, URI url, Region region) {
        Endpoint endpoint = new Endpoint(name, url, "openai-compatible", Set.of("chat"), Set.of(), false, 2);
        return new Candidate(endpoint, "m", Reach.of(region), Evidence.ATTESTED, Evidence.ATTESTED);
    }

    public static PermittedRequest request(Candidate candidate, Permitted permitted) {
        return request(candidate, permitted, Duration.ofSeconds(1));
    }

    public static PermittedRequest request(Candidate candidate, Permitted permitted, Duration connectTimeout) {
        Upstream upstream = new Upstream(
                candidate.endpoint(),
                Provider.OPENAI_COMPATIBLE,
                Credential.NONE,
                null,
                List.of(),
                null,
                Set.of(),
                Map.of(),
                Map.of(),
                Upstream.Manner.USUAL);
        return new PermittedRequest(
                permitted,
                candidate,
                upstream,
                HttpMethod.POST,
                "/v1/chat/completions",
                new RequestHead(),
                "{}".getBytes(StandardCharsets.UTF_8),
                connectTimeout);
    }
}
