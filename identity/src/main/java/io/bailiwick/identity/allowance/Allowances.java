package io.bailiwick.identity.allowance;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every allowance of a policy, as it is written: a tenant that has none may ask for as much as it likes. */
public final class Allowances {

    public static final Allowances NONE = new Allowances(List.of());

    private final List<Grant> grants;
    private final Map<String, Map<String, Grant>> byTenantAndJurisdiction = new HashMap<>();

    /** Throws {@link IllegalArgumentException} where a jurisdiction of a tenant draws on two. */
    public Allowances(List<Grant> grants) {
        this.grants = List.copyOf(grants);
        for (Grant grant : this.grants) {
            Map<String, Grant> ofTenant =
                    byTenantAndJurisdiction.computeIfAbsent(grant.tenant(), tenant -> new LinkedHashMap<>());
            for (String drawing : grant.drawnOnBy()) {
                if (ofTenant.put(drawing, grant) != null) {
                    throw new IllegalArgumentException(
                            "requests of '" + grant.tenant() + "' in '" + drawing + "' draw on two allowances");
                }
            }
        }
    }

    /**
     * What requests of that tenant draw on in that jurisdiction; null only for a tenant without an allowance: where none is
     * around that jurisdiction, and so nothing should be decided, it is the first.
     */
    public @Nullable Grant of(String tenant, String jurisdiction) {
        Map<String, Grant> ofTenant = byTenantAndJurisdiction.get(tenant);
        if (ofTenant == null) {
            return null;
        }
        Grant grant = ofTenant.get(jurisdiction);
        return grant != null ? grant : ofTenant.values().iterator().next();
    }

    /** In the order in which they are written. */
    public List<Grant> all() {
        return grants;
    }

    /**
     * One tenant's allowance in one of its jurisdictions.
     *
     * @param drawnOnBy this jurisdiction, and the narrower ones: who narrows a request gets no second allowance
     */
    public record Grant(String tenant, String jurisdiction, Allowance allowance, List<String> drawnOnBy) {
        public Grant {
            drawnOnBy = List.copyOf(drawnOnBy);
            if (!drawnOnBy.contains(jurisdiction)) {
                throw new IllegalArgumentException("'" + jurisdiction + "' draws on its own allowance");
            }
        }
    }
}
