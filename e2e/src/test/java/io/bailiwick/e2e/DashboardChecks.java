package io.bailiwick.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of grafana/dashboard-linter in this project's words, and the project's own; each answers with what is wrong. */
final class DashboardChecks {

    private static final Map<String, String> VARIABLES = Map.of(
            "job", "Job",
            "instance", "Instance",
            "region", "Region",
            "jurisdiction", "Jurisdiction",
            "model", "Model");
    private static final Pattern USED = Pattern.compile("\\$\\{?([a-z_]+)}?");
    private static final Set<String> GIVEN = Set.of("__rate_interval", "__range");
    private static final Pattern COUNTS = Pattern.compile(".*_(total|count|sum|bucket)");
    private static final Set<String> RATES = Set.of("rate", "irate", "increase");
    private static final int COLUMNS = 24;

    /** What is asked for as well when a counter was born inside the time shown, which no increase would show. */
    private static final String BORN = " unless ";

    private final Dashboard dashboard;
    private final KnownMetrics known;
    private final List<String> problems = new ArrayList<>();

    private DashboardChecks(Dashboard dashboard, KnownMetrics known) {
        this.dashboard = dashboard;
        this.known = known;
    }

    static List<String> of(Dashboard dashboard, KnownMetrics known) {
        DashboardChecks checks = new DashboardChecks(dashboard, known);
        checks.head();
        checks.variables();
        checks.grid();
        dashboard.panels().forEach(checks::panel);
        return checks.problems;
    }

    private void no(boolean wrong, String where, String what) {
        if (wrong) {
            problems.add(dashboard.file() + " " + where + ": " + what);
        }
    }

    private void head() {
        JsonNode json = dashboard.json();
        no(json.path("title").asText().isBlank(), "head", "no title");
        no(!json.path("uid").asText().matches("[a-z-]{1,40}"), "head", "no stable uid of at most 40 characters");
        no(!json.path("id").isNull(), "head", "an id of one Grafana");
        no(json.path("editable").asBoolean(true), "head", "editable");
        no(json.path("schemaVersion").asInt() != 39, "head", "schemaVersion is not 39");
        no(json.has("__inputs"), "head", "__inputs cannot be provisioned");
    }

    private void variables() {
        Set<String> names = dashboard.variableNames();
        JsonNode source = variable("datasource");
        no(!source.path("type").asText().equals("datasource"), "datasource", "no variable of that type");
        no(!source.path("label").asText().equals("Data source"), "datasource", "is not labelled 'Data source'");
        VARIABLES.forEach((name, label) -> {
            JsonNode variable = variable(name);
            no(!names.contains(name), name, "no such variable");
            no(!variable.path("type").asText().equals("query"), name, "is no query");
            no(!variable.path("label").asText().equals(label), name, "is not labelled '" + label + "'");
            no(!variable.path("multi").asBoolean(), name, "is no multi select");
            no(!variable.path("allValue").asText().equals(".+"), name, "allValue is not .+");
            no(variable.path("refresh").asInt() != 2, name, "is not read again when the time changes");
            no(!isTemplated(variable), name, "does not use the templated data source");
            known.problems(Dashboard.filled(inner(variable))).forEach(each -> no(true, name, each));
        });
    }

    private JsonNode variable(String name) {
        return dashboard.variables().stream()
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    /** The selector inside {@code label_values(selector, label)}. */
    private static String inner(JsonNode variable) {
        return variable.path("query").path("query").asText().replaceFirst("label_values\\((.*), \\w+\\)", "$1");
    }

    private static boolean isTemplated(JsonNode of) {
        return of.path("datasource").path("uid").asText().equals("${datasource}");
    }

    private void grid() {
        Set<Integer> ids = new HashSet<>();
        Set<Long> taken = new HashSet<>();
        for (JsonNode panel : dashboard.panels()) {
            String where = panel.path("title").asText();
            JsonNode at = panel.path("gridPos");
            no(!ids.add(panel.path("id").asInt()), where, "its id is another's too");
            no(at.path("x").asInt() + at.path("w").asInt() > COLUMNS, where, "leaves the grid");
            no(at.path("w").asInt() < 1 || at.path("h").asInt() < 1, where, "has no size");
            for (long x = 0; x < at.path("w").asInt(); x++) {
                for (long y = 0; y < at.path("h").asInt(); y++) {
                    long cell =
                            (at.path("y").asInt() + y) * COLUMNS + at.path("x").asInt() + x;
                    if (!taken.add(cell)) {
                        no(true, where, "lies over another");
                        return;
                    }
                }
            }
        }
    }

    private void panel(JsonNode panel) {
        String where = panel.path("title").asText("a panel");
        no(panel.path("title").asText().isBlank(), where, "no title");
        no(panel.path("description").asText().isBlank(), where, "no description");
        no(!isTemplated(panel), where, "does not use the templated data source");
        no(panel.path("fieldConfig").path("defaults").path("unit").asText().isBlank(), where, "no unit");
        List<String> expressions = Dashboard.expressions(panel);
        no(expressions.isEmpty(), where, "asks nothing");
        expressions.forEach(expression -> target(where, expression));
    }

    private void target(String where, String expression) {
        Matcher used = USED.matcher(expression);
        while (used.find()) {
            String name = used.group(1);
            no(
                    !GIVEN.contains(name) && !dashboard.variableNames().contains(name),
                    where,
                    "uses $" + name + ", which nobody declares");
        }
        known.problems(Dashboard.filled(expression)).forEach(each -> no(true, where, each));
        for (PromQl.Selector selector : PromQl.read(expression).selectors()) {
            boolean ours = !selector.metric().equals("ALERTS"); // see .lint beside the dashboards
            no(ours && !selector.labels().contains("job"), where, selector.metric() + " is not narrowed to $job");
            no(
                    ours && !selector.labels().contains("instance"),
                    where,
                    selector.metric() + " is not narrowed to $instance");
            no(
                    COUNTS.matcher(selector.metric()).matches()
                            && !RATES.contains(selector.inside())
                            && !expression.contains(BORN),
                    where,
                    selector.metric() + " counts, and is not asked for its rate or increase");
            no(
                    !selector.range().isEmpty() && !selector.range().matches("\\$__(rate_interval|range)"),
                    where,
                    "a range of " + selector.range() + " rather than $__rate_interval");
        }
    }
}
