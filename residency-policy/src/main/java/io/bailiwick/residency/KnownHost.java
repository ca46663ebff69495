package io.bailiwick.residency;

import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of the catalogue: a provider's hosts and what may be said of them.
 *
 * @param pattern a host name in lower case; {@code *} stands for any labels, {@code {region}} for one region's code
 * @param provider the policy's word for who speaks there; empty where the policy's own word says how
 * @param reach names of places for {@link Rule#PLACE} and {@link Rule#INFERENCE_GEO}, a cloud for rules of regions
 * @param models the upstream models that the promise is made for; empty is all of them
 * @param stored what the provider keeps where, in words
 * @param asOf when {@code source} said so
 */
public record KnownHost(
        String pattern,
        String provider,
        Rule rule,
        String reach,
        Set<String> models,
        String stored,
        LocalDate asOf,
        String source) {

    /** How a host's reach follows. */
    public enum Rule {
        /** The provider promises one place. */
        PLACE,
        /** The provider promises nothing. */
        ANYWHERE,
        /** The deployment's SKU decides. */
        AZURE,
        /** The model id's prefix decides, together with the region in the host. */
        BEDROCK,
        /** The region in the host, once the operator writes the same. */
        VERTEX,
        /** A parameter of each request decides. */
        INFERENCE_GEO
    }

    private static final String REGION = "{region}";

    public KnownHost {
        models = Set.copyOf(models);
    }

    /** Whether {@code host}, in its canonical form, is one of these. */
    boolean matches(String host) {
        return mayMatch(host) && matcher(host).matches();
    }

    /** Whether it begins and ends as these do: most hosts are told apart by that, without an expression. */
    private boolean mayMatch(String host) {
        int open = firstOpen();
        if (open < 0) {
            return host.equals(pattern);
        }
        int close = Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('}'));
        return host.startsWith(pattern.substring(0, open)) && host.endsWith(pattern.substring(close + 1));
    }

    /** Where what any host may have begins; negative where the pattern is one host. */
    private int firstOpen() {
        int star = pattern.indexOf('*');
        int region = pattern.indexOf('{');
        return star < 0 || region < 0 ? Math.max(star, region) : Math.min(star, region);
    }

    /** The region's code in {@code host}; null where the pattern has none. */
    @Nullable
    String region(String host) {
        Matcher matcher = matcher(host);
        return matcher.matches() && matcher.groupCount() == 1 ? matcher.group(1) : null;
    }

    /** How much of the host the pattern spells out: of two that match, the longer one speaks. */
    int literalLength() {
        return pattern.replace(REGION, "").replace("*", "").length();
    }

    private Matcher matcher(String host) {
        String expression =
                "\\Q" + pattern.replace(REGION, "\\E([a-z0-9-]+)\\Q").replace("*", "\\E.+\\Q") + "\\E";
        return Pattern.compile(expression).matcher(host);
    }
}
