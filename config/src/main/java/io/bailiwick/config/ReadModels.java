package io.bailiwick.config;

import io.bailiwick.providers.Abilities;
import io.bailiwick.providers.Capability;
import io.bailiwick.providers.Provider;
import io.bailiwick.residency.Catalogue;
import io.bailiwick.residency.Promise;
import io.bailiwick.residency.Reach;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an endpoint's {@code models} and asks the catalogue where each would run. */
final class ReadModels {

    private final Findings findings;
    private final Typing typing;
    private final KnownPlaces places;
    private final Catalogue catalogue;
    private final Set<String> routes;
    private final KnownAbilities abilities = new KnownAbilities();

    ReadModels(Findings findings, Typing typing, KnownPlaces places, Catalogue catalogue, Set<String> routes) {
        this.findings = findings;
        this.typing = typing;
        this.places = places;
        this.catalogue = catalogue;
        this.routes = routes;
    }

    /** What an endpoint says for all of its models. */
    record Defaults(
            Node.Mark mark,
            String path,
            String host,
            String providerWord,
            @Nullable Node sku,
            @Nullable Node reach) {}

    /** An upstream model and what is known of it. */
    record Model(String name, Promise promise, Abilities abilities) {}

    /** By route; a model whose reach is a problem is left out. */
    Map<String, Model> of(@Nullable Node node, Defaults defaults) {
        Reach endpointReach = places.reach(defaults.reach(), defaults.path() + ".reach");
        String endpointSku = sku(defaults.sku(), defaults.path() + ".sku", defaults);
        boolean broken =
                (defaults.reach() != null && endpointReach == null) || (defaults.sku() != null && endpointSku == null);
        Map<String, Model> models = new LinkedHashMap<>();
        Map<String, Promise> byName = new HashMap<>();
        Map<String, Abilities> abilitiesByName = new HashMap<>();
        for (Node.Entry entry : Section.entries(findings, defaults.path() + ".models", node)) {
            String path = defaults.path() + ".models." + Quoted.of(entry.name());
            if (!routes.contains(entry.name())) {
                findings.unknown(entry.key(), "route", routes);
            }
            Section section = entry.value() instanceof Node.Mapping
                    ? Section.of(
                            findings,
                            path,
                            entry.key().mark(),
                            entry.value(),
                            "name",
                            "sku",
                            "reach",
                            "capabilities",
                            "context",
                            "output")
                    : Section.of(findings, path, entry.key().mark(), null);
            Node nameNode = entry.value() instanceof Node.Mapping
                    ? section.required("name", "the upstream model")
                    : entry.value();
            String name = typing.text(
                    nameNode, path, "the upstream model, or { name, sku, reach, capabilities, context, output }");
            String ownSku = sku(section.get("sku"), path + ".sku", defaults);
            Reach ownReach = places.reach(section.get("reach"), path + ".reach");
            if (broken
                    || name == null
                    || (section.get("sku") != null && ownSku == null)
                    || (section.get("reach") != null && ownReach == null)) {
                continue;
            }
            Reach written = ownReach != null ? ownReach : inherited(ownSku, endpointReach, defaults);
            String sku = ownSku != null ? ownSku : endpointSku;
            Promise promise = catalogue.promise(defaults.host(), defaults.providerWord(), sku, name, written);
            if (promise.objection() != null) {
                Node at = section.get("reach") != null ? section.get("reach") : defaults.reach();
                findings.problem(
                        at == null ? defaults.mark() : at.mark(), defaults.path() + ": " + promise.objection());
                continue;
            }
            Promise other = byName.putIfAbsent(name, promise);
            if (other != null && !other.equals(promise)) {
                findings.problem(
                        entry.key().mark(),
                        path + ": the same upstream model reaches " + other.reach()
                                + " for another route (expected: one" + " reach for one model)");
                continue;
            }
            Abilities abilities = abilities(section, path, defaults.providerWord(), name);
            Abilities said = abilitiesByName.putIfAbsent(name, abilities);
            if (said != null && !said.equals(abilities)) {
                findings.problem(
                        entry.key().mark(),
                        path + ": the same upstream model can do other things for another route"
                                + " (expected: the same)");
            }
            models.put(entry.name(), new Model(name, promise, abilities));
        }
        return models;
    }

    /** As the policy has it; what it leaves out, as the built-in rows have it. */
    private Abilities abilities(Section section, String path, String providerWord, String name) {
        Provider provider = Provider.ofWord(providerWord);
        Abilities known = provider == null ? Abilities.UNKNOWN : abilities.of(provider, name);
        Set<Capability> capabilities = capabilities(section, path);
        Long context = typing.tokens(section.get("context"), path + ".context");
        Long output = typing.tokens(section.get("output"), path + ".output");
        if (capabilities == null && context == null && output == null) {
            return known;
        }
        return new Abilities(
                capabilities == null ? known.capabilities() : capabilities,
                context == null ? known.context() : context,
                output == null ? known.output() : output,
                "policy");
    }

    private @Nullable Set<Capability> capabilities(Section section, String path) {
        Node node = section.get("capabilities");
        if (node == null) {
            return null;
        }
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        for (Node.Scalar word : typing.scalars(node, path + ".capabilities", "a list of " + Capability.words())) {
            Capability capability = Capability.ofWord(word.text());
            if (capability == null) {
                findings.unknown(word, "capability", Capability.words());
            } else {
                found.add(capability);
            }
        }
        return found;
    }

    private @Nullable Reach inherited(@Nullable String ownSku, @Nullable Reach endpointReach, Defaults defaults) {
        return ownSku == null || endpointReach == null
                ? endpointReach
                : catalogue.inherited(defaults.host(), defaults.providerWord(), ownSku, endpointReach);
    }

    private @Nullable String sku(@Nullable Node node, String what, Defaults defaults) {
        String expected = "one of " + String.join(", ", catalogue.skus());
        Node.Scalar sku = typing.scalar(node, what, expected);
        if (sku == null) {
            return null;
        }
        if (!catalogue.asksForSku(defaults.host())) {
            findings.problem(
                    sku.mark(),
                    what + " says nothing of '" + defaults.host() + "' (expected: only at hosts of Azure OpenAI)");
            return null;
        }
        if (!catalogue.skus().contains(sku.text())) {
            findings.unknown(sku, "sku", catalogue.skus());
            return null;
        }
        return sku.text();
    }
}
