package io.bailiwick.config;

import io.bailiwick.residency.Jurisdiction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code gateway.replicas}: one number, or one for each jurisdiction. */
final class ReadReplicas {

    private static final int MOST = 10_000;

    private final Findings findings;
    private final Typing typing;
    private final Declared<Jurisdiction> jurisdictions;

    ReadReplicas(Findings findings, Typing typing, Declared<Jurisdiction> jurisdictions) {
        this.findings = findings;
        this.typing = typing;
        this.jurisdictions = jurisdictions;
    }

    Replicas of(@Nullable Node node) {
        if (node == null) {
            return Replicas.UNSTATED;
        }
        if (!(node instanceof Node.Mapping mapping)) {
            return new Replicas(true, typing.integer(node, "gateway.replicas", 1, MOST, 1), Map.of());
        }
        Map<String, Integer> each = new HashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            jurisdictions.find(entry.key(), findings);
            String path = "gateway.replicas." + Quoted.of(entry.name());
            each.put(entry.name(), typing.integer(entry.value(), path, 1, MOST, 1));
        }
        return new Replicas(true, 1, each);
    }
}
