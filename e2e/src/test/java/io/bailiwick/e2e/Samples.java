package io.bailiwick.e2e;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of metrics in Prometheus' text format, read as a scraper reads it. */
record Samples(List<Sample> all) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    Samples {
        all = List.copyOf(all);
    }

    /** One series and its value. */
    record Sample(String name, Map<String, String> labels, double value) {}

    static Samples of(String page) {
        return new Samples(page.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Samples::sample)
                .toList());
    }

    /** The series of that name that count something. */
    List<Sample> positive(String name) {
        return all.stream()
                .filter(sample -> sample.name().equals(name) && sample.value() > 0)
                .toList();
    }

    private static Sample sample(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("not a sample: " + line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(parts.group(2) == null ? "" : parts.group(2));
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return new Sample(parts.group(1), labels, Double.parseDouble(parts.group(3)));
    }
}
