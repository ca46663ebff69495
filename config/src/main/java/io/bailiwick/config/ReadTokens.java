package io.bailiwick.config;

import io.bailiwick.identity.TokenRules;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code identity.jwt}. */
final class ReadTokens {

    private static final String PATH = "identity.jwt";
    private static final String ALGORITHMS = "some of " + String.join(", ", TokenRules.KNOWN);

    private final Findings findings;
    private final Typing typing;

    ReadTokens(Findings findings, Typing typing) {
        this.findings = findings;
        this.typing = typing;
    }

    /** Null where no token is taken, and for a problem. */
    @Nullable
    TokenRules of(@Nullable Node node, int tenants) {
        if (node == null) {
            return null;
        }
        Section section = Section.of(
                findings,
                PATH,
                node.mark(),
                node,
                "issuer",
                "audience",
                "jwks",
                "tenant",
                "claim",
                "algorithms",
                "skew");
        String issuer = issuer(section.required("issuer", "the issuer's url"));
        String audience = typing.text(
                section.required("audience", "the audience of accepted tokens"), PATH + ".audience", "a text");
        URI jwks = jwks(section.required("jwks", "the url of the issuer's keys"));
        String tenant = typing.text(section.get("tenant"), PATH + ".tenant", "the name of a claim");
        String claim = typing.text(section.get("claim"), PATH + ".claim", "the name of a claim");
        Set<String> algorithms = algorithms(section.get("algorithms"));
        Duration skew = typing.duration(section.get("skew"), PATH + ".skew", TokenRules.USUAL_SKEW);
        if (skew.compareTo(TokenRules.MOST_SKEW) > 0) {
            findings.problem(section.markOf("skew"), PATH + ".skew is too long (expected: at most 5m)");
        }
        if (section.get("tenant") == null && tenants > 1) {
            findings.problem(
                    node.mark(),
                    PATH + " says no tenant, and there are " + tenants
                            + " (expected: tenant: and the claim that names one)");
        }
        return issuer == null || audience == null || jwks == null
                ? null
                : new TokenRules(issuer, audience, jwks, tenant, claim, algorithms, skew);
    }

    /** Compared to the letter, so kept to the letter. */
    private @Nullable String issuer(@Nullable Node node) {
        return typing.url(node, PATH + ".issuer") == null ? null : typing.text(node, PATH + ".issuer", "a url");
    }

    /** Whoever could change that reply on its way could sign for anybody. */
    private @Nullable URI jwks(@Nullable Node node) {
        BaseUrl.Accepted url = typing.url(node, PATH + ".jwks");
        if (url != null && node != null && !url.isEncrypted() && !isLoopback(url.host())) {
            findings.problem(node, PATH + ".jwks", "https, or http to a loopback address");
            return null;
        }
        return url == null ? null : url.uri();
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || Cidr.isLoopback(host);
    }

    private Set<String> algorithms(@Nullable Node node) {
        if (node == null) {
            return Set.copyOf(TokenRules.KNOWN);
        }
        Set<String> algorithms = new LinkedHashSet<>();
        for (Node.Scalar scalar : typing.scalars(node, PATH + ".algorithms", ALGORITHMS)) {
            if (TokenRules.KNOWN.contains(scalar.text())) {
                algorithms.add(scalar.text());
            } else {
                findings.problem(scalar, PATH + ".algorithms", ALGORITHMS);
            }
        }
        return algorithms.isEmpty() ? Set.copyOf(List.of(TokenRules.KNOWN.get(0))) : algorithms;
    }
}
