package io.bailiwick.residency;

import io.bailiwick.residency.Catalogue.Speaker;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what one known host promises. */
final class Promises {

    /** What the rows of roaming models call a host that the catalogue does not know. */
    private static final String UNKNOWN = "unknown";

    /** Servers that send no model anywhere, where the policy says that it is one. */
    private static final List<String> SAID_TO_BE_OTHERS = List.of("vllm", "sglang", "llama-cpp", "tgi");

    private static final String REGION_SKUS = "expected: exactly one azure region, where the deployment stands";

    private final Catalogue catalogue;
    private final ProviderTables tables;
    private final KnownHost known;
    private final String host;
    private final Speaker speaker;

    Promises(Catalogue catalogue, ProviderTables tables, KnownHost known, String host, Speaker speaker) {
        this.catalogue = catalogue;
        this.tables = tables;
        this.known = known;
        this.host = host;
        this.speaker = speaker;
    }

    /** Of a host that the catalogue does not know the operator is the only witness. */
    static Promise ofUnknown(
            ProviderTables tables,
            String host,
            String providerWord,
            String model,
            Speaker speaker,
            @Nullable Reach written) {
        RoamingModel roams = SAID_TO_BE_OTHERS.contains(providerWord) ? null : tables.roaming(UNKNOWN, model);
        if (roams != null) {
            boolean anywhere = written == null || isAnywhere(written);
            String why = "'" + host + "' promises nothing for model '" + model + "', which " + roams.why() + " ("
                    + roams.source() + ", as of " + roams.asOf() + ")";
            return new Promise(
                    Reach.anywhere(),
                    Evidence.NONE,
                    Evidence.NONE,
                    anywhere
                            ? null
                            : why + ", and the policy writes only [" + written
                                    + "] (expected: a model that runs there, reach: anywhere, or the provider's own"
                                    + " word where it is no Ollama: " + String.join(", ", SAID_TO_BE_OTHERS) + ")",
                    "not known",
                    why,
                    null);
        }
        if (written == null) {
            return new Promise(
                    Reach.anywhere(),
                    Evidence.NONE,
                    Evidence.NONE,
                    "nothing says where '" + host + "' processes (expected: reach: [REGION …] or reach: anywhere)",
                    "not known",
                    null,
                    null);
        }
        Evidence promise = isAnywhere(written) ? Evidence.NONE : Evidence.ATTESTED;
        return new Promise(written, promise, best(speaker, written, promise), null, "operator's own", null, null);
    }

    Promise of(@Nullable String sku, String model, @Nullable Reach written) {
        String caveat = caveat(model);
        if (caveat != null) {
            Promise promise = promised(Reach.anywhere(), caveat, written);
            return new Promise(
                    promise.reach(),
                    promise.promise(),
                    promise.best(),
                    promise.objection(),
                    promise.stored(),
                    "'" + host + "' " + caveat,
                    null);
        }
        return switch (known.rule()) {
            case PLACE -> promised(place(), "is promised to process in " + place(), written);
            case ANYWHERE -> promised(Reach.anywhere(), "is promised nowhere (" + known.source() + ")", written);
            case AZURE -> azure(sku, written);
            case BEDROCK -> bedrock(model, written);
            case VERTEX -> vertex(written);
            case INFERENCE_GEO -> inferenceGeo(written);
        };
    }

    /** Why what is promised of the host is not promised of {@code model}; null where it is. */
    private @Nullable String caveat(String model) {
        String nothing = "promises nothing for model '" + model + "'";
        if (!known.models().isEmpty() && !known.models().contains(model)) {
            return nothing;
        }
        RoamingModel row = tables.roaming(host, model);
        return row == null
                ? null
                : nothing + ", which " + row.why() + " (" + row.source() + ", as of " + row.asOf() + ")";
    }

    Reach inherited(String sku, Reach endpointReach) {
        KnownSku row = tables.sku(sku, speaker.word());
        if (row == null || row.scope() == KnownSku.Scope.ANYWHERE) {
            return Reach.anywhere();
        }
        if (row.scope() == KnownSku.Scope.REGION) {
            return endpointReach;
        }
        return zones(row).stream()
                .filter(zone -> zone.covers(endpointReach))
                .findFirst()
                .orElse(endpointReach);
    }

    private Promise azure(@Nullable String sku, @Nullable Reach written) {
        if (sku == null) {
            return objected("needs sku (expected: one of " + String.join(", ", catalogue.skus()) + ")");
        }
        KnownSku row = tables.sku(sku, speaker.word());
        if (row == null) {
            return objected("has no sku '" + sku + "' (expected: one of " + String.join(", ", catalogue.skus()) + ")");
        }
        String says = "with sku " + sku + " ";
        if (row.scope() == KnownSku.Scope.ANYWHERE || (written != null && isAnywhere(written))) {
            return promised(Reach.anywhere(), says + "is promised nowhere (" + row.source() + ")", written);
        }
        if (row.scope() == KnownSku.Scope.REGION) {
            return written != null && isOneRegionOf("azure", written)
                    ? promised(written, says, written)
                    : objected(says + "reaches " + (written == null ? "nothing that is written" : written) + " ("
                            + REGION_SKUS + ")");
        }
        for (Reach zone : zones(row)) {
            if (written != null && written.covers(zone)) {
                return promised(zone, says, written);
            }
        }
        return objected(says + "reaches a whole zone, and the policy writes "
                + (written == null ? "none" : written) + " (expected: reach: "
                + zones(row).stream().map(zone -> "[" + zone + "]").sorted().collect(Collectors.joining(" or "))
                + ")");
    }

