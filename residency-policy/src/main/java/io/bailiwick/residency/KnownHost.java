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
 * @param reach names of places for {@link Rule#PLACE} and {@link Rule#INFERENCE_GEO}, a cloud for rules of regions
 * @param models the upstream models that the promise is made for; empty is all of them
 * @param stored what the provider keeps where, in words
 * @param asOf when {@code source} said so
 */
public record KnownHost(
        String pattern, Rule rule, String reach, Set<String> models, String stored, LocalDate asOf, String source) {

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
        return matcher(host).matches();
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
