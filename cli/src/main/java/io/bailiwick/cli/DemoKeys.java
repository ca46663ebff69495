package io.bailiwick.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The demo's keys, public by design; sent only to a gateway whose policy is the demo's, to the last byte that counts. */
final class DemoKeys {

    private static final Map<String, String> BY_JURISDICTION =
            new TreeMap<>(Map.of("eu", "bw-demo-eu", "de", "bw-demo-de", "us", "bw-demo-us"));

    private DemoKeys() {}

    /** Those of the jurisdictions that this gateway serves; {@code policy} is what its admin side says of it. */
    static List<String> of(JsonNode policy) throws IOException {
        List<String> keys = new ArrayList<>();
        if (policy.path("digest").asText().equals(DemoCommand.policyDigest())) {
            BY_JURISDICTION.forEach((jurisdiction, key) -> {
                if (serves(policy, jurisdiction)) {
                    keys.add(key);
                }
            });
        }
        return keys;
    }

    private static boolean serves(JsonNode policy, String jurisdiction) {
        for (JsonNode row : policy.path("proof")) {
            if (row.path("jurisdiction").asText().equals(jurisdiction)
                    && row.path("surface").asText().equals("gateway")) {
                return row.path("inside").booleanValue();
            }
        }
        return false;
    }
}
