package io.bailiwick.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bailiwick.providers.Abilities;
import io.bailiwick.providers.Capability;
import io.bailiwick.residency.Jurisdiction;
import io.bailiwick.routing.Candidate;
import io.bailiwick.routing.Pool;
import io.bailiwick.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a route can do in one jurisdiction, and what of it another jurisdiction has and this one lacks.
 *
 * @param pool null where the route is not served there at all
 */
public record Parity(
        Route route, Jurisdiction jurisdiction, @Nullable Pool pool, List<Abilities> known) {

    public Parity {
        known = List.copyOf(known);
    }

    /** Of every route and jurisdiction, by name. */
    public static List<Parity> of(GatewaySnapshot snapshot) {
        List<Parity> all = new ArrayList<>();
        for (Route route : snapshot.routes().all()) {
            for (Jurisdiction jurisdiction : snapshot.jurisdictions().values()) {
                all.add(of(snapshot, route, jurisdiction));
            }
        }
        return all;
    }

    public static Parity of(GatewaySnapshot snapshot, Route route, Jurisdiction jurisdiction) {
        Pool pool = route.poolFor(jurisdiction);
        return new Parity(
                route,
                jurisdiction,
                pool,
                pool == null
                        ? List.of()
                        : pool.candidates()
                                .map(each -> abilities(snapshot, each))
                                .toList());
    }

    static Abilities abilities(GatewaySnapshot snapshot, Candidate candidate) {
        Upstream upstream = snapshot.upstreams().get(candidate.endpoint().name());
        return upstream == null ? Abilities.UNKNOWN : upstream.abilities(candidate.model());
    }

    /** Whether some endpoint of the pool has it; null where one may have it and nobody says. */
    public @Nullable Boolean has(Capability capability) {
        boolean unsaid = false;
        for (Abilities each : known) {
            Boolean has = each.has(capability);
            if (has == null) {
                unsaid = true;
            } else if (has) {
                return true;
            }
        }
        return unsaid ? null : Boolean.FALSE;
    }

    /** The longest of the pool; null where nobody says it of one. */
    public @Nullable Long context() {
        return longest(known.stream().map(Abilities::context).toList());
    }

    public @Nullable Long output() {
        return longest(known.stream().map(Abilities::output).toList());
    }

    private static @Nullable Long longest(List<@Nullable Long> said) {
        Long longest = null;
        for (Long each : said) {
            if (each == null) {
                return null;
            }
            longest = longest == null ? each : Long.valueOf(Math.max(longest, each));
        }
        return longest;
    }

    /** What another jurisdiction's pool for this route has, and this one is known not to have. */
    List<String> lacks(List<Parity> all) {
        List<Parity> others = all.stream()
                .filter(each ->
                        each.route.equals(route) && each.pool != null && !each.jurisdiction.equals(jurisdiction))
                .toList();
        if (pool == null) {
            return others.isEmpty() ? List.of() : List.of("the route");
        }
        List<String> lacks = new ArrayList<>();
        for (Capability capability : Capability.values()) {
            if (Boolean.FALSE.equals(has(capability))
                    && others.stream().anyMatch(each -> Boolean.TRUE.equals(each.has(capability)))) {
                lacks.add(capability.word());
            }
        }
        shorter(context(), others.stream().map(Parity::context).toList(), Abilities.CONTEXT, lacks);
        shorter(output(), others.stream().map(Parity::output).toList(), Abilities.OUTPUT, lacks);
        return lacks;
    }

    private static void shorter(@Nullable Long mine, List<@Nullable Long> others, String what, List<String> lacks) {
        Long longest = others.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .max(Long::compare)
                .orElse(null);
        if (mine != null && longest != null && mine < longest) {
            lacks.add(what + " of " + longest);
        }
    }

    private String capabilities() {
        String has = List.of(Capability.values()).stream()
                .filter(each -> !Boolean.FALSE.equals(has(each)))
                .map(each -> each.word() + (has(each) == null ? "?" : ""))
                .collect(Collectors.joining(" "));
        return pool == null ? "not served" : has.isEmpty() ? "none of these" : has;
    }

    private static String shown(@Nullable Long tokens) {
        return tokens == null ? "?" : String.valueOf(tokens);
    }

    /** A table, where the policy or the data say anything; a question mark stands for what nobody says. */
    static String text(GatewaySnapshot snapshot) {
        List<Parity> all = of(snapshot);
        TextTable table = new TextTable("ROUTE", "JURISDICTION", "CAN", "CONTEXT", "OUTPUT", "LACKS");
        for (Parity each : all) {
            table.row(
                    each.route.name(),
                    each.jurisdiction.name(),
                    each.capabilities(),
                    shown(each.context()),
                    shown(each.output()),
                    String.join(", ", each.lacks(all)));
        }
        return table.toString();
    }

    static void json(GatewaySnapshot snapshot, ArrayNode rows) {
        List<Parity> all = of(snapshot);
        for (Parity each : all) {
            ObjectNode row = rows.addObject();
            row.put("route", each.route.name());
            row.put("jurisdiction", each.jurisdiction.name());
            row.put("served", each.pool != null);
            ObjectNode capabilities = row.putObject("capabilities");
            for (Capability capability : Capability.values()) {
                capabilities.put(capability.word(), each.has(capability));
            }
            row.put("context", each.context());
            row.put("output", each.output());
            ArrayNode lacks = row.putArray("lacks");
            each.lacks(all).forEach(lacks::add);
        }
    }

    /** One candidate's, in a few words. */
    static String described(Abilities abilities) {
        String can = abilities.capabilities() == null
                ? ""
                : abilities.capabilities().stream()
                        .map(Capability::word)
                        .sorted()
                        .collect(Collectors.joining(" "));
        return "can: " + (can.isEmpty() ? "?" : can) + "; context " + shown(abilities.context()) + ", output "
                + shown(abilities.output()) + " (" + abilities.source() + ")";
    }
}
