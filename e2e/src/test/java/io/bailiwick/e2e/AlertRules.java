package io.bailiwick.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Rule files of Prometheus, and the files that test them. */
final class AlertRules {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, String> recordings = new LinkedHashMap<>();
    private final List<Tested> tested = new ArrayList<>();

    /** One alert, as a file says it. */
    record Alert(String file, String name, String expression, JsonNode rule) {
        String annotation(String key) {
            return rule.path("annotations").path(key).asText();
        }

        String severity() {
            return rule.path("labels").path("severity").asText();
        }
    }

    /** One query of a test: what it asks for, and which series it wants, none included. */
    record Tested(String test, String asks, List<String> wants) {
        Tested {
            wants = List.copyOf(wants);
        }
    }

    /** What ships. */
    static AlertRules shipped() {
        return in(ProjectRoot.path().resolve("docker/prometheus"));
    }

    /** Everything under {@code rules} and {@code tests} of that directory. */
    static AlertRules in(Path directory) {
        AlertRules read = new AlertRules();
        files(directory.resolve("rules")).forEach(read::rules);
        files(directory.resolve("tests")).forEach(read::tests);
        return read;
    }

    static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonNode yaml(Path file) {
        try {
            return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void rules(Path file) {
        for (JsonNode group : yaml(file).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                String expression = rule.path("expr").asText();
                if (rule.has("record")) {
                    recordings.put(rule.path("record").asText(), expression);
                } else {
                    alerts.add(new Alert(
                            file.getFileName().toString(), rule.path("alert").asText(), expression, rule));
                }
            }
        }
    }

    private void tests(Path file) {
        for (JsonNode test : yaml(file).path("tests")) {
            for (JsonNode query : test.path("promql_expr_test")) {
                tested.add(new Tested(
                        test.path("name").asText(),
                        query.path("expr").asText(),
                        query.path("exp_samples").findValuesAsText("labels")));
            }
        }
    }

    List<Alert> alerts() {
        return alerts;
    }

    /** Each recorded name with its expression. */
    Map<String, String> recordings() {
        return recordings;
    }

    List<Tested> tested() {
        return tested;
    }
}
