package io.bailiwick.e2e;

import io.bailiwick.e2e.AlertRules.Alert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to be true of every rule, beyond that it parses; each check answers with what is wrong. */
final class AlertChecks {

    static final List<String> HEADINGS =
            List.of("## What it means", "## What to look at", "## What to do", "## What not to do");

    private static final Pattern QUERIES = Pattern.compile("(?s)```promql\n(.*?)```");
    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");

    private AlertChecks() {}

    static List<String> names(AlertRules rules) {
        KnownMetrics known = KnownMetrics.exported().recordedBy(rules);
        List<String> problems = new ArrayList<>();
        rules.recordings()
                .forEach((name, expression) ->
                        known.problems(expression).forEach(each -> problems.add(name + ": " + each)));
        rules.alerts()
                .forEach(alert ->
                        known.problems(alert.expression()).forEach(each -> problems.add(alert.name() + ": " + each)));
        return problems;
    }

    static List<String> words(AlertRules rules) {
        List<String> problems = new ArrayList<>();
        for (Alert alert : rules.alerts()) {
            if (!SEVERITIES.contains(alert.severity())) {
                problems.add(alert.name() + ": severity " + alert.severity() + ", expected one of " + SEVERITIES);
            }
            Stream.of("summary", "description")
                    .filter(key -> alert.annotation(key).isBlank())
                    .forEach(key -> problems.add(alert.name() + ": no " + key));
            if (!alert.annotation("runbook_url").endsWith("/" + alert.name() + ".md")) {
                problems.add(alert.name() + ": runbook_url does not lead to its own page");
            }
        }
        return problems;
    }

    /** A page for each alert, with its headings, and no page for none. */
    static List<String> runbooks(AlertRules rules, Path directory) {
        List<String> problems = new ArrayList<>();
        Set<String> pages = pages(directory);
        for (Alert alert : rules.alerts()) {
            String page = alert.name() + ".md";
            if (!pages.remove(page)) {
                problems.add(alert.name() + ": no page " + page);
                continue;
            }
            String text = read(directory.resolve(page));
            HEADINGS.stream()
                    .filter(heading -> !text.contains("\n" + heading + "\n"))
                    .forEach(heading -> problems.add(page + ": lacks '" + heading + "'"));
        }
        pages.forEach(page -> problems.add(page + ": no alert of that name"));
        return problems;
    }

    /** The table of all pages: a row for each alert, and none for anything else. */
    static List<String> listed(AlertRules rules, Path directory) {
        List<String> problems = new ArrayList<>();
        List<String> rows = read(directory.resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith("| Bailiwick"))
                .collect(Collectors.toCollection(ArrayList::new));
        for (Alert alert : rules.alerts()) {
            String page = alert.name() + ".md";
            String row = "| " + alert.name() + " | " + alert.severity() + " | [" + page + "](" + page + ") |";
            if (!rows.remove(row)) {
                problems.add("README.md: lacks '" + row + "'");
            }
        }
        rows.forEach(row -> problems.add("README.md: no alert for '" + row + "'"));
        return problems;
    }

    /** Queries of runbooks, one a line. */
    static List<String> queries(Path directory) {
        return pages(directory).stream()
                .flatMap(page -> QUERIES.matcher(read(directory.resolve(page))).results())
                .flatMap(block -> block.group(1).lines())
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Each alert is asked for where it must fire, and where it must not. */
    static List<String> tested(AlertRules rules) {
        List<String> problems = new ArrayList<>();
        for (Alert alert : rules.alerts()) {
            String named = "alertname=\"" + alert.name() + "\"";
            if (rules.tested().stream()
                    .noneMatch(query -> query.test().startsWith(alert.name() + " fires ")
                            && query.wants().toString().contains(named))) {
                problems.add(alert.name() + ": no test in which it fires");
            }
            if (rules.tested().stream()
                    .noneMatch(query -> query.test().startsWith(alert.name() + " is quiet ")
                            && query.asks().contains(named)
                            && query.wants().isEmpty())) {
                problems.add(alert.name() + ": no test in which it is quiet");
            }
        }
        return problems;
    }

    private static Set<String> pages(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            Set<String> names =
                    new TreeSet<>(all.map(file -> file.getFileName().toString()).toList());
            names.remove("README.md");
            return names;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
