package io.bailiwick.gateway.spine;

import io.bailiwick.config.GatewaySnapshot;
import io.bailiwick.identity.Tenant;
import io.bailiwick.residency.Jurisdiction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: authenticated, and nothing more is decided yet of where it may run.
 *
 * @param answers what sources beside the tenant say of its user's jurisdiction
 */
record Caller(Tenant tenant, List<Jurisdiction> answers) {
    Caller {
        answers = List.copyOf(answers);
    }

    /** The same under another policy; null where that knows the tenant, or what a source answered, no more. */
    @Nullable
    Caller under(GatewaySnapshot policy) {
        Tenant same = policy.tenants().named(tenant.name());
        List<Jurisdiction> known = new ArrayList<>(answers.size());
        for (Jurisdiction answer : answers) {
            Jurisdiction now = policy.jurisdictions().get(answer.name());
            if (now != null) {
                known.add(now);
            }
        }
        return same == null || known.size() < answers.size() ? null : new Caller(same, known);
    }
}
