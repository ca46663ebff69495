package io.bailiwick.observability;

import io.bailiwick.gateway.admin.MetricsPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scraped page, read as Prometheus would read it. */
final class Page {

    private static final Pattern SAMPLE = Pattern.compile("([a-z_:0-9]+)(?:\\{(.*)})? ([^ ]+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    final String text;
    final List<Sample> samples;

    private Page(String text) {
        this.text = text;
        this.samples = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(Page::sample)
                .toList();
    }

    static Page of(MetricsPage page) {
        return new Page(new String(page.scrape(null), StandardCharsets.UTF_8));
    }

    private static Sample sample(String line) {
        Matcher form = SAMPLE.matcher(line);
        if (!form.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        if (form.group(2) != null) {
            Matcher label = LABEL.matcher(form.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return new Sample(form.group(1), labels, Double.parseDouble(form.group(3)));
    }

    /** The value of the one series with that name and exactly those labels; NaN where there is none. */
    double value(String name, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        return samples.stream()
                .filter(sample -> sample.name.equals(name) && sample.labels.equals(wanted))
                .mapToDouble(Sample::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name.equals(name)).toList();
    }

    /** One series and its value. */
    record Sample(String name, Map<String, String> labels, double value) {}
}
