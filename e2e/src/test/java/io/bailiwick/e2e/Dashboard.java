package io.bailiwick.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One Grafana dashboard as its file says it. */
record Dashboard(String file, JsonNode json) {

    private static final Map<String, String> BUILT_IN = Map.of("$__rate_interval", "5m", "$__range", "1h");

    static List<Dashboard> shipped() {
        try (Stream<Path> all = Files.list(ProjectRoot.path().resolve("docker/grafana/dashboards"))) {
            return all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Dashboard::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Dashboard read(Path file) {
        try {
            return of(file.getFileName().toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file.toString(), unreadable);
        }
    }

    static Dashboard of(String file, String text) {
        try {
            return new Dashboard(file, new ObjectMapper().readTree(text));
        } catch (IOException malformed) {
            throw new UncheckedIOException(file, malformed);
        }
    }

    List<JsonNode> panels() {
        return list(json.path("panels"));
    }

    List<JsonNode> variables() {
        return list(json.path("templating").path("list"));
    }

    Set<String> variableNames() {
        Set<String> names = new TreeSet<>();
        variables().forEach(variable -> names.add(variable.path("name").asText()));
        return names;
    }

    /** Every expression of every panel, as it stands in the file. */
    static List<String> expressions(JsonNode panel) {
        return panel.path("targets").findValuesAsText("expr");
    }

    /** Every expression with its variables replaced, as Prometheus would read it. */
    List<String> queries() {
        List<String> queries = new ArrayList<>();
        panels().forEach(panel -> expressions(panel).forEach(each -> queries.add(filled(each))));
        return queries;
    }

    /** Prices stand where numbers do, all other variables inside a label's pattern. */
    static String filled(String expression) {
        String filled = expression;
        for (Map.Entry<String, String> builtIn : BUILT_IN.entrySet()) {
            filled = filled.replace(builtIn.getKey(), builtIn.getValue());
        }
        return filled.replaceAll("\\$price_[a-z]+", "1").replaceAll("\\$[a-z_]+", ".+");
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
