package io.bailiwick.e2e;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The metrics and labels that an expression names; whether it means anything is for promtool to say. */
final class PromQl {

    private static final Pattern TOKEN = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|`[^`]*`"
            + "|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9][0-9a-zA-Z.]*|\\$\\{[^}]*}|\\$[a-zA-Z_]\\w*|\\S");
    private static final Pattern COMMENT = Pattern.compile("(?m)(^|\\s)#.*$");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Set<String> LISTS = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> OPERATORS =
            Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "start", "end", "atan2");
    private static final Set<String> AGGREGATIONS = Set.of(
            "sum",
            "min",
            "max",
            "avg",
            "count",
            "group",
            "stddev",
            "stdvar",
            "topk",
            "bottomk",
            "quantile",
            "count_values");

    private final List<String> tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> grouped = new TreeSet<>();
    private final Set<String> made = new TreeSet<>();
    private int at;

    /**
     * A metric and how it is asked.
     *
     * @param labels that it is asked by
     * @param inside the function whose first argument it is; empty for none
     * @param range over how long; empty for an instant
     */
    record Selector(String metric, Set<String> labels, String inside, String range) {}

    private PromQl(String expression) {
        tokens = TOKEN.matcher(COMMENT.matcher(expression).replaceAll(""))
                .results()
                .map(found -> found.group())
                .toList();
    }

    static PromQl read(String expression) {
        PromQl read = new PromQl(expression);
        while (read.at < read.tokens.size()) {
            read.step();
        }
        return read;
    }

    List<Selector> selectors() {
        return selectors;
    }

    /** Labels that something is grouped or matched by. */
    Set<String> grouped() {
        return grouped;
    }

    /** Labels that {@code label_replace} and its like make. */
    Set<String> made() {
        return made;
    }

    private void step() {
        String token = tokens.get(at++);
        if (!WORD.matcher(token).matches()) {
            return;
        }
        if (LISTS.contains(token)) {
            grouped.addAll(words("(", ")"));
        } else if (token.startsWith("label_") && next().equals("(")) {
            madeIn(at);
        } else if (!OPERATORS.contains(token) && !AGGREGATIONS.contains(token) && !next().equals("(")) {
            String inside = at > 2 && tokens.get(at - 2).equals("(") ? tokens.get(at - 3) : "";
            Set<String> labels = words("{", "}");
            selectors.add(new Selector(token, labels, inside, range()));
        }
    }

    /** What stands in brackets, where they come next. */
    private String range() {
        if (next().equals("}")) {
            at++;
        }
        return next().equals("[") ? tokens.get(at + 1) : "";
    }

    private String next() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    /** The words from {@code open} to {@code close}, where that comes next. */
    private Set<String> words(String open, String close) {
        Set<String> words = new LinkedHashSet<>();
        if (!next().equals(open)) {
            return words;
        }
        for (at++; at < tokens.size() && !next().equals(close); at++) {
            if (WORD.matcher(next()).matches()) {
                words.add(next());
            }
        }
        return words;
    }

    /** The first text among a call's arguments is the label that it makes. */
    private void madeIn(int from) {
        tokens.subList(from, tokens.size()).stream()
                .filter(token -> token.matches("\"[a-zA-Z_]\\w*\""))
                .findFirst()
                .ifPresent(label -> made.add(label.substring(1, label.length() - 1)));
    }
}
