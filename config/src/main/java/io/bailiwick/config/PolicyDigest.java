package io.bailiwick.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/** Names a policy by what it says: the same for any layout, comments and order of keys, and for every gateway. */
final class PolicyDigest {

    private final StringBuilder canonical = new StringBuilder();

    private PolicyDigest() {}

    static String of(Node.Mapping policy) {
        PolicyDigest digest = new PolicyDigest();
        digest.mapping(new Node.Mapping(
                policy.mark(),
                policy.entries().stream()
                        .filter(entry -> !entry.name().equals("gateway"))
                        .toList()));
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256")
                    .digest(digest.canonical.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private StringBuilder node(Node node) {
        return node.match(scalar -> text(scalar.text()), this::sequence, this::mapping);
    }

    private StringBuilder sequence(Node.Sequence sequence) {
        canonical.append('[');
        sequence.items().forEach(this::node);
        return canonical.append(']');
    }

    private StringBuilder mapping(Node.Mapping mapping) {
        canonical.append('{');
        mapping.entries().stream()
                .sorted(Comparator.comparing(Node.Entry::name))
                .forEach(entry -> {
                    text(entry.name());
                    node(entry.value());
                });
        return canonical.append('}');
    }

    /** Its length first, so that no text can look like structure. */
    private StringBuilder text(String text) {
        return canonical.append(text.length()).append(':').append(text);
    }
}
