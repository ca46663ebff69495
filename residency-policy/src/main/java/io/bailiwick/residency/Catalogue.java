package io.bailiwick.residency;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of regions, geographies, territories and providers' hosts; dated rows, no look-ups. */
public final class Catalogue {

    private static final String VERTEX = "vertex:";

    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Set<Country>> territories;
    private final ProviderTables providers;
    private final String digest;

    /** {@code digest} names these rows; throws {@link IllegalArgumentException} where two places share a name. */
    public Catalogue(
            Collection<? extends Place> places,
            Map<String, Set<Country>> territories,
            ProviderTables providers,
            String digest) {
        for (Place place : places) {
            if (this.places.put(place.name(), place) != null) {
                throw new IllegalArgumentException("two places are called '" + place.name() + "'");
            }
        }
        this.territories = Map.copyOf(territories);
        this.providers = providers;
        this.digest = digest;
    }

    /** Names what is known: two processes with one policy and one of these draw the same borders. */
    public String digest() {
        return digest;
    }

    public @Nullable Place place(String name) {
        return places.get(name);
    }

    public @Nullable Region region(String name) {
        return places.get(name) instanceof Region region ? region : null;
    }

    public @Nullable Geography geography(String name) {
        return places.get(name) instanceof Geography geography ? geography : null;
    }

    /** The countries of a territory; every assigned country code is one of its own. */
    public @Nullable Set<Country> territory(String name) {
        Set<Country> countries = territories.get(name);
        return countries == null && Country.isAssigned(name) ? Set.of(new Country(name)) : countries;
    }

    public Set<String> placeNames() {
        return new TreeSet<>(places.keySet());
    }

    public Set<String> regionNames() {
        Set<String> names = new TreeSet<>();
        places.values().stream().filter(Region.class::isInstance).forEach(region -> names.add(region.name()));
        return names;
    }

    /** The named territories; country codes are left out. */
    public Set<String> territoryNames() {
        return new TreeSet<>(territories.keySet());
    }

    /** Every SKU that some host asks for. */
    public List<String> skus() {
        return providers.skus().stream().map(KnownSku::sku).distinct().toList();
    }

    /** Whether {@code host} belongs to a provider of the catalogue. */
    public boolean knows(String host) {
        return providers.host(canonical(host)) != null;
    }

    /** The policy's word for whoever speaks at {@code host}; empty where nobody known does, or where it says nothing of how. */
    public String providerAt(String host) {
        KnownHost known = providers.host(canonical(host));
        return known == null ? "" : known.provider();
    }

    /** The location that a path at {@code host} has to name, where it names one; null where any will do. */
    public @Nullable String locationAt(String host) {
        KnownHost known = providers.host(canonical(host));
        if (known == null) {
            return null;
        }
        return known.rule() == KnownHost.Rule.VERTEX
                ? known.region(canonical(host))
                : known.reach().startsWith(VERTEX) ? known.reach().substring(VERTEX.length()) : null;
    }

    /** Whether what a deployment at {@code host} promises depends on its SKU. */
    public boolean asksForSku(String host) {
        KnownHost known = providers.host(canonical(host));
        return known != null && known.rule() == KnownHost.Rule.AZURE;
    }

    /** Whether what {@code host} promises depends on a parameter of each request. */
    public boolean asksForParameter(String host) {
        KnownHost known = providers.host(canonical(host));
        return known != null && known.rule() == KnownHost.Rule.INFERENCE_GEO;
    }

    /**
     * What is known of {@code upstreamModel} at {@code host}.
     *
     * @param providerWord the policy's word for how the endpoint speaks; says nothing of whose host it is
     * @param written the reach that the policy writes; may be wider than what is known, never narrower
     */
    public Promise promise(
            String host, String providerWord, @Nullable String sku, String upstreamModel, @Nullable Reach written) {
        KnownHost known = providers.host(canonical(host));
        Speaker speaker = Speaker.of(providerWord);
        return known == null
                ? Promises.ofUnknown(providers, host, providerWord, upstreamModel, speaker, written)
                : new Promises(this, providers, known, canonical(host), speaker).of(sku, upstreamModel, written);
    }

    /**
     * The reach that a model with a SKU of its own has when only its endpoint's reach is written: never narrower than
     * what that SKU promises.
     */
    public Reach inherited(String host, String providerWord, String sku, Reach endpointReach) {
        KnownHost known = providers.host(canonical(host));
        if (known == null || known.rule() != KnownHost.Rule.AZURE) {
            return endpointReach;
        }
        return new Promises(this, providers, known, canonical(host), Speaker.of(providerWord))
                .inherited(sku, endpointReach);
    }

    /** How a host is compared: lower case, without the dot that ends an absolute name. */
    private static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int end = lower.length();
        while (end > 0 && lower.charAt(end - 1) == '.') {
            end--;
        }
        return lower.substring(0, end);
    }

    /** Which kind of model answers, as far as evidence depends on it. */
    enum Speaker {
        OPENAI,
        ANTHROPIC;

        static Speaker of(String providerWord) {
            return providerWord.startsWith("anthropic") ? ANTHROPIC : OPENAI;
        }

        String word() {
            return this == ANTHROPIC ? "anthropic" : "openai";
        }
    }
}
