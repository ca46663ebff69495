package io.bailiwick.routing;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where requests can be sent, and what it may be asked.
 *
 * @param url base of every call, without a trailing slash: {@code https://eu.api.openai.com/v1}
 * @param provider the policy's word for how it speaks: {@code openai}, {@code azure}, {@code anthropic} …
 * @param apis the policy's words for the calls that it takes: {@code chat}, {@code embeddings} …
 * @param features request features that the operator states stay inside the reach
 * @param gated whether everything in a request must be known to stay inside; only the operator's own machines are not
 * @param concurrency how many attempts may be under way at once
 */
public record Endpoint(
        String name, URI url, String provider, Set<String> apis, Set<String> features, boolean gated, int concurrency) {

    public Endpoint {
        apis = Set.copyOf(apis);
        features = Set.copyOf(features);
        if (url.getHost() == null) {
            throw new IllegalArgumentException(name + " has a url without a host: " + url);
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException(name + " must take at least one attempt at once");
        }
    }

    // Spelled out, for what Java makes of a record is put together when it is first met, and a start waits for that.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Endpoint endpoint
                        && name.equals(endpoint.name)
                        && url.equals(endpoint.url)
                        && provider.equals(endpoint.provider)
                        && apis.equals(endpoint.apis)
                        && features.equals(endpoint.features)
                        && gated == endpoint.gated
                        && concurrency == endpoint.concurrency);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + url.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
