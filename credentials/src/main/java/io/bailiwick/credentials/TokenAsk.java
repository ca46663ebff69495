package io.bailiwick.credentials;

import java.net.URI;

/**
 * A token that somebody needs, for one endpoint alone.
 *
 * @param endpoint the policy's name for it
 * @param url the endpoint's: what is given for one place is never shown to another
 * @param scope the resource, as Entra names it: {@code https://cognitiveservices.azure.com/.default}
 */
public record TokenAsk(String endpoint, URI url, EntraIdentity identity, String scope) {

    private static final String DEFAULT = "/.default";

    public TokenAsk {
        if (!scope.startsWith("https://") || !scope.endsWith(DEFAULT)) {
            throw new IllegalArgumentException("a scope is https://RESOURCE/.default, not " + scope);
        }
    }

    /** The scope as managed identities name it. */
    public String resource() {
        return scope.substring(0, scope.length() - DEFAULT.length());
    }

    /** Whether what was given for {@code before} lets this one in, too. */
    boolean goesOnFrom(TokenAsk before) {
        return url.equals(before.url) && scope.equals(before.scope) && identity.isSameHolder(before.identity);
    }
}
