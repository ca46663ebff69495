package io.bailiwick.residency;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the catalogue that speak of providers.
 *
 * @param bedrockVendors first parts of model ids that name no profile
 * @param roaming upstream models that may leave what their host promises
 */
public record ProviderTables(
        List<KnownHost> hosts,
        List<KnownSku> skus,
        List<KnownProfile> profiles,
        Set<String> bedrockVendors,
        List<RoamingModel> roaming) {

    public static final ProviderTables NONE = new ProviderTables(List.of(), List.of(), List.of(), Set.of(), List.of());

    public ProviderTables {
        hosts = List.copyOf(hosts);
        skus = List.copyOf(skus);
        profiles = List.copyOf(profiles);
        bedrockVendors = Set.copyOf(bedrockVendors);
        roaming = List.copyOf(roaming);
    }

    /** The row that speaks of {@code host} most exactly; null for a host of nobody we know. */
    @Nullable
    KnownHost host(String canonicalHost) {
        return hosts.stream()
                .filter(row -> row.matches(canonicalHost))
                .max(Comparator.comparingInt(KnownHost::literalLength))
                .orElse(null);
    }

    @Nullable
    KnownSku sku(String sku, String dialect) {
        return skus.stream()
                .filter(row -> row.sku().equals(sku) && row.dialect().equals(dialect))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    KnownProfile profile(String prefix, String region) {
        return profiles.stream()
                .filter(row -> row.speaksOf(prefix, region))
                .findFirst()
                .orElse(null);
    }

    /** Null where {@code model} stays where the host does. */
    @Nullable
    RoamingModel roaming(String canonicalHost, String model) {
        return roaming.stream()
                .filter(row -> row.speaksOf(canonicalHost, model))
                .findFirst()
                .orElse(null);
    }
}
