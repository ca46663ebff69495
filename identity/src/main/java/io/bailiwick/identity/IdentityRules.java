package io.bailiwick.identity;

import io.bailiwick.residency.Jurisdiction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of who is whom and under whose law.
 *
 * @param tokens null where no token is taken
 * @param country null where no header says the user's country
 * @param geoip a country database; null where addresses say nothing
 * @param hosts the jurisdiction that a called host name answers
 * @param jurisdictions by name, as a token's claim says them
 */
public record IdentityRules(
        Tenants tenants,
        @Nullable TokenRules tokens,
        @Nullable CountryHeader country,
        @Nullable Path geoip,
        Map<String, Jurisdiction> hosts,
        Map<String, Jurisdiction> jurisdictions,
        Coverage coverage) {

    public IdentityRules {
        hosts = Map.copyOf(hosts);
        jurisdictions = Map.copyOf(jurisdictions);
    }

    /** Keys that the policy writes, and nothing else. */
    public static IdentityRules keysOnly(Tenants tenants) {
        return new IdentityRules(tenants, null, null, null, Map.of(), Map.of(), new Coverage(List.of()));
    }
}
