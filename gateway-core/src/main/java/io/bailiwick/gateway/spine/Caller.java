package io.bailiwick.gateway.spine;

import io.bailiwick.identity.Tenant;
import io.bailiwick.residency.Jurisdiction;
import java.util.List;

/**
 * Who asks: authenticated, and nothing more is decided yet of where it may run.
 *
 * @param answers what sources beside the tenant say of its user's jurisdiction
 */
record Caller(Tenant tenant, List<Jurisdiction> answers) {
    Caller {
        answers = List.copyOf(answers);
    }
}
