package io.bailiwick.identity;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are believed, and what they say.
 *
 * @param tenant the claim that names the tenant; null where the policy has only one
 * @param home the claim that names the user's jurisdiction; null where none does
 * @param algorithms of {@link #KNOWN}; a token's header never adds one
 * @param skew how far the issuer's clock may be from this one
 */
public record TokenRules(
        String issuer,
        String audience,
        URI jwks,
        @Nullable String tenant,
        @Nullable String home,
        Set<String> algorithms,
        Duration skew) {

    /** Signatures that are checked with a public key; none that shares a secret with its issuer. */
    public static final List<String> KNOWN =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    public static final Duration USUAL_SKEW = Duration.ofSeconds(60);
    public static final Duration MOST_SKEW = Duration.ofMinutes(5);

    public TokenRules {
        algorithms = Set.copyOf(algorithms);
        if (algorithms.isEmpty() || !KNOWN.containsAll(algorithms)) {
            throw new IllegalArgumentException("algorithms must be some of " + KNOWN);
        }
    }
}
