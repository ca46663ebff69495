package io.bailiwick.routing;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of an endpoint.
 *
 * @param features what would leave a provider's promised reach, or is not known to stay inside it
 * @param featuresAnywhere what would leave the reach of any endpoint, the operator's own included (remote URLs)
 * @param state the feature by which the provider would keep something, or is asked for something that it kept
 */
public record Need(
        Set<String> features,
        Set<String> featuresAnywhere,
        @Nullable String state) {

    public static final Need NOTHING = new Need(Set.of(), Set.of(), null);

    public Need {
        features = Set.copyOf(features);
        featuresAnywhere = Set.copyOf(featuresAnywhere);
    }

    /** Everything that either needs. */
    public Need and(Need other) {
        return new Need(
                joined(features, other.features),
                joined(featuresAnywhere, other.featuresAnywhere),
                state == null ? other.state : state);
    }

    private static Set<String> joined(Set<String> these, Set<String> those) {
        return Stream.concat(these.stream(), those.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Why that endpoint may not do it, as {@code feature:<name>}; null where it may.
     *
     * @param home the only endpoint that may keep something
     */
    public @Nullable String refusedBy(Endpoint endpoint, @Nullable String home) {
        for (String feature : featuresAnywhere) {
            if (!endpoint.features().contains(feature)) {
                return PassedOver.FEATURE + feature;
            }
        }
        if (endpoint.gated()) {
            for (String feature : features) {
                if (!endpoint.features().contains(feature)) {
                    return PassedOver.FEATURE + feature;
                }
            }
        }
        return state == null || endpoint.name().equals(home) ? null : PassedOver.FEATURE + state;
    }
}
