package io.bailiwick.residency;

import java.time.LocalDate;
import java.util.Set;

/**
 * A row of the catalogue: what a deployment's SKU promises.
 *
 * @param dialect the models it speaks of: {@code openai} or {@code anthropic}
 * @param zones the geographies among which the deployment's is; empty for the other scopes
 */
public record KnownSku(String sku, String dialect, Scope scope, Set<String> zones, LocalDate asOf, String source) {

    /** How far processing may go. */
    public enum Scope {
        REGION,
        ZONE,
        ANYWHERE
    }

    public KnownSku {
        zones = Set.copyOf(zones);
    }
}
