package io.bailiwick.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.identity.allowance.Allowance;
import io.bailiwick.identity.allowance.Allowances;
import org.jspecify.annotations.Nullable;

/** What is written of allowances, and what each process grants of them. */
final class AllowanceReport {

    private AllowanceReport() {}

    /** A table, or nothing where no tenant has an allowance. */
    static String text(GatewaySnapshot snapshot) {
        if (snapshot.allowances().all().isEmpty()) {
            return "";
        }
        TextTable table = new TextTable(
                "TENANT", "JURISDICTION", "REQUESTS/MIN", "TOKENS/MIN", "PROCESSES", "EACH GRANTS", "DRAWN ON BY");
        for (Allowances.Grant grant : snapshot.allowances().all()) {
            int processes = snapshot.gateway().replicas().of(grant.jurisdiction());
            Allowance each = grant.allowance().sharedBy(processes);
            table.row(
                    grant.tenant(),
                    grant.jurisdiction(),
                    shown(grant.allowance().requestsPerMinute()),
                    shown(grant.allowance().tokensPerMinute()),
                    String.valueOf(processes),
                    shown(each.requestsPerMinute()) + " / " + shown(each.tokensPerMinute()),
                    String.join(",", grant.drawnOnBy()));
        }
        return "\n" + table;
    }

    static void json(GatewaySnapshot snapshot, ArrayNode list) {
        for (Allowances.Grant grant : snapshot.allowances().all()) {
            int processes = snapshot.gateway().replicas().of(grant.jurisdiction());
            Allowance each = grant.allowance().sharedBy(processes);
            ObjectNode node = list.addObject();
            node.put("tenant", grant.tenant());
            node.put("jurisdiction", grant.jurisdiction());
            node.put("requests_per_minute", grant.allowance().requestsPerMinute());
            node.put("tokens_per_minute", grant.allowance().tokensPerMinute());
            node.put("processes", processes);
            node.put("each_requests_per_minute", each.requestsPerMinute());
            node.put("each_tokens_per_minute", each.tokensPerMinute());
            ArrayNode drawn = node.putArray("drawn_on_by");
            grant.drawnOnBy().forEach(drawn::add);
        }
    }

    private static String shown(@Nullable Long limit) {
        return limit == null ? "-" : String.valueOf(limit);
    }
}
