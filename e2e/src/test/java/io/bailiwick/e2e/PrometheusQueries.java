package io.bailiwick.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Queries in a form that Prometheus' tools read: a file of recording rules, one for each; JSON is YAML. */
final class PrometheusQueries {

    private PrometheusQueries() {}

    static Path asRules(List<String> queries, Path directory) throws IOException {
        List<Map<String, String>> rules = new ArrayList<>();
        for (String query : queries) {
            rules.add(Map.of("record", "query:number:" + rules.size(), "expr", query));
        }
        Map<String, Object> file = Map.of("groups", List.of(Map.of("name", "queries", "rules", rules)));
        return Files.writeString(directory.resolve("queries.yml"), new ObjectMapper().writeValueAsString(file));
    }
}
