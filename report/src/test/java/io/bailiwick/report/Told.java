package io.bailiwick.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Prometheus of a test's own words: series by metric, each with a value for some of the points that are asked for. */
final class Told implements PrometheusWire {

    private final Map<String, List<String>> series = new LinkedHashMap<>();
    final List<Map<String, String>> asked = new ArrayList<>();
    private String extra = "";

    /** {@code values}: at that many steps from the first point; NaN is no sample. */
    Told with(String metric, String labels, double... values) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                long second = Logged.DAY.from().getEpochSecond() + i * 60L;
                points.append(points.isEmpty() ? "" : ",").append("[" + second + ",\"" + values[i] + "\"]");
            }
        }
        series.computeIfAbsent(metric, absent -> new ArrayList<>())
                .add("{\"metric\":{" + labels + "},\"values\":[" + points + "]}");
        return this;
    }

    Told warning(String words) {
        extra = ",\"warnings\":[\"" + words + "\"]";
        return this;
    }

    @Override
    public InputStream ask(String path, Map<String, String> parameters) throws IOException {
        asked.add(parameters);
        String result = series.getOrDefault(metric(parameters.get("query")), List.of()).stream()
                .collect(Collectors.joining(","));
        return new ByteArrayInputStream(("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                        + result + "]}" + extra + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String metric(String query) {
        return query.substring(query.indexOf('(') + 1, query.indexOf('['));
    }

    Collected read() throws IOException {
        return new PrometheusSource(URI.create("http://127.0.0.1:9090"), this)
                .read(new Question(Logged.DAY, null), Progress.NONE);
    }

    Report report(String prices) throws IOException {
        return new MakeReport(PriceFile.read("prices.csv", prices)).of(new Question(Logged.DAY, null), read(), false);
    }
}
