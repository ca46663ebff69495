package io.bailiwick.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ARCHITECTURE.md claims: its steps, its module table and its invariants. */
record ArchitectureText(Map<Integer, String> steps, Map<String, List<String>> modules, List<Invariant> invariants) {

    private static final Pattern STEP = Pattern.compile("^\\| ([0-9]+) \\| `([A-Za-z]+)`");
    private static final Pattern MODULE = Pattern.compile("^\\| `([a-z0-9-]+)/` \\|[^|]*\\|([^|]*)\\|");
    private static final Pattern INVARIANT = Pattern.compile("^Architecture Invariant: (.+) \\((.+)\\)$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** An absence, and what guards it: {@code Test.method}, or {@code types}. */
    record Invariant(String sentence, List<String> guards) {}

    static ArchitectureText of(String markdown) {
        Map<Integer, String> steps = new LinkedHashMap<>();
        Map<String, List<String>> modules = new LinkedHashMap<>();
        List<Invariant> invariants = new ArrayList<>();
        markdown.lines().forEach(line -> {
            Matcher step = STEP.matcher(line);
            Matcher module = MODULE.matcher(line);
            Matcher invariant = INVARIANT.matcher(line);
            if (step.find()) {
                steps.put(Integer.valueOf(step.group(1)), step.group(2));
            } else if (module.find()) {
                modules.put(module.group(1), code(module.group(2)));
            } else if (invariant.matches()) {
                invariants.add(new Invariant(invariant.group(1), code(invariant.group(2))));
            }
        });
        return new ArchitectureText(steps, modules, invariants);
    }

    private static List<String> code(String text) {
        return CODE.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
