package io.bailiwick.routing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of an endpoint.
 *
 * @param api the policy's word for the call: {@code chat}, {@code responses}, {@code messages} …
 * @param features what would leave a provider's promised reach, or is not known to stay inside it
 * @param featuresAnywhere what would leave the reach of any endpoint, the operator's own included (remote URLs)
 * @param state the feature by which the provider would keep something, or is asked for something that it kept
 */
public record Need(
        String api,
        Set<String> features,
        Set<String> featuresAnywhere,
        @Nullable String state) {

    public Need {
        features = Set.copyOf(features);
        featuresAnywhere = Set.copyOf(featuresAnywhere);
    }
}
