package io.bailiwick.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsDocTest {

    private static final String FROM = "<!-- catalogue: generated -->\n";
    private static final String TO = "<!-- /catalogue -->";

    @Test
    void the_page_shows_the_catalogue_that_the_code_has() throws IOException {
        String page = page();
        String shown = page.substring(page.indexOf(FROM) + FROM.length(), page.indexOf(TO));

        assertThat(shown).as("put this into docs/metrics.md").isEqualTo(table());
    }

    @Test
    void every_label_is_explained_and_none_that_nobody_has() throws IOException {
        String labels = page();
        labels = labels.substring(labels.indexOf("## Labels"), labels.indexOf("## Catalogue"));
        Set<String> explained = labels.lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Pattern.compile("`([a-z_]+)`")
                        .matcher(line.split("\\|")[1])
                        .results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(explained)
                .isEqualTo(Arrays.stream(Metric.values())
                        .flatMap(metric -> metric.labels().stream())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void every_metric_that_the_page_speaks_of_exists() throws IOException {
        Matcher names = Pattern.compile("bailiwick_[a-z_]+[a-z]").matcher(page());

        assertThat(names.results()
                        .map(found -> found.group())
                        .filter(name -> Arrays.stream(Metric.values())
                                .noneMatch(metric -> metric.exportedName().equals(name)
                                        || metric.sampleNames().contains(name))))
                .isEmpty();
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| metric | type | labels | is |\n|---|---|---|---|\n");
        for (Metric metric : Metric.values()) {
            table.append("| `")
                    .append(metric.exportedName())
                    .append("` | ")
                    .append(type(metric.type()))
                    .append(" | ")
                    .append(metric.labels().stream()
                            .map(label -> "`" + label + "`")
                            .collect(Collectors.joining(" ")))
                    .append(" | ")
                    .append(metric.help())
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String type(Metric.Type type) {
        return switch (type) {
            case TIMER, SUMMARY -> "histogram";
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case INFO -> "info";
        };
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/metrics.md"));
    }
}
