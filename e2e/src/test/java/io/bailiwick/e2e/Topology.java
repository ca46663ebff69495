package io.bailiwick.e2e;

import io.bailiwick.testkit.RegionSinks;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The policy of a border test: Frankfurt and Paris for the EU, and a healthy, heavier Virginia under the same names. */
final class Topology {

    static final List<String> SINKS = List.of("fra1", "par1", "iad1");

    /** What is short about a test's route. */
    static final String TIMEOUTS =
            "timeouts: { connect: 300ms, first-event: 700ms, between-events: 700ms, request: 3s }";

    private final Map<String, URI> urls = new LinkedHashMap<>();
    private final Map<String, String> extras = new LinkedHashMap<>();
    private final Map<String, String> added = new LinkedHashMap<>();
    private String pool = "[[fra], [par]]";
    private String options = "";
    private String chatOptions = "";
    private String gateway = "";
    private String region = "aws:eu-central-1";
    private String admin = "\"127.0.0.1:0\"";
    private String addedRoutes = "";
    private String timeouts = TIMEOUTS;
    private String euBoundary = "[EU]";
    private String allowance = "";
    private boolean free = true;

    /** The EU's pool; endpoints are called {@code fra}, {@code par} and {@code iad}. */
    Topology pool(String tiers) {
        pool = tiers;
        return this;
    }

    /** Puts that endpoint elsewhere than at its region's sink. */
    Topology at(String endpoint, URI url) {
        urls.put(endpoint, url);
        return this;
    }

    /** More of that endpoint, as YAML without its braces. */
    Topology endpoint(String name, String yaml) {
        extras.merge(name, yaml, (before, more) -> before + ", " + more);
        return this;
    }

    /** An endpoint of its own, as YAML without its braces; {@code <fra1>} and the like stand for the sinks' urls. */
    Topology adding(String name, String yaml) {
        added.put(name, yaml);
        return this;
    }

    Topology addingRoute(String yaml) {
        addedRoutes += "  " + yaml + "\n";
        return this;
    }

    Topology option(String yaml) {
        options += ", " + yaml;
        return this;
    }

    /** More of the options of {@code chat} alone. */
    Topology chatOption(String yaml) {
        chatOptions += ", " + yaml;
        return this;
    }

    Topology timeouts(String yaml) {
        timeouts = yaml;
        return this;
    }

    /** More of the gateway, as YAML without its braces. */
    Topology gateway(String yaml) {
        gateway += ", " + yaml;
        return this;
    }

    /** The admin side asks for the token that this file holds. */
    Topology adminToken(String file) {
        admin = "{ listen: \"127.0.0.1:0\", token: { file: \"" + file + "\" } }";
        return this;
    }

    Topology gatewayIn(String name) {
        region = name;
        return this;
    }

    /** What the EU tenant may ask for, as YAML without its braces. */
    Topology allowance(String yaml) {
        allowance = ", allowance: { " + yaml + " }";
        return this;
    }

    /** No jurisdiction without residency duties: this gateway then has no business abroad at all. */
    Topology withoutFree() {
        free = false;
        return this;
    }

    Topology euBoundary(String countries) {
        euBoundary = countries;
        return this;
    }

    /** The whole text; {@code digest} is that of the EU tenant's key. */
    String policy(RegionSinks sinks, String digest) {
        StringBuilder text = new StringBuilder("bailiwick: 1\n");
        text.append(
                "gateway: { region: \"" + region + "\", listen: \"127.0.0.1:0\", admin: " + admin + gateway + " }\n");
        text.append(Running.REGIONS.replace("boundary: [EU]", "boundary: " + euBoundary));
        text.append(Running.TENANTS.replaceFirst(
                "sha256:[0-9a-f]{64}\"\\] \\}", "sha256:" + digest + "\"]" + allowance + " }"));
        text.append("endpoints:\n");
        for (String sink : SINKS) {
            String name = sink.substring(0, 3);
            String url = urls.getOrDefault(name, sinks.url(sink)).toString();
            String at = ", url: \"" + url + "\", reach: [\"onprem:" + sink + "\"]";
            String more = extras.containsKey(name) ? ", " + extras.get(name) : "";
            text.append("  " + name + ": { provider: openai-compatible" + at + ", models: { chat: sim-large }" + more
                    + " }\n");
            text.append("  " + name + "-claude: { provider: anthropic-compatible" + at
                    + ", models: { claude: sim-claude }" + more + " }\n");
        }
        added.forEach((name, yaml) -> text.append("  " + name + ": { "
                + yaml.replace("<fra1>", sinks.url("fra1").toString())
                        .replace("<par1>", sinks.url("par1").toString())
                        .replace("<iad1>", sinks.url("iad1").toString())
                + " }\n"));
        text.append("routes:\n");
        text.append(route("chat", pool, "aliases: [gpt-4o]"));
        text.append(route("claude", pool.replaceAll("(fra|par)\\b", "$1-claude"), "aliases: [claude-sonnet]"));
        return text.append(addedRoutes).toString();
    }

    private String route(String name, String eu, String aliases) {
        String of = name.equals("chat") ? "" : "-claude";
        return "  " + name + ": { eu: " + eu + ", de: [[fra" + of + "]], us: [[{ iad" + of + ": 100 }]]"
                + (free ? ", free: [[{ iad" + of + ": 100 }, fra" + of + "]]" : "") + ", options: { " + aliases + ", "
                + timeouts + options + (of.isEmpty() ? chatOptions : "") + " } }\n";
    }
}