    private Promise bedrock(String model, @Nullable Reach written) {
        String code = Objects.requireNonNull(known.region(host), "a bedrock row names its region");
        Region region = catalogue.region(known.reach() + ":" + code);
        int dot = model.indexOf('.');
        if (region == null || dot < 1) {
            return promised(Reach.anywhere(), "promises nothing for model '" + model + "'", written);
        }
        String prefix = model.substring(0, dot);
        if (tables.bedrockVendors().contains(prefix)) {
            return promised(Reach.of(region), "processes '" + model + "' in " + region, written);
        }
        KnownProfile row = tables.profile(prefix, code);
        if (row == null || row.destinations().isEmpty()) {
            return promised(Reach.anywhere(), "with profile '" + prefix + ".' is promised nowhere", written);
        }
        Set<Region> destinations = regions(row.destinations());
        if (destinations.size() != row.destinations().size()) {
            return promised(Reach.anywhere(), "with profile '" + prefix + ".' reaches unknown regions", written);
        }
        Reach reach = Reach.of(destinations);
        boolean sure = row.verification() == KnownProfile.Verification.PROVEN
                || (row.verification() == KnownProfile.Verification.RELATED && reach.equals(written));
        String says = "with profile '" + prefix + ".' from " + region;
        if (sure) {
            return promised(reach, says + " reaches " + reach, written);
        }
        boolean related = row.verification() == KnownProfile.Verification.RELATED;
        return promised(
                Reach.anywhere(),
                says
                        + (related
                                ? " is promised nowhere until the policy writes exactly [" + reach + "]"
                                : " has an unproven row only and is promised nowhere"),
                written);
    }

    private Promise vertex(@Nullable Reach written) {
        Region region = catalogue.region(known.reach() + ":" + known.region(host));
        if (region != null && Reach.of(region).equals(written)) {
            return promised(Reach.of(region), "processes in " + region, written);
        }
        return promised(
                Reach.anywhere(),
                "is promised per model only, until the policy writes exactly "
                        + (region == null ? "a region of Google Cloud" : "[" + region + "]"),
                written);
    }

    private Promise inferenceGeo(@Nullable Reach written) {
        if (speaker != Speaker.ANTHROPIC) {
            return promised(Reach.anywhere(), "takes inference_geo in Anthropic's own dialect only", written);
        }
        Reach geo = place();
        if (geo.equals(written)) {
            return new Promise(geo, Evidence.DECLARED, Evidence.OBSERVED, null, known.stored(), null, geoCode());
        }
        return promised(Reach.anywhere(), "can be held to [" + geo + "] exactly, and to nothing else", written);
    }

    /** The part of the geography's name that requests carry: {@code us} of {@code anthropic:us}. */
    private String geoCode() {
        return known.reach().substring(known.reach().indexOf(':') + 1);
    }

    /** What the policy writes holds where it covers what is promised; else both do, and the policy is objected to. */
    private Promise promised(Reach reach, String says, @Nullable Reach written) {
        boolean covers = written == null || written.covers(reach);
        Reach effective = written == null ? reach : covers ? written : written.plus(reach);
        Evidence promise = isAnywhere(effective) ? Evidence.NONE : Evidence.DECLARED;
        String objection = covers
                ? null
                : "'" + host + "' " + says.strip() + ", and the policy writes only [" + written + "] (expected: reach: "
                        + (isAnywhere(reach) ? "anywhere" : "[" + reach + "]") + " or wider)";
        return new Promise(
                effective,
                promise,
                tellsPlaces() ? best(speaker, effective, promise) : promise,
                objection,
                known.stored(),
                null,
                null);
    }

    /** Replies of the clouds that resell a model do not say where it ran. */
    private boolean tellsPlaces() {
        return known.rule() != KnownHost.Rule.BEDROCK && known.rule() != KnownHost.Rule.VERTEX;
    }

    private Promise objected(String what) {
        return new Promise(
                Reach.anywhere(), Evidence.NONE, Evidence.NONE, "'" + host + "' " + what, known.stored(), null, null);
    }

    /** Only one provider's responses say where they ran, and they name one country. */
    private static Evidence best(Speaker speaker, Reach reach, Evidence promise) {
        boolean canTell = reach.match(
                () -> false,
                places -> places.stream().anyMatch(place -> place.countries().contains(new Country("US"))));
        return speaker == Speaker.ANTHROPIC && canTell ? Evidence.OBSERVED : promise;
    }

    private Reach place() {
        Place place = catalogue.place(known.reach());
        return place == null ? Reach.anywhere() : Reach.of(place);
    }

    private List<Reach> zones(KnownSku row) {
        return row.zones().stream()
                .sorted()
                .map(catalogue::place)
                .filter(Objects::nonNull)
                .map(zone -> Reach.of(List.of(Objects.requireNonNull(zone))))
                .toList();
    }

    private Set<Region> regions(Collection<String> codes) {
        return codes.stream()
                .map(code -> catalogue.region(known.reach() + ":" + code))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toSet());
    }

    private static boolean isOneRegionOf(String cloud, Reach reach) {
        return reach.match(
                () -> false,
                places -> places.size() == 1
                        && places.stream()
                                .allMatch(place ->
                                        place instanceof Region && place.name().startsWith(cloud + ":")));
    }

    private static boolean isAnywhere(Reach reach) {
        return reach.match(() -> true, places -> false);
    }
}
