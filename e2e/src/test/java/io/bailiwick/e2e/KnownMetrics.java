package io.bailiwick.e2e;

import io.bailiwick.observability.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every name that a query may use, with its labels: the gateway's catalogue, what Prometheus adds, what rules record. */
final class KnownMetrics {

    private static final Set<String> OF_EVERY_SCRAPE = Set.of("job", "instance");

    private final Map<String, Set<String>> labels = new HashMap<>();

    private KnownMetrics() {
        for (Metric metric : Metric.values()) {
            metric.sampleNames().forEach(name -> put(name, metric.labelsOf(name)));
        }
        put("up", List.of());
        put("ALERTS", List.of("alertname", "alertstate", "severity", "jurisdiction", "region"));
    }

    static KnownMetrics exported() {
        return new KnownMetrics();
    }

    /** Adds what these rules record. */
    KnownMetrics recordedBy(AlertRules rules) {
        rules.recordings().forEach((name, expression) -> {
            PromQl read = PromQl.read(expression);
            Set<String> kept = new TreeSet<>(read.grouped());
            kept.addAll(read.made());
            labels.put(name, kept);
        });
        return this;
    }

    private void put(String name, List<String> own) {
        Set<String> all = new TreeSet<>(own);
        all.addAll(OF_EVERY_SCRAPE);
        labels.put(name, all);
    }

    /** What that expression names and nobody exports. */
    List<String> problems(String expression) {
        List<String> problems = new ArrayList<>();
        PromQl read = PromQl.read(expression);
        Set<String> available = new TreeSet<>(read.made());
        if (read.selectors().isEmpty()) {
            problems.add("names no metric: " + expression);
        }
        for (PromQl.Selector selector : read.selectors()) {
            Set<String> known = labels.get(selector.metric());
            if (known == null) {
                problems.add("no such metric: " + selector.metric());
                continue;
            }
            available.addAll(known);
            selector.labels().stream()
                    .filter(label -> !known.contains(label))
                    .forEach(label -> problems.add(selector.metric() + " has no label " + label));
        }
        read.grouped().stream()
                .filter(label -> !available.contains(label))
                .forEach(label -> problems.add("nothing in it has a label " + label + ": " + expression));
        return problems;
    }
}
